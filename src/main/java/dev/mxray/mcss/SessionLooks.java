package dev.mxray.mcss;

import dev.mxray.finding.Severity;
import dev.mxray.mcss.ServerView.Session;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What one mail server shows of the controls about TLS sessions. */
final class SessionLooks {
  private static final Pattern WEAK_SUITE =
      Pattern.compile("(?:_|\\b)(?:RC4|RC2|DES|DES40|NULL|EXPORT|MD5)(?:_|\\b)");

  private static final Pattern TRIPLE_DES = Pattern.compile("_3DES_");

  private static final Pattern FORWARD_SECRET = Pattern.compile("_(?:EC)?DHE_");

  private static final Set<String> BEFORE_1_2 =
      Set.of("SSLv2", "SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1");

  private SessionLooks() {}

  static Sight takesTls(ServerView server, OutsideView view) {
    if (server.startTls() == null) {
      return Sight.unseen(Sentence.of("server.no-ehlo"));
    }
    return switch (server.startTls()) {
      case OK, IMPLICIT -> Sight.good(Sentence.of("server.tls-works"));
      case NOT_OFFERED -> Sight.bad(Sentence.of("server.no-starttls"));
      case FAILED -> Sight.bad(Sentence.of("server.starttls-fails"));
    };
  }

  static Sight modernVersionsOnly(ServerView server, OutsideView view) {
    Session session = server.session();
    if (ServerRule.reported(view, server, "tls-protocol-obsolete")
        || ServerRule.reported(view, server, "tls-no-modern-protocol")) {
      return Sight.bad(Sentence.of("server.old-version-accepted"));
    }
    if (session == null) {
      return noSession(server);
    }
    if (BEFORE_1_2.contains(session.version())) {
      return Sight.bad(Sentence.of("server.agreed", session.version()));
    }
    List<String> versions = session.versions();
    if (versions == null) {
      return Sight.unseen(Sentence.of("server.agreed-older-not-tried", session.version()));
    }
    return Sight.when(
        versions.stream().noneMatch(BEFORE_1_2::contains),
        Sentence.verbatim(String.join(" ", versions)));
  }

  static Sight strongSuitesOnly(ServerView server, OutsideView view) {
    Session session = server.session();
    boolean insecure =
        view.findings().stream()
            .anyMatch(
                finding ->
                    finding.type().id().equals("tls-cipher-insecure")
                        && ServerRule.isAbout(finding, server)
                        && finding.severity().atLeast(Severity.MEDIUM));
    if (insecure) {
      return Sight.bad(Sentence.of("server.insecure-suites-accepted"));
    }
    if (session == null) {
      return noSession(server);
    }
    if (WEAK_SUITE.matcher(session.cipherSuite()).find()) {
      return Sight.bad(Sentence.of("server.agreed", session.cipherSuite()));
    }
    if (TRIPLE_DES.matcher(session.cipherSuite()).find()
        || ServerRule.reported(view, server, "tls-cipher-weak")) {
      return Sight.half(Sentence.of("server.weak-suite-accepted"));
    }
    return session.versions() == null
        ? Sight.unseen(Sentence.of("server.agreed-weaker-not-tried", session.cipherSuite()))
        : Sight.good(Sentence.of("server.no-weak-suite"));
  }

  static Sight newestVersion(ServerView server, OutsideView view) {
    Session session = server.session();
    return session == null
        ? noSession(server)
        : Sight.when(
            session.version().equals("TLSv1.3"), Sentence.of("server.agreed", session.version()));
  }

  static Sight forwardSecrecy(ServerView server, OutsideView view) {
    Session session = server.session();
    if (session == null) {
      return noSession(server);
    }
    String suite = session.cipherSuite();
    if (ServerRule.reported(view, server, "tls-dh-weak")) {
      return Sight.half(Sentence.of("server.weak-group"));
    }
    return Sight.when(
        session.version().equals("TLSv1.3") || FORWARD_SECRET.matcher(suite).find(),
        Sentence.of("server.agreed", suite));
  }

  static Sight safeRenegotiation(ServerView server, OutsideView view) {
    Session session = server.session();
    return session == null
        ? noSession(server)
        : Sight.when(
            session.safeRenegotiation(),
            session.safeRenegotiation()
                ? Sentence.verbatim(session.version())
                : Sentence.of("server.unsafe-renegotiation", session.version()));
  }

  static Sight noCompression(ServerView server, OutsideView view) {
    return tried(
        server,
        view,
        "tls-compression",
        Sentence.of("server.compresses"),
        Sentence.of("server.compresses-not"));
  }

  static Sight ownOrder(ServerView server, OutsideView view) {
    return tried(
        server,
        view,
        "tls-server-preference-missing",
        Sentence.of("server.client-chooses-weak"),
        Sentence.of("server.client-comes-to-none-weak"));
  }

  static Sight choosesItself(ServerView server, OutsideView view) {
    Session session = server.session();
    if (session == null) {
      return noSession(server);
    }
    Boolean own = session.serverOrder();
    return own == null
        ? Sight.unseen(Sentence.of("server.order-unseen"))
        : Sight.when(
            own, own ? Sentence.of("server.own-order") : Sentence.of("server.clients-order"));
  }

  static Sight postQuantum(ServerView server, OutsideView view) {
    return tried(
        server,
        view,
        "tls-no-post-quantum",
        Sentence.of("server.no-hybrid-group"),
        Sentence.of("server.hybrid-group"));
  }

  /** What only shows when all that a server accepts was asked for. */
  private static Sight tried(
      ServerView server, OutsideView view, String finding, Sentence bad, Sentence good) {
    Session session = server.session();
    if (session == null) {
      return noSession(server);
    }
    if (ServerRule.reported(view, server, finding)) {
      return Sight.bad(bad);
    }
    return session.versions() == null
        ? Sight.unseen(Sentence.of("server.not-all-tried"))
        : Sight.good(good);
  }

  private static Sight noSession(ServerView server) {
    return server.withoutTls() ? Sight.beside() : Sight.unseen(Sentence.of("server.no-session"));
  }
}
