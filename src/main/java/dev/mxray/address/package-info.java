/** IP addresses as plain values: their bytes, their text, and what they may be used for. */
@NullMarked
package dev.mxray.address;

import org.jspecify.annotations.NullMarked;
