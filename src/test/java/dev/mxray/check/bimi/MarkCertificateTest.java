package dev.mxray.check.bimi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.TestCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkCertificateTest {
  private final Instant now = Instant.now();
  private static final String LOGO = SvgLogoTest.LOGO;

  @Test
  void a_good_one_is_read_and_has_no_faults() {
    MarkCertificate mark = read(MarkCertificates.good("example.com", LOGO));
    assertThat(mark.subject()).isEqualTo("CN=Example Inc");
    assertThat(mark.issuer()).isEqualTo("CN=Marks");
    assertThat(mark.names()).containsExactly("example.com");
    assertThat(mark.logo()).isEqualTo(LOGO.getBytes(UTF_8));
    assertThat(faults(mark)).isEmpty();
  }

  @Test
  void the_first_certificate_of_a_chain_counts_whatever_stands_before_it() {
    String file =
        "Subject: x\r\n"
            + MarkCertificates.good("example.com", LOGO)
            + MarkCertificates.pem(TestCertificate.authority("Marks").der());
    assertThat(faults(read(file))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"default._bimi.example.com", "EXAMPLE.com"})
  void it_may_name_the_selector(String name) {
    assertThat(faults(read(MarkCertificates.good(name, LOGO)))).isEmpty();
  }

  @Test
  void names_of_others_do_not_count() {
    assertThat(faults(read(MarkCertificates.good("example.net", LOGO))))
        .containsExactly("names other domains: example.net");
    assertThat(faults(read(MarkCertificates.good("*.example.com", LOGO)))).hasSize(1);
    assertThat(faults(read(MarkCertificates.good("other._bimi.example.com", LOGO)))).hasSize(1);
  }

  @Test
  void dates_are_judged() {
    var builder =
        MarkCertificates.of("example.com")
            .extension(MarkCertificates.LOGOTYPE, false, MarkCertificates.logotype(LOGO));
    MarkCertificate mark =
        read(
            MarkCertificates.pem(
                builder.valid(now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(2)))));
    assertThat(faults(mark)).singleElement().asString().startsWith("expired on ");
    assertThat(mark.faults(now.minus(Duration.ofDays(99)), Set.of("example.com"), null))
        .singleElement()
        .asString()
        .startsWith("not valid before ");
  }

  @Test
  void one_that_is_not_for_marks_or_has_no_logo_is_told() {
    var server =
        TestCertificate.of("x")
            .names("example.com")
            .extension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    assertThat(faults(read(MarkCertificates.pem(server))))
        .containsExactly(
            "not issued for marks (extended key usage)", "has no logo (logotype extension)");
  }

  @Test
  void the_logo_has_to_be_that_of_the_record_and_of_the_profile() {
    MarkCertificate mark = read(MarkCertificates.good("example.com", LOGO));
    assertThat(mark.faults(now, Set.of("example.com"), (LOGO + " ").getBytes(UTF_8)))
        .extracting(Object::toString)
        .containsExactly("the logo in it is not the one of the record");
    assertThat(faults(read(MarkCertificates.good("example.com", "<svg/>"))))
        .singleElement()
        .asString()
        .startsWith("the logo in it: ");
  }

  @Test
  void a_bomb_in_the_extension_is_not_unpacked() {
    assertThat(faults(read(MarkCertificates.good("example.com", " ".repeat(20_000_000)))))
        .containsExactly("its logotype extension holds no SVG that can be read");
  }

  @Test
  void absurd_extensions_are_no_logo_and_no_error() {
    for (var absurd :
        List.of(
            new ASN1Integer(7),
            new DEROctetString(new byte[50_000]),
            MarkCertificates.sequence(),
            MarkCertificates.logotypeOf("https://example.com/logo.svg"),
            MarkCertificates.logotypeOf("data:image/svg+xml;base64,!!!"),
            MarkCertificates.logotypeOf(""))) {
      var builder =
          MarkCertificates.of("example.com").extension(MarkCertificates.LOGOTYPE, false, absurd);
      assertThat(faults(read(MarkCertificates.pem(builder)))).hasSize(1);
    }
  }

  @Test
  void absurd_fields_are_bounded() {
    var names = new String[2000];
    java.util.Arrays.setAll(names, i -> "n" + i + ".example.com");
    var builder =
        TestCertificate.of("x")
            .names(names)
            .valid(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59Z"));
    assertThat(String.join("", faults(read(MarkCertificates.pem(builder))))).hasSizeLessThan(1000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\n=A=\n-----END CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
      })
  void what_is_no_certificate_is_none(String file) {
    assertThat(MarkCertificate.read(file.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void mutations_of_a_certificate_are_read_or_refused_and_never_an_error() {
    byte[] der =
        Base64.getMimeDecoder()
            .decode(MarkCertificates.good("example.com", LOGO).replaceAll("-----.*-----", ""));
    var random = new java.util.Random(4711);
    for (int i = 0; i < 2000; i++) {
      byte[] mutated = der.clone();
      for (int j = 0; j < 1 + random.nextInt(4); j++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      MarkCertificate.read(MarkCertificates.pem(mutated).getBytes(UTF_8))
          .ifPresent(mark -> assertThat(faults(mark)).isNotNull());
    }
  }

  private static MarkCertificate read(String file) {
    return MarkCertificate.read(file.getBytes(UTF_8)).orElseThrow();
  }

  private List<String> faults(MarkCertificate mark) {
    return mark.faults(now, Set.of("example.com"), null).stream().map(Object::toString).toList();
  }
}
