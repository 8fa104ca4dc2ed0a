package dev.mxray.check.tls;

import static dev.mxray.finding.FindingType.TLS_CERT_CHAIN_INCOMPLETE;
import static dev.mxray.finding.FindingType.TLS_CERT_EXPIRED;
import static dev.mxray.finding.FindingType.TLS_CERT_EXPIRES_30D;
import static dev.mxray.finding.FindingType.TLS_CERT_EXPIRES_90D;
import static dev.mxray.finding.FindingType.TLS_CERT_KEY_COMPROMISED;
import static dev.mxray.finding.FindingType.TLS_CERT_KEY_WEAK;
import static dev.mxray.finding.FindingType.TLS_CERT_NAME_MISMATCH;
import static dev.mxray.finding.FindingType.TLS_CERT_NOT_YET_VALID;
import static dev.mxray.finding.FindingType.TLS_CERT_REVOKED;
import static dev.mxray.finding.FindingType.TLS_CERT_SELF_SIGNED;
import static dev.mxray.finding.FindingType.TLS_CERT_SIGNATURE_WEAK;
import static dev.mxray.finding.FindingType.TLS_CERT_UNTRUSTED;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Items;
import dev.mxray.finding.Section;
import dev.mxray.finding.Severity;
import dev.mxray.key.KeyWeakness;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Judges the certificate of one server. */
final class CertificateRules {
  private static final Duration SOON = Duration.ofDays(30);
  private static final Duration VERY_SOON = Duration.ofDays(7);
  private static final Duration LATER = Duration.ofDays(90);

  /** Shorter ones are renewed by machines, which do so in time. */
  private static final Duration LONG_LIFETIME = Duration.ofDays(180);

  /** Renewal is due when a quarter of the lifetime is left, whatever that is. */
  private static final int RENEWAL_SHARE = 4;

  private static final Map<String, Integer> MIN_BITS = Map.of("rsa", 2048, "dsa", 2048, "ec", 256);

  /** Names or certificates that one piece of evidence lists before it only counts the rest. */
  private static final int MAX_LISTED = 20;

  private final TlsObservation server;
  private final CertificateObservation certificate;
  private final SenderPolicy policy;
  private final List<Finding> findings = new ArrayList<>();

  private CertificateRules(
      TlsObservation server, CertificateObservation certificate, SenderPolicy policy) {
    this.server = server;
    this.certificate = certificate;
    this.policy = policy;
  }

  static List<Finding> judge(TlsObservation server, SenderPolicy policy) {
    CertificateObservation certificate = server.certificate();
    if (certificate == null) {
      return server.chain().isEmpty() // an anonymous suite, which is a finding of its own
          ? List.of()
          : List.of(unseen(server, Sentence.of("tls.read-certificate")));
    }
    var rules = new CertificateRules(server, certificate, policy);
    rules.dates();
    rules.trust();
    rules.name();
    rules.key();
    rules.signatures();
    rules.revocation();
    return rules.findings;
  }

  private void dates() {
    if (certificate.isNotYetValid()) {
      add(TLS_CERT_NOT_YET_VALID, dateFault(), "from", day(certificate.notBefore()));
    }
    if (certificate.isExpired()) {
      add(TLS_CERT_EXPIRED, dateFault(), "until", day(certificate.notAfter()));
      return;
    }
    Duration left = certificate.left();
    Duration lifetime = certificate.lifetime();
    if (left.compareTo(shorter(SOON, lifetime.dividedBy(RENEWAL_SHARE))) < 0) {
      Severity elsewhere = left.compareTo(VERY_SOON) < 0 ? Severity.HIGH : Severity.MEDIUM;
      expires(TLS_CERT_EXPIRES_30D, opportunistic(elsewhere, Severity.LOW));
    } else if (left.compareTo(LATER) < 0 && lifetime.compareTo(LONG_LIFETIME) > 0) {
      expires(TLS_CERT_EXPIRES_90D, Severity.INFO);
    }
  }

  private void expires(FindingType type, Severity severity) {
    findings.add(
        about(type)
            .severity(policy.matchingDane() ? Severity.INFO : severity)
            .with("until", day(certificate.notAfter()))
            .with("days", certificate.daysLeft())
            .with("lifetime", certificate.lifetime().toDays()));
  }

  private void trust() {
    switch (certificate.trust()) {
      case TRUSTED -> {}
      case SELF_SIGNED ->
          add(TLS_CERT_SELF_SIGNED, fault(Severity.MEDIUM), "name", certificate.subject());
      case INCOMPLETE ->
          add(TLS_CERT_CHAIN_INCOMPLETE, fault(Severity.MEDIUM), "issuer", certificate.issuer());
      case UNTRUSTED ->
          findings.add(
              about(TLS_CERT_UNTRUSTED)
                  .severity(fault(Severity.MEDIUM))
                  .with("issuer", certificate.issuer())
                  .with("sent", server.chain().size()));
      case UNKNOWN -> findings.add(unseen(server, Sentence.of("tls.verify-certificate")));
    }
  }

  private void name() {
    if (!certificate.nameMatches()) {
      add(
          TLS_CERT_NAME_MISMATCH,
          fault(Severity.MEDIUM),
          "names",
          certificate.names().isEmpty()
              ? Sentence.of("tls.no-alternative-name")
              : listed(certificate.names()));
    }
  }

  private void key() {
    Integer bits = certificate.keyBits();
    String type = certificate.keyType();
    if (type != null && bits != null && bits < MIN_BITS.getOrDefault(type, 0)) {
      findings.add(
          about(TLS_CERT_KEY_WEAK).with("type", type.toUpperCase(Locale.ROOT)).with("bits", bits));
    }
    if (!certificate.weaknesses().isEmpty()) {
      add(
          TLS_CERT_KEY_COMPROMISED,
          Severity.CRITICAL,
          "weakness",
          Sentence.joined("; ", certificate.weaknesses().stream().map(KeyWeakness::told).toList()));
    }
  }

  private void signatures() {
    if (!certificate.weakSignatures().isEmpty()) {
      add(
          TLS_CERT_SIGNATURE_WEAK,
          Severity.HIGH,
          "signatures",
          listed(certificate.weakSignatures()));
    }
  }

  private void revocation() {
    Revocation revocation = certificate.revocation();
    if (revocation != null) {
      findings.add(
          about(TLS_CERT_REVOKED)
              .with("since", day(revocation.since()))
              .with("reason", revocation.reason()));
    } else if (certificate.revocationUnseen() != null) {
      findings.add(
          Finding.inconclusive(Section.TLS, server.subject(), certificate.revocationUnseen()));
    }
  }

  /** How much it matters that the certificate does not hold now. */
  private Severity dateFault() {
    return fault(Severity.CRITICAL);
  }

  /**
   * How much a certificate matters that senders cannot verify: where they insist on it, where they
   * do not look, or as usual.
   */
  private Severity fault(Severity elsewhere) {
    if (policy.enforcedMtaSts()) {
      return Severity.HIGH;
    }
    if (policy.matchingDane()) {
      return Severity.INFO;
    }
    return opportunistic(
        elsewhere, elsewhere == Severity.CRITICAL ? Severity.MEDIUM : Severity.LOW);
  }

  private Severity opportunistic(Severity elsewhere, Severity onRelayPort) {
    return server.port() == TlsRules.RELAY_PORT ? onRelayPort : elsewhere;
  }

  private void add(FindingType type, Severity severity, String evidence, Object value) {
    findings.add(about(type).severity(severity).with(evidence, value));
  }

  private Finding about(FindingType type) {
    return Finding.of(type, server.subject());
  }

  private static Finding unseen(TlsObservation server, Sentence step) {
    return Finding.inconclusive(
        Section.TLS,
        server.subject(),
        new Observed.Unknown<>(Reason.UNUSABLE_ANSWER, step, List.of()));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String day(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Sentence listed(List<String> items) {
    return Items.listed(items, MAX_LISTED);
  }
}
