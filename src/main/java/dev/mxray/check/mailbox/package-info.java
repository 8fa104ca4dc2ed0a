/** The servers by which people reach their mailboxes: IMAP, POP3 and ManageSieve. */
@NullMarked
package dev.mxray.check.mailbox;

import org.jspecify.annotations.NullMarked;
