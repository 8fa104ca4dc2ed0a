package dev.mxray.report.change;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.mxray.report.CertificatePart;
import java.util.List;
import java.util.Locale;

/**
 * Another certificate at a server; both were seen.
 *
 * @param kind what happened
 * @param host of the server
 * @param ports its addresses and ports where it happened: {@code [192.0.2.1]:25}
 */
public record CertificateChange(
    Kind kind, String host, List<String> ports, CertificatePart before, CertificatePart after) {

  /** What happened to a certificate. */
  public enum Kind {
    /** The new one is valid for longer, and for no name less. */
    RENEWED,
    /** The new one is another in some other way. */
    REPLACED;

    /** The word of the machine form. */
    @JsonValue
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Kind kind(CertificatePart before, CertificatePart after) {
    boolean longer = after.notAfter().compareTo(before.notAfter()) > 0;
    return longer && after.names().containsAll(before.names()) ? Kind.RENEWED : Kind.REPLACED;
  }
}
