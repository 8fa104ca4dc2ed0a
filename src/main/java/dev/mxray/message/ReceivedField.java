package dev.mxray.message;

import dev.mxray.address.IpAddress;
import dev.mxray.message.source.HeaderField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Received field says of the client that handed the message over (RFC 5321 §4.4), as far as
 * the many ways in which mail servers write it can be read.
 *
 * @param client the client's address
 * @param helo what the client said in HELO or EHLO; null when it is not told
 * @param sender the envelope sender, empty for the null sender; null when it is not told
 */
record ReceivedField(IpAddress client, @Nullable String helo, @Nullable String sender) {
  /** A longer field is not looked into. */
  private static final int MAX_LENGTH = 10_000;

  private static final Pattern BRACKETED =
      Pattern.compile("\\[(?:IPv6:)?([0-9A-Fa-f:.]{2,45})\\]", Pattern.CASE_INSENSITIVE);

  /** {@code (192.0.2.1)} of qmail and Exchange. */
  private static final Pattern PARENTHESISED = Pattern.compile("\\(([0-9A-Fa-f:.]{2,45})\\)");

  private static final Pattern HELO =
      Pattern.compile(
          "(?:helo=|\\bHELO |\\bEHLO )([^\\s()\\[\\]]{1,255})", Pattern.CASE_INSENSITIVE);

  private static final Pattern FIRST_WORD = Pattern.compile("^from\\s+([^\\s()\\[\\]]{1,255})");

  private static final Pattern SENDER = Pattern.compile("envelope-from\\s*<([^<>\\s]{0,320})>");

  /** Reads a field; empty when it names no client with its address. */
  static Optional<ReceivedField> of(HeaderField field) {
    String text = field.unfolded().replace('\t', ' ');
    if (text.length() > MAX_LENGTH || !text.regionMatches(true, 0, "from ", 0, 5)) {
      return Optional.empty();
    }
    String from = fromClause(text);
    return client(from).map(client -> new ReceivedField(client, helo(from), sender(text)));
  }

  /** Up to the word {@code by} outside of comments. */
  private static String fromClause(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth = Math.max(0, depth - 1);
      } else if (depth == 0 && text.regionMatches(true, i, " by ", 0, 4)) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  /**
   * The address that the server saw stands in a comment; outside of one it is what the client said,
   * unless nothing else is there.
   */
  private static Optional<IpAddress> client(String from) {
    int comment = from.indexOf('(');
    String inside = comment < 0 ? "" : from.substring(comment);
    String outside = comment < 0 ? from : from.substring(0, comment);
    List<IpAddress> found = new ArrayList<>(addresses(BRACKETED, inside));
    found.addAll(addresses(PARENTHESISED, inside));
    found.addAll(addresses(BRACKETED, outside));
    return found.stream().findFirst();
  }

  private static List<IpAddress> addresses(Pattern pattern, String text) {
    var found = new ArrayList<IpAddress>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      IpAddress.parse(matcher.group(1)).ifPresent(found::add);
    }
    return found;
  }

  private static @Nullable String helo(String from) {
    Matcher said = HELO.matcher(from);
    if (said.find()) {
      return said.group(1);
    }
    Matcher word = FIRST_WORD.matcher(from);
    return word.find() && !word.group(1).equalsIgnoreCase("unknown") ? word.group(1) : null;
  }

  private static @Nullable String sender(String text) {
    Matcher matcher = SENDER.matcher(text);
    return matcher.find() ? matcher.group(1) : null;
  }
}
