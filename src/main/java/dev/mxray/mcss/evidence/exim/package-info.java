/** Exim: the readers of its options and configuration, and what decides by them. Pure. */
@NullMarked
package dev.mxray.mcss.evidence.exim;

import org.jspecify.annotations.NullMarked;
