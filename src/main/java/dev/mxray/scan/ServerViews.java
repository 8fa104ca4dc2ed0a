package dev.mxray.scan;

import dev.mxray.check.mailbox.MailboxObservation;
import dev.mxray.check.mx.Exchange;
import dev.mxray.check.mx.MxObservation;
import dev.mxray.check.smtp.ServerObservation;
import dev.mxray.check.smtp.ServerObservation.Hello;
import dev.mxray.check.smtp.SmtpObservation;
import dev.mxray.check.tls.AcceptedTls;
import dev.mxray.check.tls.CertificateObservation;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.check.tls.Trust;
import dev.mxray.mcss.ServerView;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns mail servers as they were seen into what the assessment of controls leans on. */
final class ServerViews {
  private ServerViews() {}

  static List<ServerView> of(SmtpObservation smtp, MailboxObservation mailbox) {
    return Stream.concat(
            smtp.servers().stream().map(ServerViews::of),
            mailbox.servers().stream().map(MailboxViews::of))
        .toList();
  }

  /** The exchanges whose servers were not talked to; one that has no address has no server. */
  static List<String> notProbed(SmtpObservation smtp, MxObservation mx) {
    return Stream.concat(
            smtp.notProbed().stream(),
            mx.hosts().stream()
                .filter(host -> host.addresses().isEmpty() && !host.hasNoAddress())
                .map(Exchange::host))
        .distinct()
        .toList();
  }

  private static ServerView of(ServerObservation server) {
    Hello clear = server.implicitTls() ? null : server.ehlo();
    Hello inside = server.implicitTls() ? server.ehlo() : server.ehloInsideTls();
    ServerObservation.Said greeting = server.greeting();
    return new ServerView(
        server.host(),
        server.address(),
        server.port(),
        ServerView.State.valueOf(server.state().name()),
        server.software().map(software -> software.toLowerCase(Locale.ROOT)).orElse(null),
        greeting == null ? null : String.join(" ", greeting.texts()),
        capabilities(inside != null ? inside : clear),
        startTls(server),
        server.implicitTls() ? List.of() : auth(clear),
        auth(inside),
        session(server.tls()),
        server.tls() == null ? null : certificate(server.tls().certificate()),
        TriedViews.of(server.injected(), server.active()));
  }

  /** After HELO a server has no way to say what it can do. */
  private static @Nullable List<String> capabilities(@Nullable Hello hello) {
    return hello == null || hello.helo() ? null : hello.capabilities();
  }

  private static @Nullable List<String> auth(@Nullable Hello hello) {
    return hello == null ? null : hello.auth();
  }

  private static ServerView.@Nullable StartTls startTls(ServerObservation server) {
    ServerObservation.Starttls starttls = server.starttls();
    return starttls == null ? null : ServerView.StartTls.valueOf(starttls.name());
  }

  static ServerView.@Nullable Session session(@Nullable TlsObservation tls) {
    return tls == null
        ? null
        : new ServerView.Session(
            tls.version(),
            tls.cipherSuite(),
            tls.group(),
            tls.secureRenegotiation(),
            versions(tls.accepted()),
            serverOrder(tls.accepted()));
  }

  /** What is accepted, once every version and every suite was tried. */
  private static @Nullable List<String> versions(@Nullable AcceptedTls accepted) {
    return accepted == null || !accepted.suitesComplete()
        ? null
        : accepted.accepted().stream().map(AcceptedTls.Version::id).toList();
  }

  /** False as soon as one version leaves it to the client; TLS 1.3 has no weak suite to choose. */
  private static @Nullable Boolean serverOrder(@Nullable AcceptedTls accepted) {
    if (accepted == null) {
      return null;
    }
    List<Boolean> seen =
        accepted.accepted().stream()
            .filter(version -> !version.id().equals("TLSv1.3"))
            .map(AcceptedTls.Version::serverPreference)
            .filter(Objects::nonNull)
            .toList();
    return seen.isEmpty() ? null : seen.stream().allMatch(Boolean::booleanValue);
  }

  static ServerView.@Nullable Certificate certificate(
      @Nullable CertificateObservation certificate) {
    return certificate == null
        ? null
        : new ServerView.Certificate(
            !certificate.isNotYetValid(),
            certificate.daysLeft(),
            certificate.lifetime().toDays(),
            Objects.requireNonNullElse(certificate.keyType(), "unreadable"),
            Objects.requireNonNullElse(certificate.keyBits(), 0),
            certificate.signatureAlgorithm(),
            !certificate.weakSignatures().isEmpty(),
            trusted(certificate.trust()),
            certificate.nameMatches(),
            chainComplete(certificate.trust()),
            certificate.revocation() != null);
  }

  private static @Nullable Boolean trusted(Trust trust) {
    return switch (trust) {
      case TRUSTED, INCOMPLETE -> true;
      case SELF_SIGNED, UNTRUSTED -> false;
      case UNKNOWN -> null;
    };
  }

  /** Of a path that leads nowhere it cannot be told what is missing. */
  private static @Nullable Boolean chainComplete(Trust trust) {
    return switch (trust) {
      case TRUSTED -> true;
      case INCOMPLETE -> false;
      case SELF_SIGNED, UNTRUSTED, UNKNOWN -> null;
    };
  }
}
