package dev.mxray.check.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mxray.TestCertificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever a server sends as its certificate, or as the word of the issuer on it, is read or found
 * unreadable; nothing is thrown, and nothing revoked that the issuer did not sign.
 *
 * <p>As it stands the corpus is replayed. To search for more, in a JVM of its own:
 *
 * <pre>JAZZER_FUZZ=1 mvn -B -q test -Dtest='CertificateFuzzTest#any_certificate'</pre>
 */
class CertificateFuzzTest {
  private static final TestCertificate ISSUER = TestCertificate.authority("Issuer");
  private static final TestCertificate RSA =
      TestCertificate.of("mx.example.com").names("mx.example.com", "*.example.com").selfSigned();
  private static final X509Certificate ISSUING = ISSUER.x509();
  private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

  @FuzzTest
  void any_certificate(byte[] octets) {
    SentCertificate sent = CertificateReader.sent(octets);
    assertThat(sent).isNotNull();
    assertThat(CertificateReader.x509(octets)).isNotNull();
    CertificateReader.contents(octets)
        .ifPresent(
            contents -> {
              assertThat(contents.names()).doesNotContainNull();
              assertThat(contents.subject()).isNotNull();
              assertThat(contents.key()).isNotNull();
            });
    assertThat(StapledOcsp.revocation(octets, ISSUING, ISSUING, NOW)).isEmpty();
  }

  @Test
  void mutated_certificates_are_read() {
    var random = new Random(5280);
    int read = 0;
    for (TestCertificate certificate : List.of(ISSUER, RSA)) {
      byte[] der = certificate.der();
      for (int i = 0; i < 1500; i++) {
        byte[] mutated =
            random.nextInt(5) > 0 ? der.clone() : Arrays.copyOf(der, random.nextInt(600));
        for (int n = random.nextInt(4); n > 0 && mutated.length > 0; n--) {
          mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        any_certificate(mutated);
        read += CertificateReader.contents(mutated).isPresent() ? 1 : 0;
      }
    }
    assertThat(read).isBetween(100, 2999);
  }
}
