package dev.mxray.check.smtp;

import dev.mxray.check.software.Fingerprint;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the lines with which a server introduces itself tell about it. The texts are hostile; what
 * is looked for in them is short and bounded.
 *
 * @param lines of the greeting or of the reply to EHLO, without their codes
 */
record Banner(List<String> lines) {
  private static final Pattern LABELS =
      Pattern.compile(
          "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62})(?:\\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62}))+");

  Banner {
    lines = List.copyOf(lines);
  }

  /** The first word, by which the server names itself (RFC 5321 §4.2, §4.3.1); may be empty. */
  String name() {
    return lines.isEmpty() ? "" : firstWord(lines.get(0));
  }

  /** True when the name is a host name with at least two labels, and no address. */
  static boolean isQualified(String name) {
    String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return plain.length() <= 253
        && LABELS.matcher(plain).matches()
        && !plain.substring(plain.lastIndexOf('.') + 1).chars().allMatch(Character::isDigit);
  }

  /** The product that is named, if it is one that is known here. */
  Optional<String> software() {
    return new Fingerprint(texts()).software();
  }

  /** The words that name a version, as they stand there. */
  Optional<String> version() {
    return new Fingerprint(texts()).version();
  }

  /** The lines without the server's name, which may look like anything. */
  private List<String> texts() {
    return lines.stream().map(line -> line.substring(firstWord(line).length())).toList();
  }

  private static String firstWord(String line) {
    int end = line.indexOf(' ');
    return end < 0 ? line : line.substring(0, end);
  }
}
