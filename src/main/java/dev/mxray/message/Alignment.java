package dev.mxray.message;

/**
 * Whether a domain that was authenticated speaks for the author's domain (RFC 9989 §4.4).
 *
 * @param by {@code dkim} or {@code spf}
 * @param domain the authenticated domain
 */
public record Alignment(String by, String domain, State state) {

  /** What is known of it. */
  public enum State {
    ALIGNED,
    NOT_ALIGNED,
    /** A question about one of the organizational domains failed, or about the key or record. */
    UNKNOWN
  }
}
