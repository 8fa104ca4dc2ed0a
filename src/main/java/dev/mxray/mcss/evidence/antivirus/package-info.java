/** ClamAV, and the controls about it. */
@NullMarked
package dev.mxray.mcss.evidence.antivirus;

import org.jspecify.annotations.NullMarked;
