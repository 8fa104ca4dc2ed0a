/** Which addresses may be contacted. */
@NullMarked
package dev.mxray.net.guard;

import org.jspecify.annotations.NullMarked;
