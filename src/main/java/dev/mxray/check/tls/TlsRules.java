package dev.mxray.check.tls;

import static dev.mxray.finding.FindingType.TLS_CIPHER_INSECURE;
import static dev.mxray.finding.FindingType.TLS_CIPHER_WEAK;
import static dev.mxray.finding.FindingType.TLS_DH_WEAK;
import static dev.mxray.finding.FindingType.TLS_NO_FORWARD_SECRECY;
import static dev.mxray.finding.FindingType.TLS_NO_MODERN_PROTOCOL;
import static dev.mxray.finding.FindingType.TLS_NO_TLS13;
import static dev.mxray.finding.FindingType.TLS_PROTOCOL_OBSOLETE;
import static dev.mxray.finding.FindingType.TLS_RENEGOTIATION_INSECURE;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Judges one handshake with each server: its certificate, and of the rest what a single handshake
 * proves. A server has to choose the highest version that both sides know (RFC 8446 §4.1.3,
 * §4.2.1), and TLS 1.3 and 1.2 are always offered, so what it chose tells what it does not have.
 */
public final class TlsRules {
  /** Where senders are opportunistic: without TLS they would deliver in the clear. */
  static final int RELAY_PORT = 25;

  private static final String TLS_1_3 = "TLSv1.3";
  private static final Set<String> MODERN = Set.of(TLS_1_3, "TLSv1.2");

  /** Of a finite field, for 112 bits of security (RFC 9325 §4.2.1). */
  private static final int MIN_FIELD_BITS = 2048;

  /** How {@link TlsObservation#group} begins when the field has no registered name. */
  private static final String UNNAMED_FIELD = "dh";

  private final TlsObservation server;
  private final List<Finding> findings = new ArrayList<>();

  private TlsRules(TlsObservation server) {
    this.server = server;
  }

  /**
   * The findings about each server.
   *
   * @param policies what senders have been told about a host, by its name
   */
  public static List<Finding> judge(
      List<TlsObservation> servers, Function<String, SenderPolicy> policies) {
    var findings = new ArrayList<Finding>();
    for (TlsObservation server : servers) {
      // What senders are told is about the port where mail comes in.
      SenderPolicy policy =
          server.port() == RELAY_PORT ? policies.apply(server.host()) : SenderPolicy.NONE;
      findings.addAll(CertificateRules.judge(server, policy));
      var rules = new TlsRules(server);
      rules.version();
      rules.suite();
      findings.addAll(rules.findings);
    }
    return List.copyOf(findings);
  }

  private void version() {
    if (!MODERN.contains(server.version())) {
      findings.add(about(TLS_PROTOCOL_OBSOLETE).with("version", server.version()));
      findings.add(about(TLS_NO_MODERN_PROTOCOL).with("version", server.version()));
    }
    if (!server.version().equals(TLS_1_3)) {
      findings.add(about(TLS_NO_TLS13).with("version", server.version()));
      if (!server.secureRenegotiation()) {
        findings.add(about(TLS_RENEGOTIATION_INSECURE).with("version", server.version()));
      }
    }
  }

  private void suite() {
    var suite = new CipherSuite(server.cipherSuite());
    if (suite.isInsecure()) {
      findings.add(withSuite(TLS_CIPHER_INSECURE));
    } else if (suite.isAnonymous()) {
      Finding anonymous = withSuite(TLS_CIPHER_INSECURE);
      findings.add(onRelayPort() ? anonymous.severity(Severity.LOW) : anonymous);
    }
    if (suite.isWeak()) {
      findings.add(withSuite(TLS_CIPHER_WEAK));
    }
    if (!suite.hasForwardSecrecy()) {
      findings.add(withSuite(TLS_NO_FORWARD_SECRECY));
    }
    int bits = unnamedFieldBits();
    if (bits > 0 && bits < MIN_FIELD_BITS) {
      findings.add(about(TLS_DH_WEAK).with("bits", bits).with("suite", server.cipherSuite()));
    }
  }

  /** All registered fields are long enough. */
  private int unnamedFieldBits() {
    String group = server.group();
    return group != null && group.matches(UNNAMED_FIELD + "[0-9]+")
        ? Integer.parseInt(group.substring(UNNAMED_FIELD.length()))
        : 0;
  }

  private boolean onRelayPort() {
    return server.port() == RELAY_PORT;
  }

  private Finding withSuite(FindingType type) {
    return about(type).with("suite", server.cipherSuite()).with("version", server.version());
  }

  private Finding about(FindingType type) {
    return Finding.of(type, server.subject());
  }
}
