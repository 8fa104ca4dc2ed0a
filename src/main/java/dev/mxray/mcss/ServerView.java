package dev.mxray.mcss;

import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one mail server: one host, address and port. Null stands for what was not seen.
 *
 * @param host lower case, no final dot
 * @param address as written in subjects of findings
 * @param state what came of the connection
 * @param software the family that the greeting names, lower case: {@code postfix}, {@code exim},
 *     {@code dovecot}, {@code opensmtpd}; null when it names none that is known
 * @param greeting the text of the greeting; hostile
 * @param capabilities the keywords of the last EHLO with their parameters: {@code SIZE 10240000}
 * @param startTls what came of STARTTLS
 * @param authBeforeTls the mechanisms offered in plain text; empty when none
 * @param authAfterTls the mechanisms offered inside TLS; empty when none
 * @param session the TLS session
 * @param certificate the server's own certificate
 * @param tried what came of what was tried out; null when nothing was
 */
public record ServerView(
    String host,
    String address,
    int port,
    State state,
    @Nullable String software,
    @Nullable String greeting,
    @Nullable List<String> capabilities,
    @Nullable StartTls startTls,
    @Nullable List<String> authBeforeTls,
    @Nullable List<String> authAfterTls,
    @Nullable Session session,
    @Nullable Certificate certificate,
    @Nullable Tried tried) {

  /**
   * What came of what was tried out; null for what was not, or could not be told.
   *
   * @param obeysPlaintext a command in the clear behind STARTTLS was obeyed inside TLS
   * @param relays a recipient elsewhere was accepted
   * @param heloNeeded mail was refused before HELO
   * @param tellsRecipients VRFY or EXPN tells who exists
   * @param accepted whether mail to a role is taken, by its local part
   */
  public record Tried(
      @Nullable Boolean obeysPlaintext,
      @Nullable Boolean relays,
      @Nullable Boolean heloNeeded,
      @Nullable Boolean tellsRecipients,
      Map<String, Boolean> accepted) {
    public Tried {
      accepted = Map.copyOf(accepted);
    }
  }

  /** A server at which nothing was tried out. */
  public ServerView(
      String host,
      String address,
      int port,
      State state,
      @Nullable String software,
      @Nullable String greeting,
      @Nullable List<String> capabilities,
      @Nullable StartTls startTls,
      @Nullable List<String> authBeforeTls,
      @Nullable List<String> authAfterTls,
      @Nullable Session session,
      @Nullable Certificate certificate) {
    this(
        host,
        address,
        port,
        state,
        software,
        greeting,
        capabilities,
        startTls,
        authBeforeTls,
        authAfterTls,
        session,
        certificate,
        /* tried= */ null);
  }

  /** What came of the connection. */
  public enum State {
    /** A complete greeting was read. */
    OPEN,
    REFUSED,
    TIMEOUT,
    RESET,
    CLOSED,
    REJECTED,
    PROTOCOL_ERROR,
    BLOCKED,
    NOT_PROBED;

    /** The state in words. */
    Sentence told() {
      return switch (this) {
        case OPEN -> Sentence.of("server.state-open");
        case REFUSED -> Sentence.of("server.state-refused");
        case TIMEOUT -> Sentence.of("server.state-timeout");
        case RESET -> Sentence.of("server.state-reset");
        case CLOSED -> Sentence.of("server.state-closed");
        case REJECTED -> Sentence.of("server.state-rejected");
        case PROTOCOL_ERROR -> Sentence.of("server.state-protocol-error");
        case BLOCKED -> Sentence.of("server.state-blocked");
        case NOT_PROBED -> Sentence.of("server.state-not-probed");
      };
    }
  }

  /** What came of STARTTLS. */
  public enum StartTls {
    OK,
    NOT_OFFERED,
    FAILED,
    /** The port speaks TLS from the first octet. */
    IMPLICIT
  }

  /**
   * A TLS session.
   *
   * @param version {@code TLSv1.3}
   * @param cipherSuite by its registered name
   * @param group of the key exchange; null when there is none or it was not seen
   * @param safeRenegotiation true when the server knows RFC 5746, or the version has none
   * @param versions all that the server accepts; null when they were not tried one by one
   * @param serverOrder whether the server chooses a suite of TLS 1.2 and before by an order of its
   *     own; null when that was not tried, or cannot show
   */
  public record Session(
      String version,
      String cipherSuite,
      @Nullable String group,
      boolean safeRenegotiation,
      @Nullable List<String> versions,
      @Nullable Boolean serverOrder) {

    /** One of which the order is not known. */
    public Session(
        String version,
        String cipherSuite,
        @Nullable String group,
        boolean safeRenegotiation,
        @Nullable List<String> versions) {
      this(version, cipherSuite, group, safeRenegotiation, versions, /* serverOrder= */ null);
    }

    public Session {
      versions = versions == null ? null : List.copyOf(versions);
    }
  }

  /**
   * A server's certificate.
   *
   * @param begun false before its first date
   * @param daysLeft whole days to its last date; negative once that is over
   * @param lifetimeDays whole days from the first to the last date
   * @param keyType {@code rsa}, {@code ec}, {@code ed25519}, …
   * @param keyBits 0 when it is not known
   * @param signatureAlgorithm {@code SHA256withRSA}
   * @param weakSignature true when it, or an intermediate that was sent, is signed with MD5 or
   *     SHA-1
   * @param trusted whether a path leads to a trust anchor
   * @param nameMatches whether the host's name is among its names
   * @param chainComplete whether the server sent the path up to the anchor
   * @param revoked true when its issuer says so; false when that is not known
   */
  public record Certificate(
      boolean begun,
      long daysLeft,
      long lifetimeDays,
      String keyType,
      int keyBits,
      String signatureAlgorithm,
      boolean weakSignature,
      @Nullable Boolean trusted,
      @Nullable Boolean nameMatches,
      @Nullable Boolean chainComplete,
      boolean revoked) {}

  public ServerView {
    capabilities = capabilities == null ? null : List.copyOf(capabilities);
    authBeforeTls = authBeforeTls == null ? null : List.copyOf(authBeforeTls);
    authAfterTls = authAfterTls == null ? null : List.copyOf(authAfterTls);
  }

  /** How findings name it: {@code host[address]:port}. */
  public String subject() {
    return host + "[" + address + "]:" + port;
  }

  /** True when a greeting was read. */
  public boolean open() {
    return state == State.OPEN;
  }

  /** True when the server takes no STARTTLS, so that nothing can be seen inside TLS. */
  boolean withoutTls() {
    return startTls == StartTls.NOT_OFFERED;
  }

  /** True when the mechanism is offered at all, before or inside TLS. */
  boolean offersLogin() {
    return (authBeforeTls != null && !authBeforeTls.isEmpty())
        || (authAfterTls != null && !authAfterTls.isEmpty());
  }
}
