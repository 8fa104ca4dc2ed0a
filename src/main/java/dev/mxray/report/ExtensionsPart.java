package dev.mxray.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The extensions of SMTP that the last EHLO offered, those that say what a client may send.
 *
 * @param size octets of a message that are taken at most (RFC 1870); 0 when there is no limit, null
 *     when SIZE is not offered or its number cannot be
 * @param pipelining RFC 2920
 * @param chunking RFC 3030
 * @param smtputf8 RFC 6531
 * @param requiretls RFC 8689
 * @param dsn RFC 3461
 * @param limits the limits that it tells (RFC 9422), as sent; null when it tells none
 */
public record ExtensionsPart(
    @Nullable Long size,
    boolean pipelining,
    boolean chunking,
    boolean smtputf8,
    boolean requiretls,
    boolean dsn,
    @Nullable String limits) {

  /** RFC 1870 §3: up to 20 digits; nobody takes more than a long can hold. */
  private static final int MAX_DIGITS = 18;

  /**
   * @param capabilities keywords with their parameters, as sent
   */
  static ExtensionsPart of(List<String> capabilities) {
    return new ExtensionsPart(
        parameters(capabilities, "SIZE").map(ExtensionsPart::size).orElse(null),
        parameters(capabilities, "PIPELINING").isPresent(),
        parameters(capabilities, "CHUNKING").isPresent(),
        parameters(capabilities, "SMTPUTF8").isPresent(),
        parameters(capabilities, "REQUIRETLS").isPresent(),
        parameters(capabilities, "DSN").isPresent(),
        parameters(capabilities, "LIMITS").orElse(null));
  }

  /** What stands behind the keyword; empty when it is not offered. */
  private static Optional<String> parameters(List<String> capabilities, String keyword) {
    return capabilities.stream()
        .map(String::strip)
        .filter(
            line ->
                line.toUpperCase(Locale.ROOT).equals(keyword)
                    || line.toUpperCase(Locale.ROOT).startsWith(keyword + " "))
        .map(line -> line.substring(keyword.length()).strip())
        .findFirst();
  }

  private static @Nullable Long size(String number) {
    if (number.isEmpty()) {
      return 0L;
    }
    boolean digits = number.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits && number.length() <= MAX_DIGITS ? Long.valueOf(number) : null;
  }
}
