package dev.mxray.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.lab.CertificateRequest.KeyKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LabCertificatesTest {
  private static final String HOST = "mx.example";
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final LabCertificates CERTIFICATES = LabCertificates.at(NOW);

  @Test
  void a_good_certificate_is_trusted_named_and_valid() throws GeneralSecurityException {
    LabCertificate good = CERTIFICATES.good(HOST);

    assertThat(good.chain()).hasSize(2).last().isEqualTo(CERTIFICATES.intermediate());
    assertThat(trusted(good)).isTrue();
    assertThat(names(good)).containsExactly(HOST);
    good.leaf().checkValidity(Date.from(NOW));
    assertThat(good.leaf().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(good.leaf().getBasicConstraints()).isEqualTo(-1);
    assertThat(good.leaf().getNotAfter()).isEqualTo(Date.from(NOW.plus(Duration.ofDays(80))));
  }

  @Test
  void the_root_can_be_read_from_pem_and_is_the_anchor() throws GeneralSecurityException {
    var pem = new ByteArrayInputStream(CERTIFICATES.rootPem().getBytes(StandardCharsets.US_ASCII));

    assertThat(CertificateFactory.getInstance("X.509").generateCertificate(pem))
        .isEqualTo(CERTIFICATES.root());
    assertThat(CERTIFICATES.trust().getTrustManagers()).hasSize(1);
  }

  @Test
  void expired_and_not_yet_valid() {
    Date now = Date.from(NOW);
    assertThatThrownBy(() -> CERTIFICATES.expired(HOST).leaf().checkValidity(now))
        .isInstanceOf(CertificateExpiredException.class);
    assertThatThrownBy(() -> CERTIFICATES.notYetValid(HOST).leaf().checkValidity(now))
        .isInstanceOf(CertificateNotYetValidException.class);
    assertThat(CERTIFICATES.expiring(HOST, 5).leaf().getNotAfter())
        .isEqualTo(Date.from(NOW.plus(Duration.ofDays(5))));
  }

  @Test
  void those_without_a_path_to_the_root() throws GeneralSecurityException {
    LabCertificate selfSigned = CERTIFICATES.selfSigned(HOST);
    assertThat(selfSigned.chain()).hasSize(1);
    selfSigned.leaf().verify(selfSigned.leaf().getPublicKey());
    assertThat(trusted(selfSigned)).isFalse();

    LabCertificate untrusted = CERTIFICATES.untrusted(HOST);
    assertThat(untrusted.chain()).hasSize(2);
    untrusted.leaf().verify(untrusted.chain().get(1).getPublicKey());
    assertThat(trusted(untrusted)).isFalse();

    LabCertificate alone = CERTIFICATES.withoutIntermediate(HOST);
    assertThat(alone.chain()).hasSize(1);
    assertThat(trusted(alone)).isFalse();
    alone.leaf().verify(CERTIFICATES.intermediate().getPublicKey());
  }

  @Test
  void those_with_other_names() throws GeneralSecurityException {
    assertThat(names(CERTIFICATES.wrongHost())).containsExactly("other.example");
    assertThat(names(CERTIFICATES.wildcard("mx.lab.example"))).containsExactly("*.lab.example");
    LabCertificate commonNameOnly = CERTIFICATES.commonNameOnly(HOST);
    assertThat(names(commonNameOnly)).isEmpty();
    assertThat(commonNameOnly.leaf().getSubjectX500Principal().getName()).contains("CN=" + HOST);
  }

  @Test
  void those_with_weak_algorithms() {
    assertThat(CERTIFICATES.sha1Signed(HOST).leaf().getSigAlgName()).isEqualTo("SHA1withECDSA");
    var weak = (RSAPublicKey) CERTIFICATES.weakKey(HOST).leaf().getPublicKey();
    assertThat(weak.getModulus().bitLength()).isEqualTo(1024);
  }

  @ParameterizedTest
  @EnumSource
  void any_key_can_be_served(KeyKind kind) throws IOException {
    LabCertificate certificate = CERTIFICATES.issue(CertificateRequest.of(HOST).key(kind));

    assertThat(served(certificate)).isEqualTo(certificate.chain());
  }

  static Stream<Function<String, LabCertificate>> bad() {
    return Stream.of(
        CERTIFICATES::expired,
        CERTIFICATES::notYetValid,
        CERTIFICATES::selfSigned,
        CERTIFICATES::withoutIntermediate,
        CERTIFICATES::untrusted,
        CERTIFICATES::commonNameOnly,
        CERTIFICATES::sha1Signed);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void whatever_is_wrong_with_it_it_can_be_served(Function<String, LabCertificate> recipe)
      throws IOException {
    LabCertificate certificate = recipe.apply(HOST);

    assertThat(served(certificate)).isEqualTo(certificate.chain());
  }

  private static List<X509Certificate> served(LabCertificate certificate) throws IOException {
    try (var server = LabSmtp.start(LabSmtpBehaviour.of(HOST).implicitTls(certificate));
        var newer = SmtpClient.connect(server);
        var older = SmtpClient.connect(server)) {
      List<X509Certificate> chain = newer.secure("TLSv1.3");
      assertThat(older.secure("TLSv1.2")).isEqualTo(chain);
      return chain;
    }
  }

  private static boolean trusted(LabCertificate certificate) throws GeneralSecurityException {
    var path = CertificateFactory.getInstance("X.509").generateCertPath(certificate.chain());
    var parameters = new PKIXParameters(Set.of(new TrustAnchor(CERTIFICATES.root(), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(NOW));
    try {
      var unused = CertPathValidator.getInstance("PKIX").validate(path, parameters);
      return true;
    } catch (java.security.cert.CertPathValidatorException e) {
      return false;
    }
  }

  private static List<String> names(LabCertificate certificate) throws GeneralSecurityException {
    var names = certificate.leaf().getSubjectAlternativeNames();
    return names == null ? List.of() : names.stream().map(name -> (String) name.get(1)).toList();
  }
}
