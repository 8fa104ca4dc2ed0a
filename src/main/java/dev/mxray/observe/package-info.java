/** The value types of observation: what was seen, what was proved absent, what stayed unknown. */
@NullMarked
package dev.mxray.observe;

import org.jspecify.annotations.NullMarked;
