/** Checks that belong to no single topic: answer sizes, and whether names are registered. */
@NullMarked
package dev.mxray.check.general;

import org.jspecify.annotations.NullMarked;
