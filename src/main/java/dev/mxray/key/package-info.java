/** Public keys, and what makes them worthless. */
@NullMarked
package dev.mxray.key;

import org.jspecify.annotations.NullMarked;
