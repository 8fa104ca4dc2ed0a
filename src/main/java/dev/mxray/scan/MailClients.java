package dev.mxray.scan;

import dev.mxray.net.mail.ActiveTrial;
import dev.mxray.net.mail.InjectionTrial;
import dev.mxray.net.mail.MailClient;
import dev.mxray.net.mail.MailboxClient;

/** Those who talk to mail servers; all of them share one budget of connections. */
record MailClients(
    MailClient smtp, MailboxClient mailboxes, InjectionTrial injections, ActiveTrial active) {}
