package dev.mxray.finding;

import static dev.mxray.finding.Severity.CRITICAL;
import static dev.mxray.finding.Severity.HIGH;
import static dev.mxray.finding.Severity.INFO;
import static dev.mxray.finding.Severity.LOW;
import static dev.mxray.finding.Severity.MEDIUM;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The catalogue of judgements. Ids are a public contract: they are added to, never renamed. The
 * texts that people read are in {@code dev/mxray/finding/en/<section>.properties}, keyed by id.
 */
public enum FindingType {
  MX_NONE(Section.MX, MEDIUM),
  MX_IMPLICIT(Section.MX, LOW),
  MX_NULL(Section.MX, INFO),
  MX_NULL_MIXED(Section.MX, MEDIUM),
  MX_TARGET_CNAME(Section.MX, MEDIUM),
  MX_TARGET_IP_LITERAL(Section.MX, HIGH),
  MX_TARGET_UNRESOLVABLE(Section.MX, HIGH),
  MX_TARGET_UNREGISTERED(Section.MX, CRITICAL),
  MX_ADDRESS_NOT_PUBLIC(Section.MX, HIGH),
  MX_SINGLE(Section.MX, INFO),
  MX_NO_IPV6(Section.MX, INFO),
  MX_NO_IPV4(Section.MX, MEDIUM),

  SPF_MISSING(Section.SPF, HIGH),
  SPF_MULTIPLE_RECORDS(Section.SPF, HIGH),
  SPF_SYNTAX_ERROR(Section.SPF, HIGH),
  SPF_TOO_MANY_LOOKUPS(Section.SPF, HIGH),
  SPF_NEAR_LOOKUP_LIMIT(Section.SPF, INFO),
  SPF_TOO_MANY_VOID_LOOKUPS(Section.SPF, HIGH),
  SPF_INCLUDE_LOOP(Section.SPF, HIGH),
  SPF_INCLUDE_MISSING(Section.SPF, HIGH),
  SPF_REDIRECT_MISSING(Section.SPF, HIGH),
  SPF_INCLUDE_UNREGISTERED(Section.SPF, CRITICAL),
  SPF_MX_LIMIT(Section.SPF, HIGH),
  SPF_PASS_ALL(Section.SPF, CRITICAL),
  SPF_NEUTRAL_ALL(Section.SPF, MEDIUM),
  SPF_SOFTFAIL_ALL(Section.SPF, LOW),
  SPF_ALL_NOT_LAST(Section.SPF, LOW),
  SPF_REDIRECT_IGNORED(Section.SPF, LOW),
  SPF_PTR_MECHANISM(Section.SPF, LOW),
  SPF_WIDE_RANGE(Section.SPF, MEDIUM),
  SPF_PRIVATE_ADDRESS(Section.SPF, LOW),
  SPF_DUPLICATE_TERM(Section.SPF, LOW),
  SPF_RECORD_LONG(Section.SPF, LOW),
  SPF_TYPE_99(Section.SPF, LOW),
  SPF_NO_MAIL_NOT_STRICT(Section.SPF, MEDIUM),

  DKIM_ABSENT(Section.DKIM, HIGH),
  DKIM_NOT_FOUND(Section.DKIM, INFO),
  DKIM_WILDCARD(Section.DKIM, LOW),
  DKIM_KEY_WEAK(Section.DKIM, CRITICAL),
  DKIM_KEY_SHORT(Section.DKIM, MEDIUM),
  DKIM_KEY_INVALID(Section.DKIM, HIGH),
  DKIM_KEY_COMPROMISED(Section.DKIM, CRITICAL),
  DKIM_KEY_REVOKED(Section.DKIM, INFO),
  DKIM_KEY_TESTING(Section.DKIM, LOW),
  DKIM_SHA1_ONLY(Section.DKIM, HIGH),
  DKIM_SERVICE_MISMATCH(Section.DKIM, LOW),
  DKIM_MULTIPLE_RECORDS(Section.DKIM, MEDIUM),
  DKIM_SYNTAX_ERROR(Section.DKIM, MEDIUM),
  DKIM_DANGLING_CNAME(Section.DKIM, HIGH),
  DKIM_SINGLE_SELECTOR(Section.DKIM, INFO),
  DKIM_ED25519_ONLY(Section.DKIM, LOW),

  DMARC_MISSING(Section.DMARC, CRITICAL),
  DMARC_INHERITED(Section.DMARC, INFO),
  DMARC_MULTIPLE_RECORDS(Section.DMARC, HIGH),
  DMARC_SYNTAX_ERROR(Section.DMARC, HIGH),
  DMARC_BAD_VALUE(Section.DMARC, LOW),
  DMARC_WRONG_LOCATION(Section.DMARC, MEDIUM),
  DMARC_POLICY_NONE(Section.DMARC, MEDIUM),
  DMARC_POLICY_MISSING(Section.DMARC, MEDIUM),
  DMARC_POLICY_QUARANTINE(Section.DMARC, INFO),
  DMARC_SUBDOMAIN_WEAKER(Section.DMARC, MEDIUM),
  DMARC_PCT_PARTIAL(Section.DMARC, LOW),
  DMARC_TESTING(Section.DMARC, LOW),
  DMARC_OBSOLETE_TAG(Section.DMARC, INFO),
  DMARC_UNKNOWN_TAG(Section.DMARC, INFO),
  DMARC_NO_RUA(Section.DMARC, LOW),
  DMARC_RUA_INVALID(Section.DMARC, MEDIUM),
  DMARC_RUA_UNAUTHORIZED(Section.DMARC, MEDIUM),
  DMARC_RUA_UNDELIVERABLE(Section.DMARC, MEDIUM),

  SMTP_UNREACHABLE(Section.SMTP, INFO),
  SMTP_CLOSED_EARLY(Section.SMTP, INFO),
  SMTP_OUTBOUND_BLOCKED(Section.SMTP, INFO),
  SMTP_GREETING_REJECTED(Section.SMTP, INFO),
  SMTP_PROTOCOL_ERROR(Section.SMTP, MEDIUM),
  SMTP_NO_STARTTLS(Section.SMTP, HIGH),
  SMTP_STARTTLS_BROKEN(Section.SMTP, HIGH),
  SMTP_STARTTLS_INJECTION(Section.SMTP, CRITICAL),
  SMTP_PLAINTEXT_AUTH(Section.SMTP, HIGH),
  SMTP_BANNER_VERSION(Section.SMTP, LOW),
  SMTP_BANNER_NAME(Section.SMTP, INFO),
  SMTP_VRFY_ENABLED(Section.SMTP, MEDIUM),
  SMTP_EXPN_ENABLED(Section.SMTP, MEDIUM),
  SMTP_HELO_NOT_REQUIRED(Section.SMTP, LOW),
  SMTP_OPEN_RELAY(Section.SMTP, CRITICAL),
  SMTP_POSTMASTER_REJECTED(Section.SMTP, MEDIUM),
  SMTP_ABUSE_REJECTED(Section.SMTP, MEDIUM),

  MAILBOX_PLAINTEXT_LOGIN(Section.MAILBOX, HIGH),
  MAILBOX_NO_STARTTLS(Section.MAILBOX, HIGH),
  MAILBOX_STARTTLS_BROKEN(Section.MAILBOX, HIGH),
  MAILBOX_STARTTLS_INJECTION(Section.MAILBOX, CRITICAL),
  MAILBOX_PROTOCOL_ERROR(Section.MAILBOX, MEDIUM),
  MAILBOX_PLAINTEXT_PORT(Section.MAILBOX, LOW),
  MAILBOX_SIEVE_EXPOSED(Section.MAILBOX, LOW),
  MAILBOX_BANNER_VERSION(Section.MAILBOX, LOW),

  TLS_CERT_EXPIRED(Section.TLS, CRITICAL),
  TLS_CERT_NOT_YET_VALID(Section.TLS, CRITICAL),
  TLS_CERT_EXPIRES_30D(Section.TLS, MEDIUM),
  TLS_CERT_EXPIRES_90D(Section.TLS, INFO),
  TLS_CERT_SELF_SIGNED(Section.TLS, MEDIUM),
  TLS_CERT_UNTRUSTED(Section.TLS, MEDIUM),
  TLS_CERT_CHAIN_INCOMPLETE(Section.TLS, MEDIUM),
  TLS_CERT_NAME_MISMATCH(Section.TLS, MEDIUM),
  TLS_CERT_KEY_WEAK(Section.TLS, HIGH),
  TLS_CERT_KEY_COMPROMISED(Section.TLS, CRITICAL),
  TLS_CERT_SIGNATURE_WEAK(Section.TLS, HIGH),
  TLS_CERT_REVOKED(Section.TLS, CRITICAL),
  TLS_PROTOCOL_OBSOLETE(Section.TLS, HIGH),
  TLS_NO_MODERN_PROTOCOL(Section.TLS, HIGH),
  TLS_NO_TLS13(Section.TLS, INFO),
  TLS_CIPHER_INSECURE(Section.TLS, HIGH),
  TLS_CIPHER_WEAK(Section.TLS, MEDIUM),
  TLS_NO_FORWARD_SECRECY(Section.TLS, MEDIUM),
  TLS_DH_WEAK(Section.TLS, MEDIUM),
  TLS_SERVER_PREFERENCE_MISSING(Section.TLS, INFO),
  TLS_RENEGOTIATION_INSECURE(Section.TLS, MEDIUM),
  TLS_COMPRESSION(Section.TLS, MEDIUM),
  TLS_NO_POST_QUANTUM(Section.TLS, INFO),

  DNSBL_LISTED(Section.REPUTATION, HIGH),
  DOMAIN_LISTED(Section.REPUTATION, HIGH),
  DNSBL_LIST_BROKEN(Section.REPUTATION, INFO),
  DNSBL_LIST_REFUSED(Section.REPUTATION, INFO),
  PTR_MISSING(Section.REPUTATION, MEDIUM),
  PTR_MISMATCH(Section.REPUTATION, MEDIUM),
  PTR_GENERIC(Section.REPUTATION, LOW),

  DOMAIN_NOT_FOUND(Section.GENERAL, HIGH),
  DNS_ANSWER_LARGE(Section.GENERAL, INFO),
  CHECK_INCONCLUSIVE(Section.GENERAL, INFO);

  private static final Map<String, FindingType> BY_ID =
      Arrays.stream(values()).collect(Collectors.toMap(FindingType::id, Function.identity()));

  private final Section section;
  private final Severity severity;

  FindingType(Section section, Severity severity) {
    this.section = section;
    this.severity = severity;
  }

  /** The stable id: {@code spf-missing}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public Section section() {
    return section;
  }

  /** The severity unless the rule has reason for another one. */
  public Severity severity() {
    return severity;
  }

  /** The type with this id. */
  public static Optional<FindingType> of(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }
}
