package dev.mxray.finding;

/**
 * One thing to publish or to take away so that a finding is no longer true. The remediations of a
 * finding belong together and are carried out in their order.
 *
 * @param kind {@value #DNS}: publish this record; a TXT record of SPF, DMARC and their like takes
 *     the place of the one that is there. {@value #DNS_DELETE}: delete exactly this record. {@value
 *     #FILE}: serve this text
 * @param name the owner name, A-labels, without the final dot; of a file its URL
 * @param type the DNS type ({@code TXT}, {@code MX}); of a file its media type
 * @param value the record's data as in a zone file, names with a final dot; of a TXT record its
 *     text, whole and without quotation marks; of a file its content
 */
public record Remediation(String kind, String name, String type, String value) {
  /** A record to publish. */
  public static final String DNS = "dns";

  /** A record to delete. */
  public static final String DNS_DELETE = "dns-delete";

  /** A file to serve. */
  public static final String FILE = "file";

  /** A record to publish. */
  public static Remediation publish(String name, String type, String value) {
    return new Remediation(DNS, name, type, value);
  }

  /** A record to delete. */
  public static Remediation delete(String name, String type, String value) {
    return new Remediation(DNS_DELETE, name, type, value);
  }

  /** A file to serve. */
  public static Remediation serve(String url, String mediaType, String content) {
    return new Remediation(FILE, url, mediaType, content);
  }
}
