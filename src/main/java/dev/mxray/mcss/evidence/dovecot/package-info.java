/** Dovecot: the output of doveconf, and the controls it decides. */
@NullMarked
package dev.mxray.mcss.evidence.dovecot;

import org.jspecify.annotations.NullMarked;
