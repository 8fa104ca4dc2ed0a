package dev.mxray.mcss.evidence.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.Mutations;
import dev.mxray.mcss.Status;
import dev.mxray.mcss.Strength;
import dev.mxray.mcss.evidence.Host;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Wording;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateAssessorsTest {
  /** As our collector writes it. */
  private static final String GOOD =
      """
      # File: /etc/ssl/mail.pem
      # Date: x
      # ---
      used_by: postfix
      certificates_in_file: 2
      subject=CN = mail.example.com
      issuer=C = US, O = Let's Encrypt, CN = R11
      notBefore=Sep  1 00:00:00 2026 GMT
      notAfter=Nov 30 00:00:00 2027 GMT
      signature_algorithm: sha256WithRSAEncryption
      key_algorithm: rsaEncryption
      key_bits: 2048

      # SAN (Subject Alternative Names):
                      DNS:mail.example.com, DNS:imap.example.com
      # certificate 2 of the file
      chain_subject=C = US, O = Let's Encrypt, CN = R11
      chain_issuer=C = US, O = ISRG, CN = X1
      chain_signature_algorithm: sha256WithRSAEncryption
      chain_verify: certificate.1: OK
      """;

  /** As the original collector writes it. */
  private static final String ORIGINAL =
      """
      # File: /etc/ssl/mail.pem
      # Data analisi: x
      # ---
      subject=CN = mail.example.com
      issuer=CN = Own CA
      notBefore=Sep  1 00:00:00 2026 GMT
      notAfter=Nov 30 00:00:00 2027 GMT
      SHA1 Fingerprint=00
      serial=1

      # SAN (Subject Alternative Names):
      X509v3 Subject Alternative Name:
          DNS:*.example.com
      """;

  private static HostVerdict judge(String control, Host host) {
    return host.judge(CertificateAssessors.all(), control);
  }

  private static Host with(String info) {
    return Host.empty().with("tls/mail.pem_info.txt", info);
  }

  static Stream<String> controls() {
    return IntStream.rangeClosed(1, 12).mapToObj("TLS-%03d"::formatted);
  }

  @Test
  void there_is_an_assessor_for_every_control() {
    assertThat(CertificateAssessors.all()).containsOnlyKeys(controls().toList());
  }

  @ParameterizedTest
  @MethodSource("controls")
  void without_evidence_nothing_is_assessed_and_a_file_is_named(String control) {
    HostVerdict verdict = judge(control, Host.empty());

    assertThat(verdict.status()).isEqualTo(Status.NOT_ASSESSED);
    assertThat(verdict.reason()).matches(".*(tls|postfix|dovecot)/.*");
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
  void a_good_certificate_passes(int number) {
    HostVerdict verdict = judge("TLS-00" + number, with(GOOD));

    assertThat(verdict.status()).as(verdict.reason()).isEqualTo(Status.PASS);
    assertThat(verdict.quote()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"4", "6", "7", "8"})
  void what_the_original_collector_leaves_out_is_not_assessed(int number) {
    HostVerdict verdict = judge("TLS-00" + number, with(ORIGINAL));

    assertThat(verdict.status()).isEqualTo(Status.NOT_ASSESSED);
    assertThat(verdict.reason()).contains("tls/mail.pem_info.txt");
  }

  @Test
  void a_wildcard_covers_the_name_of_the_host() {
    assertThat(judge("TLS-005", with(ORIGINAL)).status()).isEqualTo(Status.PASS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TLS-001|notAfter=.*|notAfter=Sep 14 00:00:00 2026 GMT|FAIL",
        "TLS-001|notBefore=.*|notBefore=Sep 16 00:00:00 2026 GMT|FAIL",
        "TLS-001|notAfter=.*|notAfter=some day|NOT_ASSESSED",
        "TLS-002|notAfter=.*|notAfter=Oct 10 00:00:00 2026 GMT|PARTIAL",
        "TLS-003|notAfter=.*|notAfter=Nov 30 00:00:00 2026 GMT|PARTIAL",
        "TLS-004|issuer=.*|issuer=CN = mail.example.com|FAIL",
        "TLS-004|certificate.1: OK|error 20 at 0 depth lookup|FAIL",
        "TLS-005|DNS:.*|no names|FAIL",
        "TLS-005|DNS:.*|DNS:www.example.org|FAIL",
        "TLS-006|key_bits: 2048|key_bits: 1024|FAIL",
        "TLS-006|rsaEncryption|id-ecPublicKey|PASS",
        "TLS-007|signature_algorithm: sha256With|signature_algorithm: sha1With|FAIL",
        "TLS-007|chain_signature_algorithm: sha256|chain_signature_algorithm: md5|FAIL",
        "TLS-008|issuer=C = US, O = Let.*|issuer=CN = mail.example.com|NA",
      })
  void a_line_decides(String control, String old, String other, Status status) {
    HostVerdict verdict = judge(control, with(GOOD.replaceFirst(old, other)));

    assertThat(verdict.status()).as(verdict.reason()).isEqualTo(status);
  }

  @Test
  void a_lone_certificate_without_a_path_lacks_its_intermediates() {
    String lone =
        GOOD.replace("certificates_in_file: 2", "certificates_in_file: 1")
            .replace("certificate.1: OK", "error 20");

    assertThat(judge("TLS-008", with(lone)).status()).isEqualTo(Status.FAIL);
  }

  @Test
  void the_worst_of_several_certificates_counts() {
    Host host =
        with(GOOD).with("tls/z.pem_info.txt", GOOD.replace("key_bits: 2048", "key_bits: 512"));

    assertThat(Host.place(judge("TLS-006", host))).startsWith("tls/z.pem_info.txt:");
  }

  @ParameterizedTest
  @CsvSource({
    "TLS-009,PASS,FAIL,PASS",
    "TLS-010,PASS,FAIL,PASS",
    "TLS-011,PARTIAL,PARTIAL,PASS",
    "TLS-012,FAIL,FAIL,PASS",
  })
  void an_installed_postfix_is_judged(
      String control, Status debian, Status careless, Status hardened) {
    Host without = Host.real("postfix-debian").with("system/components.txt", "dovecot: absent");
    Host bad = Host.real("postfix-careless").with("system/components.txt", "dovecot: absent");
    Host good = Host.real("postfix-hardened").with("system/components.txt", "dovecot: absent");

    assertThat(judge(control, without).status())
        .as(judge(control, without).reason())
        .isEqualTo(debian);
    assertThat(judge(control, bad).status()).as(judge(control, bad).reason()).isEqualTo(careless);
    assertThat(judge(control, good).status()).as(judge(control, good).reason()).isEqualTo(hardened);
  }

  @Test
  void suites_that_the_library_leaves_out_are_no_fault() {
    Host host =
        Host.real("postfix-debian")
            .with("system/components.txt", "dovecot: absent")
            .with("tls/openssl_version.txt", "# x\nOpenSSL 3.0.15 3 Sep 2024");

    assertThat(judge("TLS-012", host).status()).isEqualTo(Status.PASS);
    assertThat(judge("TLS-012", host).strength()).isEqualTo(Strength.INDICATIVE);
  }

  @ParameterizedTest
  @CsvSource({
    "TLS-009,PARTIAL,FAIL,PASS",
    "TLS-010,PASS,PASS,PASS",
    "TLS-011,NOT_ASSESSED,NOT_ASSESSED,PASS"
  })
  void an_installed_exim_is_judged(
      String control, Status debian, Status careless, Status hardened) {
    assertThat(judge(control, exim("exim-debian")).status()).isEqualTo(debian);
    assertThat(judge(control, exim("exim-careless")).status()).isEqualTo(careless);
    assertThat(judge(control, exim("exim-hardened")).status()).isEqualTo(hardened);
  }

  private static Host exim(String name) {
    return Host.real(name).with("system/components.txt", "dovecot: absent\npostfix: absent");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ">=TLSv1.2|false",
        ">=TLSv1|true",
        "!SSLv2, !SSLv3|true",
        "!SSLv2, !SSLv3, !TLSv1, !TLSv1.1|false",
        "TLSv1.2, TLSv1.3|false",
        "TLSv1 TLSv1.2|true",
        ">=TLSv1.1, <=TLSv1.3|true",
        "''|true",
      })
  void old_and_new_lists_of_versions_are_understood(String list, boolean old) {
    assertThat(TlsVersions.of(list).map(TlsVersions::hasOld)).contains(old);
  }

  @Test
  void an_unknown_version_is_not_guessed() {
    assertThat(TlsVersions.of(">=TLSv9")).isEmpty();
  }

  @Test
  void no_file_makes_the_reader_fail() {
    Mutations.of(List.of(GOOD, ORIGINAL), 2_000, 4)
        .forEach(
            text ->
                CertificateAssessors.all()
                    .values()
                    .forEach(a -> assertThat(a.assess(with(text).evidence())).isNotNull()));
  }

  @Test
  void the_verdict_is_told_in_italian() {
    Wording italian = Wording.in("it");

    assertThat(judge("TLS-006", with(GOOD)).told().in(italian))
        .isEqualTo("Una chiave ha 2048 bit (rsaEncryption).");
    Host exim = Host.empty().with("exim/config_active/exim_bP.txt", "tls_require_ciphers = ALL");
    assertThat(judge("TLS-012", exim).told().in(italian))
        .isEqualTo(
            "Sono ammesse suite con RC4, RC4 con MD5, 3DES, DES, chiavi da esportazione,"
                + " scambio di chiavi anonimo.");
  }
}
