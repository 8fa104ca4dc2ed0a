/** mxray: a live scanner for mail domains. */
@NullMarked
package dev.mxray;

import org.jspecify.annotations.NullMarked;
