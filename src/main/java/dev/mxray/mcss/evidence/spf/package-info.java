/** The verification of SPF on a host, and the controls about it. */
@NullMarked
package dev.mxray.mcss.evidence.spf;

import org.jspecify.annotations.NullMarked;
