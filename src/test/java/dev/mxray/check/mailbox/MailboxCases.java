package dev.mxray.check.mailbox;

import static dev.mxray.finding.FindingType.MAILBOX_BANNER_VERSION;
import static dev.mxray.finding.FindingType.MAILBOX_NO_STARTTLS;
import static dev.mxray.finding.FindingType.MAILBOX_PLAINTEXT_LOGIN;
import static dev.mxray.finding.FindingType.MAILBOX_PLAINTEXT_PORT;
import static dev.mxray.finding.FindingType.MAILBOX_PROTOCOL_ERROR;
import static dev.mxray.finding.FindingType.MAILBOX_SIEVE_EXPOSED;
import static dev.mxray.finding.FindingType.MAILBOX_STARTTLS_BROKEN;
import static dev.mxray.finding.FindingType.MAILBOX_STARTTLS_INJECTION;
import static dev.mxray.finding.FindingType.TLS_CERT_EXPIRED;

import dev.mxray.check.ServerCase;
import dev.mxray.check.smtp.ServerCases;
import dev.mxray.finding.FindingType;
import dev.mxray.lab.LabCertificate;
import dev.mxray.lab.LabInternet;
import dev.mxray.lab.LabMailboxBehaviour;
import dev.mxray.lab.LabSmtpAct;
import dev.mxray.lab.LabSmtpAct.Mischief;
import dev.mxray.lab.LabSmtpBehaviour.Moment;
import java.util.List;
import java.util.function.Consumer;

/** The findings about mailbox servers, each with servers of which it is true. */
public final class MailboxCases {
  private static final String HOST = "mx.example.com";
  private static final String ADDRESS = "25.0.2.1";
  private static final LabCertificate GOOD = ServerCases.CERTIFICATES.good(HOST);
  private static final LabMailboxBehaviour IMAP = LabMailboxBehaviour.imap().starttls(GOOD);
  private static final LabMailboxBehaviour POP3 = LabMailboxBehaviour.pop3().starttls(GOOD);
  private static final LabMailboxBehaviour SIEVE = LabMailboxBehaviour.sieve().starttls(GOOD);

  private MailboxCases() {}

  public static List<ServerCase> all() {
    return List.of(
        of(MAILBOX_PLAINTEXT_LOGIN, IMAP.loginInTheClear(), 143).butNot(at(IMAP, 143)),
        of(MAILBOX_PLAINTEXT_LOGIN, POP3.loginInTheClear(), 110).butNot(at(POP3, 110)),
        of(MAILBOX_PLAINTEXT_LOGIN, SIEVE.loginInTheClear(), 4190).butNot(at(SIEVE, 4190)),
        of(MAILBOX_NO_STARTTLS, LabMailboxBehaviour.imap(), 143).butNot(at(IMAP, 143)),
        of(MAILBOX_NO_STARTTLS, LabMailboxBehaviour.pop3(), 110)
            .butNot(at(LabMailboxBehaviour.pop3().implicitTls(GOOD), 995)),
        of(MAILBOX_NO_STARTTLS, LabMailboxBehaviour.sieve(), 4190).butNot(at(SIEVE, 4190)),
        of(MAILBOX_STARTTLS_BROKEN, IMAP.at(Moment.STARTTLS, LabSmtpAct.say("TAG NO not now")), 143)
            // Nothing came at all: perhaps only slow.
            .butNot(at(IMAP.at(Moment.STARTTLS, Mischief.SILENCE), 143)),
        of(MAILBOX_STARTTLS_BROKEN, POP3.at(Moment.HANDSHAKE, Mischief.HANDSHAKE_FAILURE), 110),
        of(MAILBOX_STARTTLS_INJECTION, IMAP.obeyingPlaintext(), 143).butNot(at(IMAP, 143)),
        of(MAILBOX_STARTTLS_INJECTION, POP3.obeyingPlaintext(), 110).butNot(at(POP3, 110)),
        of(MAILBOX_STARTTLS_INJECTION, SIEVE.obeyingPlaintext(), 4190).butNot(at(SIEVE, 4190)),
        of(MAILBOX_PROTOCOL_ERROR, IMAP.plaintextBehindYes("x9 OK injected\r\n"), 143)
            // Something else may listen where nobody said that there is a mailbox server.
            .butNot(at(IMAP.at(Moment.CONNECT, Mischief.HTTP), 143)),
        of(MAILBOX_PLAINTEXT_PORT, IMAP, 143)
            .butNot(at(LabMailboxBehaviour.imap().implicitTls(GOOD), 993)),
        of(MAILBOX_SIEVE_EXPOSED, SIEVE, 4190).butNot(at(IMAP, 143)),
        of(MAILBOX_BANNER_VERSION, POP3.greeting("Dovecot (Debian) 2.3.19.1 ready"), 110)
            .butNot(at(POP3.greeting("Dovecot ready on 192.0.2.1."), 110)),
        of(
            TLS_CERT_EXPIRED,
            LabMailboxBehaviour.imap().implicitTls(ServerCases.CERTIFICATES.expired(HOST)),
            993));
  }

  private static ServerCase of(FindingType type, LabMailboxBehaviour server, int port) {
    return ServerCase.of(type, at(server, port)).about(HOST + "[" + ADDRESS + "]:" + port);
  }

  private static Consumer<LabInternet.Builder> at(LabMailboxBehaviour server, int port) {
    return internet -> internet.mailbox(server, port, ADDRESS);
  }
}
