/** Versions, packages, and until when somebody maintains them. Pure. */
@NullMarked
package dev.mxray.mcss.evidence.packages;

import org.jspecify.annotations.NullMarked;
