/** The published document and its writers. */
@NullMarked
package dev.mxray.report;

import org.jspecify.annotations.NullMarked;
