package dev.mxray.check.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.TestCertificate;
import dev.mxray.key.KeyWeakness;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of certificates, and which path leads to an anchor. */
class CertificateInspectionTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final TestCertificate ROOT = TestCertificate.authority("Root");
  private static final TestCertificate MIDDLE =
      TestCertificate.of("Middle").authority().signedBy(ROOT);
  private static final TestCertificate STRANGER = TestCertificate.authority("Stranger");
  private static final TestCertificate LEAF =
      TestCertificate.of("mx.example.com").names("mx.example.com").signedBy(MIDDLE);

  @Test
  void everything_is_read() {
    TestCertificate certificate =
        TestCertificate.of("mx.example.com")
            .names("mx.example.com", "*.example.net")
            .addresses("192.0.2.1", "2001:db8::1")
            .keys("RSA2048")
            .valid(Instant.parse("2026-09-01T00:00:00Z"), Instant.parse("2026-11-30T11:59:59Z"))
            .signedBy(MIDDLE);

    CertificateObservation seen = inspect("mx.example.com", certificate, MIDDLE);

    assertThat(seen.subject()).isEqualTo("CN=mx.example.com");
    assertThat(seen.issuer()).isEqualTo("CN=Middle");
    assertThat(seen.names())
        .containsExactly("mx.example.com", "*.example.net", "192.0.2.1", "2001:db8::1");
    assertThat(seen.notBefore()).isEqualTo("2026-09-01T00:00:00Z");
    assertThat(seen.notAfter()).isEqualTo("2026-11-30T11:59:59Z");
    assertThat(seen.daysLeft()).isEqualTo(8);
    assertThat(seen.lifetime()).hasDays(90);
    assertThat(seen.keyType()).isEqualTo("rsa");
    assertThat(seen.keyBits()).isEqualTo(2048);
    assertThat(seen.weaknesses()).isEmpty();
    assertThat(seen.signatureAlgorithm()).isEqualTo("SHA256withECDSA");
    assertThat(seen.weakSignatures()).isEmpty();
    assertThat(seen.sha256()).isEqualTo(CertificateReader.sha256(certificate.der()));
    assertThat(seen.trust()).isEqualTo(Trust.TRUSTED);
    assertThat(seen.nameMatches()).isTrue();
    assertThat(seen.revocation()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"EC256, ec, 256", "EC384, ec, 384", "RSA1024, rsa, 1024", "Ed25519, ed25519, 256"})
  void keys_are_named_and_measured(String keys, String type, int bits) {
    CertificateObservation seen =
        inspect("mx.example.com", TestCertificate.of("x").keys(keys).selfSigned());

    assertThat(seen.keyType()).isEqualTo(type);
    assertThat(seen.keyBits()).isEqualTo(bits);
  }

  @Test
  void a_key_that_anyone_can_break_is_known() throws Exception {
    KeyPair good = TestCertificate.keys("RSA2048");
    BigInteger modulus = ((java.security.interfaces.RSAPublicKey) good.getPublic()).getModulus();
    var cubed =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(3)));
    TestCertificate certificate =
        TestCertificate.of("x").keys(new KeyPair(cubed, good.getPrivate())).signedBy(ROOT);

    assertThat(inspect("x", certificate).weaknesses()).containsExactly(KeyWeakness.TINY_EXPONENT);
  }

  @Test
  void a_chain_to_an_anchor_is_trusted_with_or_without_the_anchor_in_it() {
    assertThat(trust(LEAF, MIDDLE)).isEqualTo(Trust.TRUSTED);
    assertThat(trust(LEAF, MIDDLE, ROOT)).isEqualTo(Trust.TRUSTED);
  }

  @Test
  void a_chain_in_disorder_and_with_strangers_in_it_is_trusted() {
    assertThat(trust(LEAF, STRANGER, ROOT, MIDDLE)).isEqualTo(Trust.TRUSTED);
  }

  @Test
  void without_its_intermediate_a_certificate_is_untrusted() {
    assertThat(trust(LEAF)).isEqualTo(Trust.UNTRUSTED);
    assertThat(trust(LEAF, ROOT)).isEqualTo(Trust.UNTRUSTED);
  }

  @Test
  void the_certificate_of_a_stranger_is_untrusted() {
    TestCertificate certificate = TestCertificate.of("mx.example.com").signedBy(STRANGER);

    assertThat(trust(certificate, STRANGER)).isEqualTo(Trust.UNTRUSTED);
  }

  @Test
  void a_certificate_signed_with_its_own_key_is_self_signed() {
    assertThat(trust(TestCertificate.of("mx.example.com").selfSigned()))
        .isEqualTo(Trust.SELF_SIGNED);
  }

  @Test
  void a_self_signed_certificate_that_is_itself_an_anchor_is_trusted() {
    assertThat(trust(ROOT)).isEqualTo(Trust.TRUSTED);
  }

  @Test
  void an_authority_of_the_same_name_and_another_key_vouches_for_nothing() {
    TestCertificate impostor = TestCertificate.authority("Root");

    assertThat(trust(TestCertificate.of("mx.example.com").signedBy(impostor), impostor))
        .isEqualTo(Trust.UNTRUSTED);
  }

  @Test
  void a_certificate_that_is_no_authority_vouches_for_nothing() {
    TestCertificate server = TestCertificate.of("server").signedBy(ROOT);

    assertThat(trust(TestCertificate.of("mx.example.com").signedBy(server), server))
        .isEqualTo(Trust.UNTRUSTED);
  }

  @Test
  void an_authority_that_may_not_sign_certificates_vouches_for_nothing() {
    TestCertificate middle =
        TestCertificate.of("Limited")
            .authority()
            .extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
            .signedBy(ROOT);

    assertThat(trust(TestCertificate.of("mx.example.com").signedBy(middle), middle))
        .isEqualTo(Trust.UNTRUSTED);
  }

  @Test
  void an_authority_of_limited_height_has_no_authority_below_it() {
    TestCertificate low =
        TestCertificate.of("Low")
            .extension(Extension.basicConstraints, true, new BasicConstraints(0))
            .signedBy(ROOT);
    TestCertificate below = TestCertificate.of("Below").authority().signedBy(low);

    assertThat(trust(TestCertificate.of("mx.example.com").signedBy(low), low))
        .isEqualTo(Trust.TRUSTED);
    assertThat(trust(TestCertificate.of("mx.example.com").signedBy(below), below, low))
        .isEqualTo(Trust.UNTRUSTED);
  }

  @Test
  void an_authority_with_a_critical_extension_that_nobody_knows_vouches_for_nothing() {
    TestCertificate odd =
        TestCertificate.of("Odd")
            .authority()
            .extension(new ASN1ObjectIdentifier("1.2.3.4"), true, DERNull.INSTANCE)
            .signedBy(ROOT);

    assertThat(trust(TestCertificate.of("mx.example.com").signedBy(odd), odd))
        .isEqualTo(Trust.UNTRUSTED);
  }

  @Test
  void dates_play_no_part_in_trust() {
    Instant old = NOW.minusSeconds(1000 * 86_400L);
    TestCertificate expired =
        TestCertificate.of("Expired").authority().valid(old, old.plusSeconds(1)).signedBy(ROOT);
    TestCertificate certificate =
        TestCertificate.of("mx.example.com").valid(old, old.plusSeconds(1)).signedBy(expired);

    assertThat(trust(certificate, expired)).isEqualTo(Trust.TRUSTED);
  }

  @Test
  void authorities_that_sign_each_other_without_end_lead_nowhere() {
    TestCertificate one = TestCertificate.of("One").authority().selfSigned();
    TestCertificate two = TestCertificate.of("Two").authority().signedBy(one);
    TestCertificate again = TestCertificate.of("One").keys(one.keys()).authority().signedBy(two);

    assertThat(trust(TestCertificate.of("mx.example.com").signedBy(one), again, two))
        .isEqualTo(Trust.UNTRUSTED);
  }

  @Test
  void a_signature_over_sha1_is_weak_in_the_leaf_and_above_it_but_not_in_the_root() {
    TestCertificate rsaRoot =
        TestCertificate.of("RSA Root")
            .authority()
            .keys("RSA2048")
            .signedWith("SHA1withRSA")
            .selfSigned();
    TestCertificate weakMiddle =
        TestCertificate.of("Weak Middle")
            .authority()
            .keys("RSA2048")
            .signedWith("SHA1withRSA")
            .signedBy(rsaRoot);
    TestCertificate weakLeaf =
        TestCertificate.of("mx.example.com").signedWith("SHA1withRSA").signedBy(rsaRoot);
    TestCertificate leaf = TestCertificate.of("mx.example.com").signedBy(weakMiddle);
    var anchors = TrustAnchors.of(List.of(rsaRoot.x509()));

    assertThat(inspect(anchors, weakLeaf, rsaRoot).weakSignatures())
        .containsExactly("CN=mx.example.com: SHA1withRSA");
    assertThat(inspect(anchors, leaf, weakMiddle, rsaRoot).weakSignatures())
        .containsExactly("CN=Weak Middle: SHA1withRSA");
    assertThat(inspect(anchors, leaf, weakMiddle, rsaRoot).trust()).isEqualTo(Trust.TRUSTED);
  }

  @Test
  void a_weak_certificate_that_is_on_no_path_does_not_matter() {
    TestCertificate weak =
        TestCertificate.of("Weak").keys("RSA2048").signedWith("SHA1withRSA").selfSigned();

    assertThat(inspect("mx.example.com", LEAF, MIDDLE, weak).weakSignatures()).isEmpty();
  }

  @Test
  void a_weak_chain_that_leads_nowhere_is_weak_all_the_same() {
    TestCertificate authority =
        TestCertificate.of("Nobody").authority().keys("RSA2048").selfSigned();
    TestCertificate middle =
        TestCertificate.of("Weak Middle").authority().signedWith("SHA1withRSA").signedBy(authority);

    assertThat(inspect("x", TestCertificate.of("x").signedBy(middle), middle).weakSignatures())
        .containsExactly("CN=Weak Middle: SHA1withRSA");
  }

  @Test
  void an_intermediate_that_another_server_sends_shows_the_chain_to_be_incomplete() {
    var inspection = new CertificateInspection(TrustAnchors.of(List.of(ROOT.x509())), NOW);
    TlsObservation whole = server("mx1.example.com", inspection, LEAF, MIDDLE);
    TlsObservation alone = server("mx2.example.com", inspection, LEAF);
    TlsObservation stranger =
        server("mx3.example.com", inspection, TestCertificate.of("x").signedBy(STRANGER));

    assertThat(inspection.together(List.of(whole, alone, stranger)))
        .extracting(server -> Objects.requireNonNull(server.certificate()).trust())
        .containsExactly(Trust.TRUSTED, Trust.INCOMPLETE, Trust.UNTRUSTED);
  }

  @Test
  void without_readable_anchors_nothing_is_said_about_trust() {
    assertThat(inspect(TrustAnchors.unreadable(), LEAF, MIDDLE).trust()).isEqualTo(Trust.UNKNOWN);
  }

  @Test
  void the_anchors_of_the_jdk_do_not_know_this_authority() {
    assertThat(inspect(TrustAnchors.ofJdk(), LEAF, MIDDLE, ROOT).trust())
        .isEqualTo(Trust.UNTRUSTED);
  }

  @Test
  void octets_that_are_no_certificate_are_not_read() {
    var junk = new SentCertificate(new byte[] {1, 2, 3}, null, null, "");

    assertThat(inspection().inspect("x", List.of(junk), null)).isEmpty();
    assertThat(inspection().inspect("x", List.of(), null)).isEmpty();
    assertThat(CertificateReader.sent(new byte[] {1, 2, 3}).subject()).isNull();
  }

  @Test
  void mutated_certificates_are_read_or_not_but_never_an_error() {
    var random = new Random(3);
    byte[] good = LEAF.der();
    int read = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] mutated =
          random.nextInt(10) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
      for (int flips = random.nextInt(4); flips >= 0 && mutated.length > 0; flips--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      if (Arrays.equals(mutated, good)) {
        continue;
      }
      SentCertificate sent = CertificateReader.sent(mutated);
      read +=
          inspection()
              .inspect(
                  "mx.example.com",
                  List.of(sent, CertificateReader.sent(MIDDLE.der())),
                  /* stapledOcsp= */ mutated)
              .map(
                  seen -> {
                    assertThat(seen.trust()).isNotEqualTo(Trust.TRUSTED);
                    return 1;
                  })
              .orElse(0);
    }
    assertThat(read).isBetween(1, 2999);
  }

  private static CertificateInspection inspection() {
    return new CertificateInspection(TrustAnchors.of(List.of(ROOT.x509())), NOW);
  }

  private static Trust trust(TestCertificate... chain) {
    return inspect("mx.example.com", chain).trust();
  }

  private static CertificateObservation inspect(String host, TestCertificate... chain) {
    return inspection().inspect(host, sent(chain), null).orElseThrow();
  }

  private static CertificateObservation inspect(TrustAnchors anchors, TestCertificate... chain) {
    return new CertificateInspection(anchors, NOW)
        .inspect("mx.example.com", sent(chain), null)
        .orElseThrow();
  }

  private static TlsObservation server(
      String host, CertificateInspection inspection, TestCertificate... chain) {
    return new TlsObservation(
        host,
        "192.0.2.1",
        25,
        "TLSv1.3",
        "TLS_AES_128_GCM_SHA256",
        "x25519",
        true,
        sent(chain),
        inspection.inspect(host, sent(chain), null).orElseThrow());
  }

  private static List<SentCertificate> sent(TestCertificate... chain) {
    return Arrays.stream(chain).map(each -> CertificateReader.sent(each.der())).toList();
  }
}
