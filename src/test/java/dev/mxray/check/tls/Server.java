package dev.mxray.check.tls;

import dev.mxray.key.KeyWeakness;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server without a fault; what a case changes is what it is about. */
final class Server {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private int port = 25;
  private String version = "TLSv1.3";
  private String suite = "TLS_AES_256_GCM_SHA384";
  private @Nullable String group = "x25519";
  private boolean secureRenegotiation = true;
  private Duration age = Duration.ofDays(10);
  private Duration left = Duration.ofDays(80);
  private @Nullable String keyType = "ec";
  private @Nullable Integer keyBits = 256;
  private List<KeyWeakness> weaknesses = List.of();
  private List<String> weakSignatures = List.of();
  private Trust trust = Trust.TRUSTED;
  private boolean nameMatches = true;
  private @Nullable Revocation revocation;
  private @Nullable AcceptedTls accepted;
  private int sent = 2;
  private boolean readable = true;

  Server port(int value) {
    port = value;
    return this;
  }

  Server version(String value) {
    version = value;
    return this;
  }

  Server suite(String value) {
    suite = value;
    return this;
  }

  Server group(@Nullable String value) {
    group = value;
    return this;
  }

  Server secureRenegotiation(boolean value) {
    secureRenegotiation = value;
    return this;
  }

  Server age(Duration value) {
    age = value;
    return this;
  }

  Server left(Duration value) {
    left = value;
    return this;
  }

  Server key(@Nullable String type, @Nullable Integer bits) {
    keyType = type;
    keyBits = bits;
    return this;
  }

  Server broken(KeyWeakness... values) {
    weaknesses = List.of(values);
    return this;
  }

  Server signed(String... weak) {
    weakSignatures = List.of(weak);
    return this;
  }

  Server trust(Trust value) {
    trust = value;
    return this;
  }

  Server nameMatches(boolean value) {
    nameMatches = value;
    return this;
  }

  Server revoked(@Nullable Revocation value) {
    revocation = value;
    return this;
  }

  Server accepts(Accepted... versions) {
    accepted = Accepted.all(versions);
    return this;
  }

  Server unreadable() {
    readable = false;
    return this;
  }

  /** It sends no certificate at all. */
  Server bare() {
    sent = 0;
    return unreadable();
  }

  TlsObservation observation() {
    var certificate = new SentCertificate(new byte[] {1}, "CN=mx", "CN=CA", "00");
    return new TlsObservation(
        "mx.example.com",
        "192.0.2.1",
        port,
        version,
        suite,
        group,
        secureRenegotiation,
        Collections.nCopies(sent, certificate),
        readable ? certificate() : null,
        accepted);
  }

  private CertificateObservation certificate() {
    return new CertificateObservation(
        "CN=mx",
        "CN=CA",
        List.of("mx.example.com"),
        NOW.minus(age),
        NOW.plus(left),
        NOW,
        keyType,
        keyBits,
        weaknesses,
        "SHA256withRSA",
        weakSignatures,
        "00",
        trust,
        nameMatches,
        revocation,
        null);
  }
}
