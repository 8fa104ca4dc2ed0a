/** SpamAssassin and Rspamd, and the controls about them. */
@NullMarked
package dev.mxray.mcss.evidence.antispam;

import org.jspecify.annotations.NullMarked;
