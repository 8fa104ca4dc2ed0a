package dev.mxray.net.mail;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a mailbox server says that it can do, each capability with its parameters: {@code
 * AUTH=PLAIN}, {@code SASL PLAIN LOGIN}, {@code STARTTLS}.
 *
 * @param words as sent, without what quotes them; hostile text
 */
public record MailboxCapabilities(MailboxProtocol protocol, List<String> words) {
  private static final Pattern IN_GREETING =
      Pattern.compile("\\[CAPABILITY ([^]]{0,8192})]", Pattern.CASE_INSENSITIVE);

  private static final String UNTAGGED = "CAPABILITY ";

  /** SASL mechanisms that show the password (RFC 4616; LOGIN never became an RFC). */
  private static final Set<String> PLAIN_TEXT = Set.of("PLAIN", "LOGIN");

  public MailboxCapabilities {
    words = List.copyOf(words);
  }

  /** Those in an answer; empty when it has none, as those of servers that know no such command. */
  public static Optional<MailboxCapabilities> of(MailboxProtocol protocol, MailboxReply reply) {
    return switch (protocol) {
      case IMAP -> imap(reply);
      case POP3 ->
          reply.isOk()
              ? Optional.of(
                  new MailboxCapabilities(
                      protocol,
                      reply.data().stream()
                          .map(String::strip)
                          .filter(one -> !one.isEmpty())
                          .toList()))
              : Optional.empty();
      case SIEVE ->
          reply.data().isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new MailboxCapabilities(
                      protocol, reply.data().stream().map(MailboxCapabilities::unquoted).toList()));
    };
  }

  /** Those in a greeting, where the protocol has a place for them. */
  static Optional<MailboxCapabilities> inGreeting(MailboxProtocol protocol, MailboxReply reply) {
    return protocol == MailboxProtocol.POP3 ? Optional.empty() : of(protocol, reply);
  }

  private static Optional<MailboxCapabilities> imap(MailboxReply reply) {
    var found = new LinkedHashSet<String>();
    Matcher greeting = IN_GREETING.matcher(reply.text());
    if (greeting.find()) {
      add(found, greeting.group(1));
    }
    for (String line : reply.data()) {
      if (line.regionMatches(/* ignoreCase= */ true, 0, UNTAGGED, 0, UNTAGGED.length())) {
        add(found, line.substring(UNTAGGED.length()));
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(new MailboxCapabilities(MailboxProtocol.IMAP, List.copyOf(found)));
  }

  private static void add(Set<String> found, String words) {
    Stream.of(words.strip().split(" +")).filter(word -> !word.isEmpty()).forEach(found::add);
  }

  /** {@code "SASL" "PLAIN LOGIN"} without the quotes (RFC 5804 §1.2). */
  public static String unquoted(String line) {
    var text = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '\\' && i + 1 < line.length()) {
        text.append(line.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else {
        text.append(c);
      }
    }
    return text.toString().strip();
  }

  /** True when it is announced, in whatever case. */
  public boolean has(String keyword) {
    return words.stream().anyMatch(word -> first(word).equals(keyword));
  }

  /** True when TLS can be started. */
  public boolean offersTls() {
    return has(protocol.starttls());
  }

  /** The mechanisms of SASL, upper case, in the order in which they are named. */
  public List<String> auth() {
    var mechanisms = new LinkedHashSet<String>();
    for (String word : words) {
      String upper = word.toUpperCase(Locale.ROOT);
      if (protocol == MailboxProtocol.IMAP) {
        if (upper.startsWith("AUTH=")) {
          mechanisms.add(upper.substring("AUTH=".length()));
        }
      } else if (first(word).equals("SASL")) {
        Stream.of(upper.split(" +")).skip(1).forEach(mechanisms::add);
      }
    }
    return List.copyOf(mechanisms);
  }

  /**
   * By what a password can be sent as it is: the commands LOGIN of IMAP, unless LOGINDISABLED (RFC
   * 9051 §6.2.3), and USER of POP3 (RFC 2449 §6.3), and mechanisms that show it.
   */
  public List<String> passwords() {
    var ways = new ArrayList<String>();
    if (protocol == MailboxProtocol.IMAP && !has("LOGINDISABLED")) {
      ways.add("command LOGIN");
    }
    if (protocol == MailboxProtocol.POP3 && has("USER")) {
      ways.add("command USER");
    }
    auth().stream().filter(PLAIN_TEXT::contains).map(one -> "SASL " + one).forEach(ways::add);
    return List.copyOf(ways);
  }

  private static String first(String word) {
    int end = word.indexOf(' ');
    return (end < 0 ? word : word.substring(0, end)).toUpperCase(Locale.ROOT);
  }
}
