/** Cyrus IMAP: imapd.conf and cyrus.conf, and the controls they decide. */
@NullMarked
package dev.mxray.mcss.evidence.cyrus;

import org.jspecify.annotations.NullMarked;
