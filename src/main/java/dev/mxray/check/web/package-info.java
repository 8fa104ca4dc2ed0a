/** Files that a domain keeps on the web: what every check that needs one sees of it. */
@NullMarked
package dev.mxray.check.web;

import org.jspecify.annotations.NullMarked;
