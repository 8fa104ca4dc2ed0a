package dev.mxray.check.smtp;

import static dev.mxray.finding.FindingType.*;

import dev.mxray.check.ServerCase;
import dev.mxray.finding.FindingType;
import dev.mxray.lab.CertificateRequest;
import dev.mxray.lab.LabCertificate;
import dev.mxray.lab.LabCertificates;
import dev.mxray.lab.LabInternet;
import dev.mxray.lab.LabInternet.Nothing;
import dev.mxray.lab.LabSmtpAct;
import dev.mxray.lab.LabSmtpAct.Mischief;
import dev.mxray.lab.LabSmtpBehaviour;
import dev.mxray.lab.LabSmtpBehaviour.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The findings about mail servers and their TLS, each with servers of which it is true. */
public final class ServerCases {
  /** Dated from a moment that scans have to take for now. */
  public static final LabCertificates CERTIFICATES =
      LabCertificates.at(Instant.parse("2026-11-21T00:00:00Z"));

  private static final String HOST = "mx.example.com";
  private static final String ADDRESS = "25.0.2.1";
  private static final String OTHER = "25.9.2.1";
  private static final LabCertificate GOOD = CERTIFICATES.good(HOST);
  private static final LabSmtpBehaviour HEALTHY = LabSmtpBehaviour.of(HOST).starttls(GOOD);

  private ServerCases() {}

  public static List<ServerCase> all() {
    return List.of(
        ServerCase.of(SMTP_UNREACHABLE, internet -> internet.nothing(Nothing.REFUSES, 25, ADDRESS))
            .butNot(internet -> internet.nothing(Nothing.REFUSES, 587, ADDRESS)),
        ServerCase.of(SMTP_UNREACHABLE, at25(server -> server.silent())),
        ServerCase.of(SMTP_CLOSED_EARLY, at25(server -> server.at(Moment.CONNECT, Mischief.CLOSE)))
            .butNot(at25(server -> server.at(Moment.QUIT, Mischief.CLOSE))),
        ServerCase.of(SMTP_CLOSED_EARLY, at25(server -> server.at(Moment.EHLO, Mischief.RESET))),
        ServerCase.of(
                SMTP_OUTBOUND_BLOCKED,
                internet ->
                    internet
                        .nothing(Nothing.SWALLOWS, 25, ADDRESS)
                        .nothing(Nothing.SWALLOWS, 25, OTHER))
            .about("example.com")
            .butNot(internet -> internet.nothing(Nothing.SWALLOWS, 25, ADDRESS)),
        ServerCase.of(SMTP_GREETING_REJECTED, at25(server -> server.greeting("554 No")))
            .butNot(at25(server -> server.greeting("220-" + HOST, "220 554"))),
        ServerCase.of(
            SMTP_GREETING_REJECTED,
            at25(server -> server.at(Moment.EHLO, LabSmtpAct.say("421 Not now")))),
        ServerCase.of(SMTP_PROTOCOL_ERROR, at25(server -> server.at(Moment.CONNECT, Mischief.HTTP)))
            .butNot(at25(server -> server.octetByOctet(Duration.ofNanos(1)))),
        ServerCase.of(SMTP_PROTOCOL_ERROR, at25(LabSmtpBehaviour::bareLf)),
        ServerCase.of(
                SMTP_PROTOCOL_ERROR,
                internet ->
                    internet.smtp(
                        LabSmtpBehaviour.of(HOST)
                            .implicitTls(GOOD)
                            .at(Moment.HANDSHAKE, Mischief.GARBAGE),
                        465,
                        ADDRESS))
            .about("mx.example.com[25.0.2.1]:465"),
        ServerCase.of(SMTP_NO_STARTTLS, plain(server -> server)),
        ServerCase.of(SMTP_NO_STARTTLS, plain(LabSmtpBehaviour::heloOnly)),
        ServerCase.of(SMTP_STARTTLS_BROKEN, at25(LabSmtpBehaviour::starttlsRefused))
            // Nothing came at all: perhaps only slow.
            .butNot(at25(server -> server.at(Moment.STARTTLS, Mischief.SILENCE))),
        ServerCase.of(
            SMTP_STARTTLS_BROKEN, at25(server -> server.at(Moment.HANDSHAKE, Mischief.SILENCE))),
        ServerCase.of(
            SMTP_STARTTLS_BROKEN,
            at25(server -> server.at(Moment.HANDSHAKE, Mischief.HANDSHAKE_FAILURE))),
        ServerCase.of(SMTP_PLAINTEXT_AUTH, at25(LabSmtpBehaviour::authInTheClear))
            .butNot(at25(LabSmtpBehaviour::auth)),
        ServerCase.of(
                SMTP_BANNER_VERSION,
                at25(server -> server.greeting("220 " + HOST + " ESMTP Exim 4.96")))
            .butNot(at25(server -> server.greeting("220 " + HOST + " ESMTP Exim"))),
        ServerCase.of(SMTP_BANNER_NAME, at25(server -> server.greeting("220 localhost ESMTP"))),
        ServerCase.of(
            SMTP_BANNER_NAME, at25(server -> server.greeting("220 mx2.example.com ESMTP"))),
        ServerCase.of(SMTP_STARTTLS_INJECTION, at25(LabSmtpBehaviour::obeyingPlaintext)),
        tried(SMTP_OPEN_RELAY, server -> server.answering("RCPT TO:<mxray-relay", "250 Ok"))
            // A catch-all takes the percent hack too.
            .butNot(
                at25(
                    server ->
                        kept(server)
                            .answering("RCPT TO:<", "250 Ok")
                            .answering("RCPT TO:<mxray-relay-test@", "554 Relaying denied")
                            .answering("RCPT TO:<@example.com:", "554 Relaying denied"))),
        tried(
            SMTP_OPEN_RELAY,
            server -> server.answering("RCPT TO:<mxray-relay-test%example.org@ex", "250 Ok")),
        tried(
                SMTP_VRFY_ENABLED,
                server ->
                    server
                        .answering("VRFY postmaster@", "250 <postmaster@example.com>")
                        .answering("VRFY mxray-", "550 5.1.1 User unknown"))
            .butNot(at25(server -> kept(server).answering("VRFY", "252 2.0.0 Perhaps"))),
        tried(
                SMTP_EXPN_ENABLED,
                server ->
                    server
                        .answering("EXPN postmaster@", "250 <root@example.com>")
                        .answering("EXPN mxray-", "550 No such list"))
            .butNot(at25(server -> kept(server).answering("EXPN", "502 5.5.1 Not here"))),
        tried(SMTP_HELO_NOT_REQUIRED, server -> server.answering("MAIL FROM", "250 Ok"))
            .butNot(at25(ServerCases::kept)),
        tried(
                SMTP_POSTMASTER_REJECTED,
                server -> server.answering("RCPT TO:<postmaster@", "550 5.1.1 Unknown"))
            .butNot(
                at25(
                    server ->
                        kept(server)
                            .answering("RCPT TO:<postmaster@", "554 5.7.1 Client is listed"))),
        tried(
                SMTP_ABUSE_REJECTED,
                server -> server.answering("RCPT TO:<abuse@", "550 5.1.1 Unknown"))
            .butNot(at25(server -> kept(server).answering("RCPT TO:<abuse@", "451 Greylisted"))),
        certificate(TLS_CERT_EXPIRED, certificates -> certificates.expired(HOST)),
        certificate(TLS_CERT_NOT_YET_VALID, certificates -> certificates.notYetValid(HOST)),
        certificate(TLS_CERT_EXPIRES_30D, certificates -> certificates.expiring(HOST, 5)),
        certificate(
            TLS_CERT_EXPIRES_90D,
            certificates ->
                certificates.issue(
                    CertificateRequest.of(HOST).valid(Duration.ofDays(300), Duration.ofDays(60)))),
        // The second exchange sends the intermediate that the first one forgets.
        certificate(
            TLS_CERT_CHAIN_INCOMPLETE, certificates -> certificates.withoutIntermediate(HOST)),
        certificate(TLS_CERT_SELF_SIGNED, certificates -> certificates.selfSigned(HOST)),
        certificate(TLS_CERT_UNTRUSTED, certificates -> certificates.untrusted(HOST)),
        certificate(TLS_CERT_NAME_MISMATCH, LabCertificates::wrongHost),
        certificate(TLS_CERT_NAME_MISMATCH, certificates -> certificates.commonNameOnly(HOST)),
        certificate(TLS_CERT_KEY_WEAK, certificates -> certificates.weakKey(HOST)),
        certificate(TLS_CERT_SIGNATURE_WEAK, certificates -> certificates.sha1Signed(HOST)),
        ServerCase.of(TLS_NO_TLS13, at25(server -> server.protocols("TLSv1.2"))));
  }

  /** A healthy internet, as far as nothing else is said. */
  public static void healthy(LabInternet.Builder internet) {
    for (var place : List.of(List.of(HOST, ADDRESS), List.of("mx2.example.com", OTHER))) {
      String host = place.get(0);
      LabSmtpBehaviour server = LabSmtpBehaviour.of(host);
      LabCertificate good = CERTIFICATES.good(host);
      internet.smtp(server.starttls(good), 25, place.get(1));
      internet.smtp(server.starttls(good).auth(), 587, place.get(1));
      internet.smtp(server.implicitTls(good).auth(), 465, place.get(1));
    }
  }

  private static ServerCase certificate(
      FindingType type, Function<LabCertificates, LabCertificate> which) {
    LabCertificate certificate = which.apply(CERTIFICATES);
    return ServerCase.of(
        type,
        internet -> internet.smtp(LabSmtpBehaviour.of(HOST).starttls(certificate), 25, ADDRESS));
  }

  /** A server at which everything that is tried out is as it should be. */
  private static LabSmtpBehaviour kept(LabSmtpBehaviour server) {
    return server.answering("VRFY", "252 2.0.0 Cannot tell");
  }

  private static ServerCase tried(FindingType type, UnaryOperator<LabSmtpBehaviour> fault) {
    return ServerCase.of(type, at25(server -> fault.apply(kept(server))));
  }

  private static Consumer<LabInternet.Builder> at25(UnaryOperator<LabSmtpBehaviour> special) {
    return internet -> internet.smtp(special.apply(HEALTHY), 25, ADDRESS);
  }

  private static Consumer<LabInternet.Builder> plain(UnaryOperator<LabSmtpBehaviour> special) {
    return internet -> internet.smtp(special.apply(LabSmtpBehaviour.of(HOST)), 25, ADDRESS);
  }
}
