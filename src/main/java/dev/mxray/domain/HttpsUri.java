package dev.mxray.domain;

import dev.mxray.address.IpAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An https URI as far as this program follows one (RFC 3986, RFC 9110 §4.2.2): a host name, perhaps
 * a port, a path and a query. User information and addresses in place of a name are refused, a
 * fragment is left out.
 *
 * @param host A-labels, lower case, no final dot
 * @param port 1 to 65535; 443 when it is not written
 * @param target the path and the query, as a request line has them (RFC 9112 §3.2.1)
 */
public record HttpsUri(String host, int port, String target) {
  /** The port of https (RFC 9110 §4.2.2). */
  public static final int DEFAULT_PORT = 443;

  /** What servers are sure to take (RFC 9110 §4.1 asks for 8000; no record needs that much). */
  private static final int MAX_LENGTH = 2048;

  private static final int MAX_PORT = 65_535;

  /* One character class for the rest, so that a long value costs no stack. */
  private static final Pattern SYNTAX =
      Pattern.compile(
          "[hH][tT][tT][pP][sS]://([A-Za-z0-9._-]+)(?::([0-9]{1,5}))?"
              + "([/?][A-Za-z0-9._~:/?\\[\\]@!$&'()*+,;=%-]*)?(?:#[!-~]*)?");

  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  /** The URI of a path on a host, on the default port. */
  public static HttpsUri of(String host, String path) {
    return new HttpsUri(host, DEFAULT_PORT, path);
  }

  /**
   * Reads one.
   *
   * @return empty when it is none, or none that is followed
   */
  public static Optional<HttpsUri> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches() || BAD_ESCAPE.matcher(text).find()) {
      return Optional.empty();
    }
    int port = matcher.group(2) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(2));
    String rest = matcher.group(3) == null ? "/" : matcher.group(3);
    return port < 1 || port > MAX_PORT
        ? Optional.empty()
        : host(matcher.group(1))
            .map(host -> new HttpsUri(host, port, rest.startsWith("/") ? rest : "/" + rest));
  }

  private static Optional<String> host(String text) {
    if (IpAddress.parse(text).isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Domain.parse(text).ascii());
    } catch (InvalidDomainException e) {
      return Optional.empty();
    }
  }

  /** The host and, unless it is the default one, the port. */
  public String authority() {
    return port == DEFAULT_PORT ? host : host + ":" + port;
  }

  @Override
  public String toString() {
    return "https://" + authority() + target;
  }
}
