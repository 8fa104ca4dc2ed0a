package dev.mxray.domain;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An address that mail can be sent to (RFC 5321 §4.1.2, RFC 6531): nothing but the address. Display
 * names, comments, groups, angle brackets, lists, address literals and white space around it are
 * refused.
 *
 * @param localPart as it is written, with the quotes of a quoted string
 */
public record MailAddress(String localPart, Domain domain) {
  /** Octets (RFC 5321 §4.5.3.1.1). */
  private static final int MAX_LOCAL_PART = 64;

  /** Stands for a domain that has been read already. */
  private static final String ANY_DOMAIN = "@example.com";

  /**
   * Reads an address.
   *
   * @return empty when it is none
   */
  public static Optional<MailAddress> parse(String text) {
    // No domain has this sign, so that the last one parts the two, whatever is quoted before it.
    int at = text.lastIndexOf('@');
    return at < 0 || !isLocalPart(text.substring(0, at))
        ? Optional.empty()
        : domain(text.substring(at + 1))
            .map(domain -> new MailAddress(text.substring(0, at), domain));
  }

  @Override
  public String toString() {
    return localPart + "@" + domain;
  }

  /**
   * Jakarta Mail reads it, strictly; what it would skip as a comment or a name is no address here.
   * It knows no underscore in a domain and no internationalised one, and so is not asked about
   * domains.
   */
  private static boolean isLocalPart(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_LOCAL_PART
        || hasWhatJakartaMailMisses(text)) {
      return false;
    }
    try {
      var address = new InternetAddress(text + ANY_DOMAIN, /* strict= */ true);
      return !address.isGroup()
          && address.getPersonal() == null
          && (text + ANY_DOMAIN).equals(address.getAddress());
    } catch (AddressException e) {
      return false;
    }
  }

  /** Control characters in a quoted string, and a backslash outside of one (RFC 5321 §4.1.2). */
  private static boolean hasWhatJakartaMailMisses(String text) {
    return text.chars().anyMatch(Character::isISOControl)
        || (!text.startsWith("\"") && text.indexOf('\\') >= 0);
  }

  private static Optional<Domain> domain(String text) {
    if (!text.equals(text.strip())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Domain.parse(text));
    } catch (InvalidDomainException e) {
      return Optional.empty();
    }
  }
}
