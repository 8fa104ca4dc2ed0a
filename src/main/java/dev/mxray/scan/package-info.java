/** The scanner: the library entry and the graph that wires the checks. */
@NullMarked
package dev.mxray.scan;

import org.jspecify.annotations.NullMarked;
