/** Where logs go and what was counted in them, and the controls about it. */
@NullMarked
package dev.mxray.mcss.evidence.logging;

import org.jspecify.annotations.NullMarked;
