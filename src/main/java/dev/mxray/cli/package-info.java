/** The command line. */
@NullMarked
package dev.mxray.cli;

import org.jspecify.annotations.NullMarked;
