package dev.mxray.mcss;

import dev.mxray.mcss.ServerView.Certificate;
import dev.mxray.mcss.ServerView.Session;
import dev.mxray.mcss.ServerView.StartTls;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one mail server, whose greeting was read, shows of the controls about servers. */
final class ServerLooks {
  /** A certificate that lives shorter than this cannot well last another 30 or 90 days. */
  static final int SHORT_LIFETIME_DAYS = 100;

  private static final int MIN_RSA_BITS = 2048;
  private static final int MIN_EC_BITS = 256;

  /** SASL mechanisms that show the password (RFC 4616; LOGIN never became an RFC). */
  private static final Set<String> PLAIN_TEXT = Set.of("PLAIN", "LOGIN");

  private static final Pattern CODE = Pattern.compile("\\A\\d{3}[ -]?");

  /** Names of systems that greetings carry: {@code (Debian/GNU)}. */
  private static final Pattern SYSTEM =
      Pattern.compile(
          "\\b(debian|ubuntu|raspbian|gnu|linux|centos|red ?hat|rhel|fedora|alma|rocky|suse"
              + "|freebsd|openbsd|netbsd|solaris|sunos|windows|darwin|macos)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern WEAK_SUITE =
      Pattern.compile("(?:_|\\b)(?:RC4|RC2|DES|DES40|NULL|EXPORT|MD5)(?:_|\\b)");

  private static final Pattern TRIPLE_DES = Pattern.compile("_3DES_");

  private static final Pattern FORWARD_SECRET = Pattern.compile("_(?:EC)?DHE_");

  private static final Set<String> BEFORE_1_2 =
      Set.of("SSLv2", "SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1");

  private ServerLooks() {}

  /* Certificates. */

  static Sight withinDates(ServerView server, OutsideView view) {
    return certificate(
        server,
        certificate ->
            certificate.begun()
                ? Sight.when(certificate.daysLeft() >= 0, left(certificate))
                : Sight.bad("its first date is still to come"));
  }

  static ServerRule.Look lasts(int days) {
    return (server, view) ->
        certificate(
            server,
            certificate -> {
              boolean waivable =
                  certificate.daysLeft() >= 0 && certificate.lifetimeDays() < SHORT_LIFETIME_DAYS;
              return certificate.daysLeft() >= days
                  ? Sight.good(left(certificate))
                  : Sight.bad(left(certificate) + (waivable ? ", waivable" : ""))
                      .waivable(waivable);
            });
  }

  private static String left(Certificate certificate) {
    return certificate.daysLeft() < 0
        ? "expired"
        : certificate.daysLeft() + " of " + certificate.lifetimeDays() + " days left";
  }

  static Sight trusted(ServerView server, OutsideView view) {
    return certificate(
        server,
        certificate ->
            told(certificate.trusted(), "a path to a trust anchor", "no path to a trust anchor"));
  }

  static Sight named(ServerView server, OutsideView view) {
    return certificate(
        server,
        certificate ->
            told(
                certificate.nameMatches(),
                "the certificate carries the name",
                "the certificate does not carry the name"));
  }

  static Sight chained(ServerView server, OutsideView view) {
    return certificate(
        server,
        certificate ->
            told(certificate.chainComplete(), "the chain is whole", "an intermediate is not sent"));
  }

  static Sight longKey(ServerView server, OutsideView view) {
    return certificate(
        server,
        certificate -> {
          String key = certificate.keyType() + " " + certificate.keyBits() + " bits";
          return switch (certificate.keyType().toLowerCase(Locale.ROOT)) {
            case "rsa", "dsa" -> Sight.when(certificate.keyBits() >= MIN_RSA_BITS, key);
            case "ec" -> Sight.when(certificate.keyBits() >= MIN_EC_BITS, key);
            case "ed25519", "ed448" -> Sight.good(certificate.keyType());
            default -> Sight.unseen("a key of an unknown type");
          };
        });
  }

  static Sight signed(ServerView server, OutsideView view) {
    return certificate(
        server,
        certificate ->
            Sight.when(
                !certificate.weakSignature(),
                certificate.weakSignature()
                    ? "MD5 or SHA-1 in the chain"
                    : certificate.signatureAlgorithm()));
  }

  /** That it is not revoked would take a question to the issuer. */
  static Sight notRevoked(ServerView server, OutsideView view) {
    return certificate(
        server,
        certificate ->
            certificate.revoked()
                ? Sight.bad("the issuer has revoked it")
                : Sight.unseen("the issuer was not asked"));
  }

  static Sight unguessableKey(ServerView server, OutsideView view) {
    return certificate(
        server,
        certificate ->
            ServerRule.reported(view, server, "tls-cert-key-compromised")
                ? Sight.bad("a key of a known-broken family")
                : Sight.good("of no known-broken family"));
  }

  private static Sight certificate(ServerView server, Function<Certificate, Sight> judge) {
    Certificate certificate = server.certificate();
    if (certificate != null) {
      return judge.apply(certificate);
    }
    return withoutTls(server) ? Sight.beside() : Sight.unseen("no certificate was seen");
  }

  private static Sight told(@Nullable Boolean good, String ifGood, String ifBad) {
    if (good == null) {
      return Sight.unseen("it could not be told");
    }
    return good ? Sight.good(ifGood) : Sight.bad(ifBad);
  }

  /* TLS. */

  static Sight takesTls(ServerView server, OutsideView view) {
    if (server.startTls() == null) {
      return Sight.unseen("no EHLO was answered");
    }
    return switch (server.startTls()) {
      case OK, IMPLICIT -> Sight.good("TLS works");
      case NOT_OFFERED -> Sight.bad("STARTTLS is not offered");
      case FAILED -> Sight.bad("STARTTLS is offered and fails");
    };
  }

  static Sight modernVersionsOnly(ServerView server, OutsideView view) {
    Session session = server.session();
    if (ServerRule.reported(view, server, "tls-protocol-obsolete")
        || ServerRule.reported(view, server, "tls-no-modern-protocol")) {
      return Sight.bad("a version before TLS 1.2 is accepted");
    }
    if (session == null) {
      return noSession(server);
    }
    if (BEFORE_1_2.contains(session.version())) {
      return Sight.bad(session.version() + " was agreed on");
    }
    List<String> versions = session.versions();
    if (versions == null) {
      return Sight.unseen(session.version() + " was agreed on; older versions were not tried");
    }
    return Sight.when(
        versions.stream().noneMatch(BEFORE_1_2::contains), String.join(" ", versions));
  }

  static Sight strongSuitesOnly(ServerView server, OutsideView view) {
    Session session = server.session();
    boolean insecure =
        view.findings().stream()
            .anyMatch(
                finding ->
                    finding.type().id().equals("tls-cipher-insecure")
                        && ServerRule.isAbout(finding, server)
                        && finding.severity().atLeast(dev.mxray.finding.Severity.MEDIUM));
    if (insecure) {
      return Sight.bad("insecure cipher suites are accepted");
    }
    if (session == null) {
      return noSession(server);
    }
    if (WEAK_SUITE.matcher(session.cipherSuite()).find()) {
      return Sight.bad(session.cipherSuite() + " was agreed on");
    }
    if (TRIPLE_DES.matcher(session.cipherSuite()).find()
        || ServerRule.reported(view, server, "tls-cipher-weak")) {
      return Sight.half("3DES or another weak suite is accepted");
    }
    return session.versions() == null
        ? Sight.unseen(session.cipherSuite() + " was agreed on; weaker suites were not tried")
        : Sight.good("no weak suite is accepted");
  }

  static Sight newestVersion(ServerView server, OutsideView view) {
    Session session = server.session();
    return session == null
        ? noSession(server)
        : Sight.when(session.version().equals("TLSv1.3"), session.version() + " was agreed on");
  }

  static Sight forwardSecrecy(ServerView server, OutsideView view) {
    Session session = server.session();
    if (session == null) {
      return noSession(server);
    }
    String suite = session.cipherSuite();
    if (ServerRule.reported(view, server, "tls-dh-weak")) {
      return Sight.half("the Diffie-Hellman group is weak");
    }
    return Sight.when(
        session.version().equals("TLSv1.3") || FORWARD_SECRET.matcher(suite).find(),
        suite + " was agreed on");
  }

  static Sight safeRenegotiation(ServerView server, OutsideView view) {
    Session session = server.session();
    return session == null
        ? noSession(server)
        : Sight.when(
            session.safeRenegotiation(),
            session.version()
                + (session.safeRenegotiation() ? "" : " without the extension of RFC 5746"));
  }

  static Sight noCompression(ServerView server, OutsideView view) {
    return tried(server, view, "tls-compression", "it compresses", "it does not compress");
  }

  static Sight ownOrder(ServerView server, OutsideView view) {
    return tried(
        server,
        view,
        "tls-server-preference-missing",
        "the client decides, among weak suites too",
        "no client comes to a weak suite by its order");
  }

  static Sight choosesItself(ServerView server, OutsideView view) {
    Session session = server.session();
    if (session == null) {
      return noSession(server);
    }
    Boolean own = session.serverOrder();
    return own == null
        ? Sight.unseen("by whose order a suite is chosen did not show")
        : Sight.when(own, own ? "the server's order decides" : "the client's order decides");
  }

  static Sight postQuantum(ServerView server, OutsideView view) {
    return tried(
        server, view, "tls-no-post-quantum", "no hybrid group is accepted", "a hybrid group");
  }

  /** What only shows when all that a server accepts was asked for. */
  private static Sight tried(
      ServerView server, OutsideView view, String finding, String bad, String good) {
    Session session = server.session();
    if (session == null) {
      return noSession(server);
    }
    if (ServerRule.reported(view, server, finding)) {
      return Sight.bad(bad);
    }
    return session.versions() == null
        ? Sight.unseen("not everything that it accepts was tried")
        : Sight.good(good);
  }

  private static Sight noSession(ServerView server) {
    return withoutTls(server) ? Sight.beside() : Sight.unseen("no TLS session came about");
  }

  private static boolean withoutTls(ServerView server) {
    return server.startTls() == StartTls.NOT_OFFERED;
  }

  /* Logins. */

  static Sight offersLogin(ServerView server, OutsideView view) {
    if (server.offersLogin()) {
      return Sight.good("AUTH " + mechanisms(server));
    }
    // Without TLS a server may well hide its logins.
    return server.authBeforeTls() != null && (server.authAfterTls() != null || withoutTls(server))
        ? Sight.bad("AUTH is not offered")
        : Sight.unseen("the EHLO inside TLS was not seen");
  }

  static Sight noAnonymousLogin(ServerView server, OutsideView view) {
    if (!server.offersLogin()) {
      return Sight.beside();
    }
    return Sight.when(
        !offers(server.authBeforeTls(), Set.of("ANONYMOUS"))
            && !offers(server.authAfterTls(), Set.of("ANONYMOUS")),
        "AUTH " + mechanisms(server));
  }

  /** Only a server that offers logins on both sides shows whether it tells them apart. */
  static Sight ownRulesInsideTls(ServerView server, OutsideView view) {
    List<String> before = server.authBeforeTls();
    List<String> after = server.authAfterTls();
    if (before == null || before.isEmpty() || after == null || after.isEmpty()) {
      return Sight.beside();
    }
    String fact =
        "AUTH " + String.join(" ", before) + " before TLS, " + String.join(" ", after) + " inside";
    if (!Set.copyOf(before).equals(Set.copyOf(after))) {
      return Sight.good(fact);
    }
    return offers(before, PLAIN_TEXT) ? Sight.bad(fact) : Sight.beside();
  }

  static Sight loginInsideTlsOnly(ServerView server, OutsideView view) {
    return beforeTls(server, before -> !before.isEmpty());
  }

  static Sight noPlainTextPassword(ServerView server, OutsideView view) {
    return beforeTls(server, before -> offers(before, PLAIN_TEXT));
  }

  private static Sight beforeTls(ServerView server, Function<List<String>, Boolean> wrong) {
    List<String> before = server.authBeforeTls();
    if (server.startTls() != StartTls.IMPLICIT) {
      if (before == null) {
        return Sight.unseen("no EHLO was answered");
      }
      if (wrong.apply(before)) {
        return Sight.bad("AUTH " + String.join(" ", before) + " before TLS");
      }
    }
    return server.offersLogin()
        ? Sight.good("AUTH " + mechanisms(server) + ", nothing of the kind before TLS")
        : Sight.beside();
  }

  private static boolean offers(@Nullable List<String> mechanisms, Set<String> wanted) {
    return mechanisms != null
        && mechanisms.stream()
            .map(mechanism -> mechanism.toUpperCase(Locale.ROOT))
            .anyMatch(wanted::contains);
  }

  private static String mechanisms(ServerView server) {
    List<String> after = server.authAfterTls();
    return String.join(
        " ",
        after != null && !after.isEmpty()
            ? after
            : Objects.requireNonNullElse(server.authBeforeTls(), List.<String>of()));
  }

  /* Greeting and EHLO. */

  static Sight running(ServerView server, OutsideView view) {
    return Sight.good("greets");
  }

  static Sight keepsToProtocol(ServerView server, OutsideView view) {
    return ServerRule.reported(view, server, "mailbox-protocol-error")
        ? Sight.bad("breaks its protocol")
        : Sight.good("greets");
  }

  static Sight answers(ServerView server, OutsideView view) {
    return switch (server.state()) {
      case OPEN -> Sight.good("greets");
      case PROTOCOL_ERROR -> Sight.bad("does not speak SMTP");
      case REFUSED, TIMEOUT, RESET, CLOSED, REJECTED, BLOCKED, NOT_PROBED ->
          Sight.unseen(server.state().words());
    };
  }

  static Sight tellsNoVersion(ServerView server, OutsideView view) {
    if (server.greeting() == null) {
      return Sight.unseen("the greeting was not seen");
    }
    return Sight.when(
        !ServerRule.reported(view, server, "smtp-banner-version")
            && !ServerRule.reported(view, server, "mailbox-banner-version"),
        server.greeting());
  }

  static Sight tellsNeitherSystemNorVersion(ServerView server, OutsideView view) {
    Sight version = tellsNoVersion(server, view);
    if (version.kind() != Sight.Kind.GOOD) {
      return version;
    }
    String text = CODE.matcher(Objects.requireNonNullElse(server.greeting(), "")).replaceFirst("");
    // The first word is the host's name, which may be anything.
    String[] words = text.strip().split("\\s+", 2);
    return Sight.when(words.length < 2 || !SYSTEM.matcher(words[1]).find(), text);
  }

  static Sight ownName(ServerView server, OutsideView view) {
    if (server.greeting() == null) {
      return Sight.unseen("the greeting was not seen");
    }
    if (ServerRule.reported(view, server, "check-inconclusive")) {
      return Sight.unseen("its name may not have been looked up");
    }
    return Sight.when(!ServerRule.reported(view, server, "smtp-banner-name"), server.greeting());
  }

  /** Postfix and Exim announce SIZE without a number when there is no limit (RFC 1870 §4). */
  static Sight limitsSize(ServerView server, OutsideView view) {
    if (server.capabilities() == null) {
      return Sight.unseen("no EHLO was answered");
    }
    for (String capability : server.capabilities()) {
      Matcher size = SIZE.matcher(capability);
      if (size.matches()) {
        return Sight.when(LIMIT.matcher(capability).find(), capability);
      }
    }
    return Sight.unseen("SIZE is not announced");
  }

  private static final Pattern SIZE = Pattern.compile("(?i)SIZE(?: .*)?");
  private static final Pattern LIMIT = Pattern.compile(" 0*[1-9]\\d*\\z");

  /** Postfix announces VRFY unless it is disabled. */
  static Sight hidesVrfy(ServerView server, OutsideView view) {
    if (server.capabilities() == null) {
      return Sight.unseen("no EHLO was answered");
    }
    boolean announced =
        server.capabilities().stream()
            .anyMatch(capability -> capability.toUpperCase(Locale.ROOT).equals("VRFY"));
    return Sight.when(!announced, announced ? "VRFY is announced" : "VRFY is not announced");
  }
}
