package dev.mxray.check.tls;

import static dev.mxray.check.tls.Accepted.tls12;
import static dev.mxray.check.tls.Accepted.tls13;
import static dev.mxray.check.tls.Accepted.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of servers of which everything that they accept was asked for. */
class AcceptedRulesTest {
  private static final String CBC = "TLS_RSA_WITH_AES_128_CBC_SHA";

  @Test
  void nothing_is_said_of_a_server_that_accepts_good_things_only() {
    assertThat(
            judge(
                25,
                Accepted.all(
                    tls12().serverPreference(), tls13().groups("X25519MLKEM768", "x25519"))))
        .isEmpty();
  }

  @Test
  void versions_beside_the_one_that_was_chosen_are_found() {
    Finding found =
        only(25, FindingType.TLS_PROTOCOL_OBSOLETE, version("TLSv1.0"), tls12(), tls13());

    assertThat(found.evidence()).containsEntry("version", "TLSv1.0");
    assertThat(found.severity()).isEqualTo(Severity.MEDIUM);
  }

  @Test
  void old_versions_beside_new_ones_matter_more_where_senders_need_not_be_opportunistic() {
    assertThat(only(465, FindingType.TLS_PROTOCOL_OBSOLETE, version("TLSv1.0"), tls12()).severity())
        .isEqualTo(Severity.HIGH);
  }

  @Test
  void old_versions_alone_matter_everywhere() {
    var alone = judge(25, "TLSv1.0", CBC, null, Accepted.all(version("TLSv1.0").suites(CBC)));

    assertThat(alone)
        .filteredOn(finding -> finding.type() == FindingType.TLS_PROTOCOL_OBSOLETE)
        .extracting(Finding::severity)
        .containsExactly(Severity.HIGH);
    assertThat(alone).extracting(Finding::type).contains(FindingType.TLS_NO_MODERN_PROTOCOL);
  }

  @ParameterizedTest(name = "{0} with {1} invites {2}")
  @CsvSource({
    "SSLv2, SSL_CK_RC4_128_WITH_MD5, DROWN",
    "SSLv3, TLS_RSA_WITH_AES_128_CBC_SHA, POODLE",
    "TLSv1.0, TLS_RSA_WITH_AES_128_CBC_SHA, BEAST"
  })
  void attacks_that_versions_invite_are_named(String id, String suite, String attack) {
    Finding found = only(25, FindingType.TLS_PROTOCOL_OBSOLETE, version(id).suites(suite), tls12());

    assertThat(found.evidence().get("attacks")).contains(attack);
    assertThat(found.severity().atLeast(id.startsWith("SSL") ? Severity.HIGH : Severity.MEDIUM))
        .isTrue();
  }

  @Test
  void without_block_ciphers_ssl_3_invites_no_poodle() {
    assertThat(
            only(
                    25,
                    FindingType.TLS_PROTOCOL_OBSOLETE,
                    version("SSLv3").suites("TLS_RSA_WITH_RC4_128_SHA"),
                    tls12())
                .evidence())
        .doesNotContainKey("attacks");
  }

  @ParameterizedTest(name = "{0} invites {2}")
  @CsvSource({
    "TLS_RSA_EXPORT_WITH_RC4_40_MD5, TLS_CIPHER_INSECURE, FREAK",
    "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA, TLS_CIPHER_INSECURE, Logjam",
    "TLS_RSA_WITH_3DES_EDE_CBC_SHA, TLS_CIPHER_WEAK, SWEET32",
    "TLS_RSA_WITH_IDEA_CBC_SHA, TLS_CIPHER_WEAK, SWEET32"
  })
  void attacks_that_suites_invite_are_named(String suite, FindingType type, String attack) {
    Finding found = only(25, type, tls12().suites(suite));

    assertThat(found.evidence()).containsEntry("suite", suite).containsEntry("version", "TLSv1.2");
    assertThat(found.evidence().get("attacks")).contains(attack);
  }

  @Test
  void export_suites_with_dhe_invite_no_freak() {
    assertThat(
            only(
                    25,
                    FindingType.TLS_CIPHER_INSECURE,
                    tls12().suites("TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA"))
                .evidence()
                .get("attacks"))
        .doesNotContain("FREAK");
  }

  @Test
  void anonymous_suites_beside_others_are_low_on_port_25_and_high_elsewhere() {
    Accepted anonymous = tls12().suites("TLS_ECDH_anon_WITH_AES_256_CBC_SHA");

    assertThat(only(25, FindingType.TLS_CIPHER_INSECURE, anonymous).severity())
        .isEqualTo(Severity.LOW);
    assertThat(only(587, FindingType.TLS_CIPHER_INSECURE, anonymous).severity())
        .isEqualTo(Severity.HIGH);
  }

  @Test
  void the_shortest_field_counts() {
    assertThat(only(25, FindingType.TLS_DH_WEAK, tls12().field(1024)).evidence())
        .containsEntry("bits", "1024")
        .containsEntry("attacks", "Logjam (CVE-2015-4000)");
    assertThat(judge(25, Accepted.all(tls12().field(2048))))
        .extracting(Finding::type)
        .doesNotContain(FindingType.TLS_DH_WEAK);
  }

  @Test
  void a_server_with_an_order_of_its_own_may_have_weak_suites_at_the_end() {
    assertThat(
            judge(
                25,
                Accepted.all(tls12().serverPreference().suites("TLS_RSA_WITH_3DES_EDE_CBC_SHA"))))
        .extracting(Finding::type)
        .contains(FindingType.TLS_CIPHER_WEAK)
        .doesNotContain(FindingType.TLS_SERVER_PREFERENCE_MISSING);
  }

  @Test
  void renegotiation_in_an_older_version_counts_beside_tls_13() {
    assertThat(
            only(25, FindingType.TLS_RENEGOTIATION_INSECURE, tls12().renegotiation(false), tls13())
                .evidence())
        .containsEntry("version", "TLSv1.2");
  }

  @Test
  void a_server_without_tls_13_has_no_post_quantum_group_either() {
    only(25, FindingType.TLS_NO_POST_QUANTUM, tls12());
  }

  @Test
  void what_could_not_be_asked_is_inconclusive_and_not_refused() {
    List<Finding> findings = judge(25, Accepted.some(tls12()));

    assertThat(findings)
        .extracting(Finding::type)
        .contains(FindingType.CHECK_INCONCLUSIVE)
        .doesNotContain(FindingType.TLS_NO_POST_QUANTUM);
    assertThat(Accepted.some(tls12()).versionsComplete()).isFalse();
  }

  private static Finding only(int port, FindingType type, Accepted... versions) {
    Optional<Finding> found =
        judge(port, Accepted.all(versions)).stream()
            .filter(finding -> finding.type() == type)
            .reduce(
                (one, other) -> {
                  throw new AssertionError(type + " twice");
                });
    return found.orElseThrow();
  }

  private static List<Finding> judge(int port, AcceptedTls accepted) {
    boolean newest =
        accepted.accepted().stream().anyMatch(version -> version.id().equals("TLSv1.3"));
    return newest
        ? judge(port, "TLSv1.3", "TLS_AES_256_GCM_SHA384", "x25519", accepted)
        : judge(port, "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "x25519", accepted);
  }

  private static List<Finding> judge(
      int port,
      String version,
      String suite,
      @org.jspecify.annotations.Nullable String group,
      AcceptedTls accepted) {
    return TlsRules.judge(
        List.of(
            new TlsObservation(
                "mx.example.com",
                "192.0.2.1",
                port,
                version,
                suite,
                group,
                true,
                List.of(),
                null,
                accepted)),
        host -> SenderPolicy.NONE);
  }
}
