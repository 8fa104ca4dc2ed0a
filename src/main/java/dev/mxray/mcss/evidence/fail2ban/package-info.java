/** Fail2ban's configuration and state, and the controls they decide. */
@NullMarked
package dev.mxray.mcss.evidence.fail2ban;

import org.jspecify.annotations.NullMarked;
