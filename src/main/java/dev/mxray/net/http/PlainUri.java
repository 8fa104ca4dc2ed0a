package dev.mxray.net.http;

import dev.mxray.domain.HttpsUri;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An http URI as certificates point with (RFC 9110 §4.2.1): read with the same care as one of
 * https.
 *
 * @param host A-labels, lower case, no final dot
 * @param port 80 when it is not written
 * @param target the path and the query
 */
public record PlainUri(String host, int port, String target) {
  private static final Pattern SCHEME = Pattern.compile("^[hH][tT][tT][pP]://");
  private static final Pattern WITH_PORT = Pattern.compile("^[^/?]*:[0-9]+(?:[/?].*)?$");
  private static final int DEFAULT_PORT = 80;

  /** Reads one; empty when it is none, or none that is followed. */
  public static Optional<PlainUri> parse(String text) {
    var scheme = SCHEME.matcher(text);
    if (!scheme.find()) {
      return Optional.empty();
    }
    String rest = text.substring(scheme.end());
    return HttpsUri.parse("https://" + rest)
        .map(
            uri ->
                new PlainUri(
                    uri.host(),
                    WITH_PORT.matcher(rest).matches() ? uri.port() : DEFAULT_PORT,
                    uri.target()));
  }

  /** The same with more path. */
  public PlainUri below(String path) {
    return new PlainUri(host, port, target.endsWith("/") ? target + path : target + "/" + path);
  }

  String authority() {
    return port == DEFAULT_PORT ? host : host + ":" + port;
  }

  @Override
  public String toString() {
    return "http://" + authority() + target;
  }
}
