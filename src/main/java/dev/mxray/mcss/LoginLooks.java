package dev.mxray.mcss;

import dev.mxray.mcss.ServerView.StartTls;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one mail server shows of the controls about logging in. */
final class LoginLooks {
  /** SASL mechanisms that show the password (RFC 4616; LOGIN never became an RFC). */
  private static final Set<String> PLAIN_TEXT = Set.of("PLAIN", "LOGIN");

  private LoginLooks() {}

  static Sight offersLogin(ServerView server, OutsideView view) {
    if (server.offersLogin()) {
      return Sight.good(auth(mechanisms(server)));
    }
    // Without TLS a server may well hide its logins.
    return server.authBeforeTls() != null && (server.authAfterTls() != null || server.withoutTls())
        ? Sight.bad(Sentence.of("server.no-auth"))
        : Sight.unseen(Sentence.of("server.ehlo-inside-unseen"));
  }

  static Sight noAnonymousLogin(ServerView server, OutsideView view) {
    if (!server.offersLogin()) {
      return Sight.beside();
    }
    return Sight.when(
        !offers(server.authBeforeTls(), Set.of("ANONYMOUS"))
            && !offers(server.authAfterTls(), Set.of("ANONYMOUS")),
        auth(mechanisms(server)));
  }

  /** Only a server that offers logins on both sides shows whether it tells them apart. */
  static Sight ownRulesInsideTls(ServerView server, OutsideView view) {
    List<String> before = server.authBeforeTls();
    List<String> after = server.authAfterTls();
    if (before == null || before.isEmpty() || after == null || after.isEmpty()) {
      return Sight.beside();
    }
    Sentence fact =
        Sentence.of(
            "server.auth-before-and-inside",
            auth(String.join(" ", before)),
            String.join(" ", after));
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
        return Sight.unseen(Sentence.of("server.no-ehlo"));
      }
      if (wrong.apply(before)) {
        return Sight.bad(Sentence.of("server.auth-before", auth(String.join(" ", before))));
      }
    }
    return server.offersLogin()
        ? Sight.good(Sentence.of("server.auth-nothing-before", auth(mechanisms(server))))
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

  /** As EHLO says it. */
  private static Sentence auth(String mechanisms) {
    return Sentence.verbatim("AUTH " + mechanisms);
  }
}
