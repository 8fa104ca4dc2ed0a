package dev.mxray.scan;

import dev.mxray.net.http.PlainClient;
import dev.mxray.net.mail.ActiveTrial;
import dev.mxray.net.mail.InjectionTrial;
import dev.mxray.net.mail.MailClient;
import dev.mxray.net.mail.MailboxClient;
import org.jspecify.annotations.Nullable;

/**
 * Those who talk to mail servers; all of them share one budget of connections.
 *
 * @param plain fetches what certificates point to; null for nobody
 */
record MailClients(
    MailClient smtp,
    MailboxClient mailboxes,
    InjectionTrial injections,
    ActiveTrial active,
    @Nullable PlainClient plain) {

  MailClients(
      MailClient smtp, MailboxClient mailboxes, InjectionTrial injections, ActiveTrial active) {
    this(smtp, mailboxes, injections, active, null);
  }
}
