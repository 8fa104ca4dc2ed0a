package dev.mxray.check.tls;

import static dev.mxray.check.tls.Accepted.tls12;
import static dev.mxray.check.tls.Accepted.tls13;
import static dev.mxray.check.tls.Server.NOW;
import static dev.mxray.finding.FindingType.*;
import static dev.mxray.finding.Severity.HIGH;
import static dev.mxray.finding.Severity.LOW;
import static dev.mxray.finding.Severity.MEDIUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import dev.mxray.finding.Severity;
import dev.mxray.key.KeyWeakness;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every finding about TLS: where it is true, where it is not, and how much it matters where. */
class TlsRulesTest {
  /** A finding, a server about which it is true, and one about which it is almost true. */
  record Case(FindingType type, UnaryOperator<Server> reported, UnaryOperator<Server> silent) {
    @Override
    public String toString() {
      return type.id();
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case(
            TLS_CERT_EXPIRED,
            server -> server.left(Duration.ofSeconds(-1)),
            server -> server.left(Duration.ZERO)),
        new Case(
            TLS_CERT_NOT_YET_VALID,
            server -> server.age(Duration.ofSeconds(-1)),
            server -> server.age(Duration.ZERO)),
        new Case(
            TLS_CERT_EXPIRES_30D,
            server -> server.age(Duration.ofDays(300)).left(Duration.ofDays(29)),
            server -> server.age(Duration.ofDays(300)).left(Duration.ofDays(30))),
        new Case(
            TLS_CERT_EXPIRES_90D,
            server -> server.age(Duration.ofDays(300)).left(Duration.ofDays(89)),
            server -> server.age(Duration.ofDays(300)).left(Duration.ofDays(90))),
        new Case(
            TLS_CERT_SELF_SIGNED,
            server -> server.trust(Trust.SELF_SIGNED),
            server -> server.trust(Trust.UNTRUSTED)),
        new Case(
            TLS_CERT_UNTRUSTED,
            server -> server.trust(Trust.UNTRUSTED),
            server -> server.trust(Trust.INCOMPLETE)),
        new Case(
            TLS_CERT_CHAIN_INCOMPLETE,
            server -> server.trust(Trust.INCOMPLETE),
            server -> server.trust(Trust.TRUSTED)),
        new Case(
            TLS_CERT_NAME_MISMATCH,
            server -> server.nameMatches(false),
            server -> server.nameMatches(true)),
        new Case(
            TLS_CERT_KEY_WEAK,
            server -> server.key("rsa", 2047),
            server -> server.key("rsa", 2048)),
        new Case(
            TLS_CERT_KEY_COMPROMISED,
            server -> server.broken(KeyWeakness.ROCA),
            server -> server.broken()),
        new Case(
            TLS_CERT_SIGNATURE_WEAK,
            server -> server.signed("CN=mx: SHA1withRSA"),
            server -> server.signed()),
        new Case(
            TLS_CERT_REVOKED,
            server -> server.revoked(new Revocation(NOW, "keyCompromise")),
            server -> server.revoked(null)),
        new Case(
            TLS_PROTOCOL_OBSOLETE,
            server -> server.version("TLSv1.1"),
            server -> server.version("TLSv1.2")),
        new Case(
            TLS_NO_MODERN_PROTOCOL,
            server -> server.version("SSLv3"),
            server -> server.version("TLSv1.2")),
        new Case(
            TLS_NO_TLS13, server -> server.version("TLSv1.2"), server -> server.version("TLSv1.3")),
        new Case(
            TLS_CIPHER_INSECURE,
            server -> server.suite("TLS_RSA_WITH_NULL_SHA"),
            server -> server.suite("TLS_RSA_WITH_3DES_EDE_CBC_SHA")),
        new Case(
            TLS_CIPHER_WEAK,
            server -> server.suite("TLS_RSA_WITH_3DES_EDE_CBC_SHA"),
            server -> server.suite("TLS_RSA_WITH_AES_128_CBC_SHA")),
        new Case(
            TLS_NO_FORWARD_SECRECY,
            server -> server.suite("TLS_RSA_WITH_AES_128_CBC_SHA"),
            server -> server.suite("TLS_DHE_RSA_WITH_AES_128_CBC_SHA")),
        new Case(
            TLS_DH_WEAK, server -> server.group("dh2047"), server -> server.group("ffdhe2048")),
        new Case(
            TLS_SERVER_PREFERENCE_MISSING,
            server -> server.accepts(tls12().suites("TLS_RSA_WITH_3DES_EDE_CBC_SHA")),
            server -> server.accepts(tls12().suites("TLS_RSA_WITH_AES_128_CBC_SHA"))),
        new Case(
            TLS_RENEGOTIATION_INSECURE,
            server -> server.version("TLSv1.2").secureRenegotiation(false),
            server -> server.version("TLSv1.2")),
        new Case(
            TLS_COMPRESSION,
            server -> server.accepts(tls12().compression(true)),
            server -> server.accepts(tls12().compression(false))),
        new Case(
            TLS_NO_POST_QUANTUM,
            server -> server.accepts(tls13().groups("x25519", "MLKEM768")),
            server -> server.accepts(tls13().groups("x25519", "X25519MLKEM768"))));
  }

  @Test
  void every_type_of_the_section_has_its_case() {
    assertThat(cases().stream().map(Case::type))
        .containsExactlyElementsOf(
            Arrays.stream(FindingType.values())
                .filter(type -> type.section() == Section.TLS)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_reported_where_it_is_true_with_its_severity_and_evidence(Case given) {
    List<Finding> findings = judge(given.reported().apply(new Server().port(465)));

    assertThat(findings)
        .filteredOn(finding -> finding.type() == given.type())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.subject()).isEqualTo("mx.example.com[192.0.2.1]:465");
              assertThat(finding.severity()).isEqualTo(given.type().severity());
              assertThat(finding.evidence()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_silent_where_it_is_not_true(Case given) {
    assertThat(judge(given.silent().apply(new Server())))
        .extracting(Finding::type)
        .doesNotContain(given.type());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_silent_where_there_was_no_handshake(Case given) {
    assertThat(TlsRules.judge(List.of(), host -> SenderPolicy.NONE))
        .extracting(Finding::type)
        .doesNotContain(given.type());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void about_a_certificate_is_silent_and_inconclusive_where_it_cannot_be_read(Case given) {
    if (given.type().id().startsWith("tls-cert-")) {
      List<Finding> findings = judge(given.reported().apply(new Server()).unreadable());

      assertThat(findings)
          .extracting(Finding::type)
          .contains(CHECK_INCONCLUSIVE)
          .doesNotContain(given.type());
    }
  }

  @Test
  void a_good_server_has_no_findings() {
    assertThat(judge(new Server())).isEmpty();
    assertThat(judge(new Server().port(465))).isEmpty();
  }

  @ParameterizedTest(name = "{0} on port 25: {1}")
  @CsvSource({
    "TLS_CERT_EXPIRED, MEDIUM",
    "TLS_CERT_NOT_YET_VALID, MEDIUM",
    "TLS_CERT_EXPIRES_30D, LOW",
    "TLS_CERT_EXPIRES_90D, INFO",
    "TLS_CERT_SELF_SIGNED, LOW",
    "TLS_CERT_UNTRUSTED, LOW",
    "TLS_CERT_CHAIN_INCOMPLETE, LOW",
    "TLS_CERT_NAME_MISMATCH, LOW",
    "TLS_CERT_KEY_WEAK, HIGH",
    "TLS_CERT_KEY_COMPROMISED, CRITICAL",
    "TLS_CERT_SIGNATURE_WEAK, HIGH",
    "TLS_CERT_REVOKED, CRITICAL",
    "TLS_PROTOCOL_OBSOLETE, HIGH",
    "TLS_NO_MODERN_PROTOCOL, HIGH",
    "TLS_CIPHER_INSECURE, HIGH",
    "TLS_CIPHER_WEAK, MEDIUM",
    "TLS_NO_FORWARD_SECRECY, MEDIUM"
  })
  void where_senders_are_opportunistic_most_faults_of_certificates_matter_less(
      FindingType type, Severity severity) {
    assertThat(severity(type, SenderPolicy.NONE)).isEqualTo(severity);
  }

  @ParameterizedTest
  @CsvSource({
    "TLS_CERT_EXPIRED, HIGH",
    "TLS_CERT_NOT_YET_VALID, HIGH",
    "TLS_CERT_SELF_SIGNED, HIGH",
    "TLS_CERT_UNTRUSTED, HIGH",
    "TLS_CERT_CHAIN_INCOMPLETE, HIGH",
    "TLS_CERT_NAME_MISMATCH, HIGH",
    "TLS_CERT_EXPIRES_30D, LOW",
    "TLS_CERT_KEY_COMPROMISED, CRITICAL"
  })
  void under_an_enforced_mta_sts_policy_faults_of_certificates_are_high(
      FindingType type, Severity severity) {
    assertThat(severity(type, new SenderPolicy(true, false))).isEqualTo(severity);
  }

  @ParameterizedTest
  @CsvSource({
    "TLS_CERT_EXPIRED, INFO",
    "TLS_CERT_NOT_YET_VALID, INFO",
    "TLS_CERT_EXPIRES_30D, INFO",
    "TLS_CERT_SELF_SIGNED, INFO",
    "TLS_CERT_UNTRUSTED, INFO",
    "TLS_CERT_CHAIN_INCOMPLETE, INFO",
    "TLS_CERT_NAME_MISMATCH, INFO",
    "TLS_CERT_KEY_WEAK, HIGH",
    "TLS_CERT_SIGNATURE_WEAK, HIGH"
  })
  void with_a_matching_tlsa_record_trust_name_and_dates_do_not_matter(
      FindingType type, Severity severity) {
    assertThat(severity(type, new SenderPolicy(false, true))).isEqualTo(severity);
  }

  @Test
  void a_certificate_that_expires_within_a_week_is_high_on_other_ports() {
    Server soon = new Server().age(Duration.ofDays(83)).left(Duration.ofDays(7).minusSeconds(1));

    assertThat(judge(soon.port(465))).extracting(Finding::severity).containsExactly(HIGH);
    assertThat(judge(soon.port(587))).extracting(Finding::severity).containsExactly(HIGH);
    assertThat(judge(soon.port(25))).extracting(Finding::severity).containsExactly(LOW);
    assertThat(judge(soon.left(Duration.ofDays(7)).port(465)))
        .extracting(Finding::severity)
        .containsExactly(MEDIUM);
  }

  @Test
  void a_short_lived_certificate_is_due_when_a_quarter_of_its_life_is_left() {
    Server ofSixDays = new Server().age(Duration.ofHours(4 * 24 + 12)).left(Duration.ofHours(36));

    assertThat(judge(ofSixDays)).isEmpty();
    assertThat(judge(ofSixDays.left(Duration.ofHours(35))))
        .extracting(Finding::type)
        .containsExactly(TLS_CERT_EXPIRES_30D);
  }

  @Test
  void a_lifetime_of_180_days_is_not_told_about_90_days_before() {
    assertThat(judge(new Server().age(Duration.ofDays(100)).left(Duration.ofDays(80)))).isEmpty();
  }

  @Test
  void an_expired_certificate_does_not_expire_soon_as_well() {
    assertThat(judge(new Server().left(Duration.ofDays(-3))))
        .extracting(Finding::type)
        .containsExactly(TLS_CERT_EXPIRED);
  }

  @ParameterizedTest
  @CsvSource({
    "rsa, 1024, true",
    "rsa, 2048, false",
    "dsa, 1024, true",
    "ec, 224, true",
    "ec, 256, false",
    "ed25519, 256, false",
    "ml-dsa-65, , false",
    ", , false"
  })
  void a_key_is_weak_by_its_kind(@Nullable String type, @Nullable Integer bits, boolean weak) {
    assertThat(judge(new Server().key(type, bits)).stream().map(Finding::type).toList())
        .isEqualTo(weak ? List.of(TLS_CERT_KEY_WEAK) : List.of());
  }

  @Test
  void an_anonymous_suite_is_low_on_port_25_and_has_no_certificate_to_judge() {
    Server anonymous =
        new Server().version("TLSv1.2").suite("TLS_ECDH_anon_WITH_AES_256_CBC_SHA").bare();

    assertThat(severities(anonymous.port(25))).containsEntry(TLS_CIPHER_INSECURE, LOW);
    assertThat(severities(anonymous.port(465))).containsEntry(TLS_CIPHER_INSECURE, HIGH);
    assertThat(severities(anonymous)).doesNotContainKey(CHECK_INCONCLUSIVE);
  }

  @Test
  void an_anonymous_suite_that_does_not_encrypt_is_high_on_port_25_too() {
    assertThat(severities(new Server().suite("TLS_ECDH_anon_WITH_NULL_SHA").bare()))
        .containsEntry(TLS_CIPHER_INSECURE, HIGH);
  }

  @ParameterizedTest
  @CsvSource({"dh1024, true", "dh2048, false", "ffdhe2048, false", "x25519, false", ", false"})
  void a_field_is_weak_by_its_size(@Nullable String group, boolean weak) {
    assertThat(severities(new Server().group(group)).containsKey(TLS_DH_WEAK)).isEqualTo(weak);
  }

  @Test
  void renegotiation_is_nothing_for_tls_13() {
    assertThat(judge(new Server().secureRenegotiation(false))).isEmpty();
  }

  @Test
  void trust_that_could_not_be_told_is_inconclusive() {
    assertThat(judge(new Server().trust(Trust.UNKNOWN)))
        .extracting(Finding::type)
        .containsExactly(CHECK_INCONCLUSIVE);
  }

  @Test
  void policies_are_asked_for_by_host() {
    List<Finding> findings =
        TlsRules.judge(
            List.of(new Server().trust(Trust.UNTRUSTED).observation()),
            host -> new SenderPolicy(host.equals("mx.example.com"), false));

    assertThat(findings).extracting(Finding::severity).containsExactly(HIGH);
  }

  private static Severity severity(FindingType type, SenderPolicy policy) {
    Case given = cases().stream().filter(each -> each.type() == type).findFirst().orElseThrow();
    return TlsRules.judge(
            List.of(given.reported().apply(new Server().port(25)).observation()), host -> policy)
        .stream()
        .filter(finding -> finding.type() == type)
        .findFirst()
        .orElseThrow()
        .severity();
  }

  private static Map<FindingType, Severity> severities(Server server) {
    return judge(server).stream().collect(Collectors.toMap(Finding::type, Finding::severity));
  }

  private static List<Finding> judge(Server server) {
    return TlsRules.judge(List.of(server.observation()), host -> SenderPolicy.NONE);
  }
}
