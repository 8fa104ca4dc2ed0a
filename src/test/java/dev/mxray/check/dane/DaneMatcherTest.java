package dev.mxray.check.dane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.TestCertificate;
import dev.mxray.check.dane.DaneResult.Rollover;
import dev.mxray.check.dnssec.Trust;
import dev.mxray.check.dnssec.Verdict;
import dev.mxray.check.tls.SentCertificate;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.text.Sentence;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaneMatcherTest {
  private static final String HOST = "mx.example.com";

  private static final TestCertificate ROOT = TestCertificate.authority("Root");
  private static final TestCertificate ISSUER =
      TestCertificate.of("Issuer").authority().signedBy(ROOT);
  private static final TestCertificate LEAF = TestCertificate.of(HOST).names(HOST).signedBy(ISSUER);

  /** When all of them are valid but one. */
  private static final Instant NOW = LEAF.x509().getNotBefore().toInstant().plusSeconds(7200);

  private static final TestCertificate EXPIRED =
      TestCertificate.of(HOST)
          .names(HOST)
          .valid(NOW.minus(Duration.ofDays(90)), NOW.minus(Duration.ofDays(1)))
          .signedBy(ISSUER);
  private static final TestCertificate OTHER_NAME =
      TestCertificate.of("other").names("other.example").signedBy(ISSUER);
  private static final TestCertificate NEXT_HOP =
      TestCertificate.of("next").names("example.com").signedBy(ISSUER);
  private static final TestCertificate ALONE = TestCertificate.of(HOST).selfSigned();

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "0,2", "1,0", "1,1", "1,2"})
  void the_servers_own_certificate_matches_by_every_selector_and_digest(
      int selector, int matching) {
    DaneResult result = match(List.of(LEAF, ISSUER), record(3, selector, matching, LEAF));
    assertThat(result.matches()).isTrue();
    assertThat(result.matchesOwn()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "0,2", "1,0", "1,1", "1,2"})
  void so_does_an_authority_in_the_chain(int selector, int matching) {
    DaneResult result = match(List.of(LEAF, ISSUER), record(2, selector, matching, ISSUER));
    assertThat(result.matches()).isTrue();
    assertThat(result.matchesOwn()).isFalse();
  }

  @Test
  void neither_name_nor_date_nor_issuer_counts_for_the_servers_own() {
    for (TestCertificate one : List.of(EXPIRED, OTHER_NAME, ALONE)) {
      assertThat(match(List.of(one), record(3, 1, 1, one)).matches()).isTrue();
    }
  }

  @Test
  void name_and_dates_count_below_an_authority() {
    TlsaRecord authority = record(2, 1, 1, ISSUER);
    assertThat(match(List.of(EXPIRED, ISSUER), authority).reason()).contains("within its dates");
    assertThat(match(List.of(OTHER_NAME, ISSUER), authority).reason())
        .isEqualTo("the certificate does not name the host");
  }

  @Test
  void the_domain_whose_mail_it_takes_is_a_good_name_too() {
    assertThat(match(List.of(NEXT_HOP, ISSUER), record(2, 1, 1, ISSUER)).matches()).isTrue();
  }

  @Test
  void an_authority_that_is_not_sent_matches_only_when_the_record_holds_it_whole() {
    assertThat(match(List.of(LEAF), record(2, 0, 1, ISSUER)).matches()).isFalse();
    assertThat(match(List.of(LEAF), record(2, 0, 0, ISSUER)).matches()).isTrue();
    assertThat(match(List.of(LEAF), record(2, 1, 0, ISSUER)).matches()).isTrue();
  }

  @Test
  void an_authority_above_the_one_that_was_sent_is_found_through_it() {
    assertThat(match(List.of(LEAF, ISSUER), record(2, 0, 0, ROOT)).matches()).isTrue();
    assertThat(match(List.of(LEAF, ISSUER, ROOT), record(2, 1, 1, ROOT)).matches()).isTrue();
  }

  @Test
  void a_certificate_that_is_sent_along_but_signs_nothing_is_no_authority() {
    TestCertificate stranger = TestCertificate.authority("Stranger");
    DaneResult result = match(List.of(LEAF, ISSUER, stranger), record(2, 0, 1, stranger));
    assertThat(result.matches()).isFalse();
    assertThat(result.reason()).contains("does not lead to the authority");
  }

  @Test
  void the_servers_own_certificate_is_no_authority() {
    assertThat(match(List.of(ALONE), record(2, 0, 1, ALONE)).matches()).isFalse();
  }

  @Test
  void one_record_of_several_is_enough() {
    DaneResult result = match(List.of(LEAF, ISSUER), record(3, 1, 1, ALONE), record(3, 1, 1, LEAF));
    assertThat(result.matching()).extracting(TlsaRecord::toString).hasSize(1);
    assertThat(result.rollover()).isEqualTo(Rollover.PREPARED);
    assertThat(match(List.of(LEAF), record(3, 1, 1, LEAF)).rollover()).isEqualTo(Rollover.SINGLE);
    assertThat(match(List.of(LEAF), record(3, 1, 1, ALONE)).rollover()).isNull();
  }

  @Test
  void what_was_presented_is_told_in_the_form_of_records() {
    assertThat(match(List.of(LEAF), record(3, 1, 1, ALONE)).presented())
        .containsExactly(record(3, 0, 1, LEAF).toString(), record(3, 1, 1, LEAF).toString());
  }

  @Test
  void a_chain_that_cannot_be_read_matches_nothing_but_its_own_octets() {
    byte[] garbage = {1, 2, 3};
    assertThat(match(Stream.of(garbage), new TlsaRecord(3, 0, 0, garbage.clone())).matches())
        .isTrue();
    assertThat(match(Stream.of(garbage), record(3, 1, 1, LEAF)).matches()).isFalse();
    assertThat(match(Stream.of(garbage), record(2, 1, 1, LEAF)).matches()).isFalse();
    assertThat(match(Stream.of(), record(3, 1, 1, LEAF)).reason())
        .isEqualTo("no certificate was presented");
  }

  @Test
  void whatever_records_and_chains_hold_the_comparison_ends() {
    var random = new Random(7);
    byte[] der = LEAF.der();
    for (int i = 0; i < 2000; i++) {
      byte[] mutated = Arrays.copyOf(der, random.nextInt(der.length) + 1);
      mutated[random.nextInt(mutated.length)] ^= (byte) (1 + random.nextInt(255));
      var wire = new byte[random.nextInt(70)];
      random.nextBytes(wire);
      if (wire.length > 2) {
        wire[0] = (byte) (2 + random.nextInt(2));
        wire[1] = (byte) random.nextInt(2);
        wire[2] = (byte) random.nextInt(3);
      }
      TlsaRecord.of(wire)
          .ifPresent(record -> assertThat(record.toString()).startsWith(record.usage() + " "));
      assertThat(
              match(
                      Stream.of(mutated, ISSUER.der()),
                      TlsaRecord.of(wire).orElse(record(3, 1, 1, LEAF)))
                  .matchesOwn())
          .isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,1,32,false",
    "1,1,1,32,false",
    "2,1,1,32,true",
    "3,1,1,32,true",
    "3,1,1,31,false",
    "3,1,2,64,true",
    "3,1,2,32,false",
    "3,2,1,32,false",
    "3,1,3,32,false",
    "3,0,0,0,false",
    "4,1,1,32,false"
  })
  void only_records_for_mail_of_the_right_length_are_usable(
      int usage, int selector, int matching, int length, boolean usable) {
    assertThat(new TlsaRecord(usage, selector, matching, new byte[length]).isUsable())
        .isEqualTo(usable);
  }

  private static DaneResult match(List<TestCertificate> chain, TlsaRecord... records) {
    return match(chain.stream().map(TestCertificate::der), records);
  }

  private static DaneResult match(Stream<byte[]> chain, TlsaRecord... records) {
    List<SentCertificate> sent =
        chain.map(der -> new SentCertificate(der, null, null, digest("SHA-256", der))).toList();
    var server =
        new TlsObservation(
            HOST, "25.0.2.1", 25, "TLSv1.3", "TLS_AES_128_GCM_SHA256", "x25519", true, sent, null);
    var host = new HostTlsa(HOST, secure("A"), secure("TLSA"), List.of(records));
    // What is not usable at all is never compared.
    if (host.published() != HostTlsa.Published.USABLE) {
      return new DaneResult(
          "", HOST, "", List.of(), Sentence.verbatim("unusable"), null, List.of());
    }
    var dane = DaneObservation.of("example.com", secure("MX"), List.of(host));
    return DaneMatcher.match(dane, List.of(server), NOW).get(0);
  }

  private static Verdict secure(String type) {
    return Verdict.of(HOST, type, Trust.SECURE, List.of(new byte[] {1}));
  }

  private static TlsaRecord record(
      int usage, int selector, int matching, TestCertificate certificate) {
    byte[] selected =
        selector == 0 ? certificate.der() : certificate.x509().getPublicKey().getEncoded();
    return new TlsaRecord(
        usage,
        selector,
        matching,
        switch (matching) {
          case 0 -> selected;
          case 1 -> HexFormat.of().parseHex(digest("SHA-256", selected));
          default -> HexFormat.of().parseHex(digest("SHA-512", selected));
        });
  }

  private static String digest(String algorithm, byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(octets));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
