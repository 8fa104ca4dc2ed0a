/** Reverse DNS of the mail exchanges: what is observed of it, and how it is judged. */
@NullMarked
package dev.mxray.check.ptr;

import org.jspecify.annotations.NullMarked;
