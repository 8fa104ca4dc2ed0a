/** The packet filters of Linux as one model, and the controls it decides. */
@NullMarked
package dev.mxray.mcss.evidence.firewall;

import org.jspecify.annotations.NullMarked;
