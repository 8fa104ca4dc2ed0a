/** The addresses of a domain's mail, which several checks look at. */
@NullMarked
package dev.mxray.check.hosts;

import org.jspecify.annotations.NullMarked;
