/** The verification of DMARC on a host, and the controls about it. */
@NullMarked
package dev.mxray.mcss.evidence.dmarc;

import org.jspecify.annotations.NullMarked;
