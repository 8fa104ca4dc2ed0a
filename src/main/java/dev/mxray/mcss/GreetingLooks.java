package dev.mxray.mcss;

import dev.mxray.text.Sentence;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one mail server, whose greeting was read, shows by it and by its answer to EHLO. */
final class GreetingLooks {
  private static final Pattern CODE = Pattern.compile("\\A\\d{3}[ -]?");

  /** Names of systems that greetings carry: {@code (Debian/GNU)}. */
  private static final Pattern SYSTEM =
      Pattern.compile(
          "\\b(debian|ubuntu|raspbian|gnu|linux|centos|red ?hat|rhel|fedora|alma|rocky|suse"
              + "|freebsd|openbsd|netbsd|solaris|sunos|windows|darwin|macos)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SIZE = Pattern.compile("(?i)SIZE(?: .*)?");

  private static final Pattern LIMIT = Pattern.compile(" 0*[1-9]\\d*\\z");

  private GreetingLooks() {}

  static Sight running(ServerView server, OutsideView view) {
    return Sight.good(Sentence.of("server.greets"));
  }

  static Sight keepsToProtocol(ServerView server, OutsideView view) {
    return ServerRule.reported(view, server, "mailbox-protocol-error")
        ? Sight.bad(Sentence.of("server.breaks-protocol"))
        : Sight.good(Sentence.of("server.greets"));
  }

  static Sight answers(ServerView server, OutsideView view) {
    return switch (server.state()) {
      case OPEN -> Sight.good(Sentence.of("server.greets"));
      case PROTOCOL_ERROR -> Sight.bad(Sentence.of("server.no-smtp"));
      case REFUSED, TIMEOUT, RESET, CLOSED, REJECTED, BLOCKED, NOT_PROBED ->
          Sight.unseen(server.state().told());
    };
  }

  static Sight tellsNoVersion(ServerView server, OutsideView view) {
    if (server.greeting() == null) {
      return Sight.unseen(Sentence.of("server.greeting-unseen"));
    }
    return Sight.when(
        !ServerRule.reported(view, server, "smtp-banner-version")
            && !ServerRule.reported(view, server, "mailbox-banner-version"),
        Sentence.verbatim(server.greeting()));
  }

  static Sight tellsNeitherSystemNorVersion(ServerView server, OutsideView view) {
    Sight version = tellsNoVersion(server, view);
    if (version.kind() != Sight.Kind.GOOD) {
      return version;
    }
    String text = CODE.matcher(Objects.requireNonNullElse(server.greeting(), "")).replaceFirst("");
    // The first word is the host's name, which may be anything.
    String[] words = text.strip().split("\\s+", 2);
    return Sight.when(
        words.length < 2 || !SYSTEM.matcher(words[1]).find(), Sentence.verbatim(text));
  }

  static Sight ownName(ServerView server, OutsideView view) {
    if (server.greeting() == null) {
      return Sight.unseen(Sentence.of("server.greeting-unseen"));
    }
    if (ServerRule.reported(view, server, "check-inconclusive")) {
      return Sight.unseen(Sentence.of("server.name-not-looked-up"));
    }
    return Sight.when(
        !ServerRule.reported(view, server, "smtp-banner-name"),
        Sentence.verbatim(server.greeting()));
  }

  /** Postfix and Exim announce SIZE without a number when there is no limit (RFC 1870 §4). */
  static Sight limitsSize(ServerView server, OutsideView view) {
    if (server.capabilities() == null) {
      return Sight.unseen(Sentence.of("server.no-ehlo"));
    }
    for (String capability : server.capabilities()) {
      Matcher size = SIZE.matcher(capability);
      if (size.matches()) {
        return Sight.when(LIMIT.matcher(capability).find(), Sentence.verbatim(capability));
      }
    }
    return Sight.unseen(Sentence.of("server.no-size"));
  }

  /** Postfix announces VRFY unless it is disabled. */
  static Sight hidesVrfy(ServerView server, OutsideView view) {
    if (server.capabilities() == null) {
      return Sight.unseen(Sentence.of("server.no-ehlo"));
    }
    boolean announced =
        server.capabilities().stream()
            .anyMatch(capability -> capability.toUpperCase(Locale.ROOT).equals("VRFY"));
    return Sight.when(
        !announced, announced ? Sentence.of("server.vrfy") : Sentence.of("server.no-vrfy"));
  }
}
