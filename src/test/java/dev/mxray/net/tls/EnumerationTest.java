package dev.mxray.net.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.net.tls.Enumeration.Known;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an enumeration finds out, and how many hellos that takes. */
class EnumerationTest {
  private static final CipherSuites NAMES = CipherSuites.registered();

  @Test
  void more_than_three_hundred_suites_are_asked_for() {
    var all = new java.util.TreeSet<Integer>();
    for (TlsVersion version : TlsVersion.values()) {
      if (version != TlsVersion.SSL_2) {
        all.addAll(NAMES.candidates(version));
      }
    }

    assertThat(all).hasSizeGreaterThan(270);
    assertThat(all.stream().map(NAMES::name))
        .contains(
            "TLS_DH_anon_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_NULL_SHA256",
            "TLS_RSA_EXPORT_WITH_RC4_40_MD5",
            "TLS_GOSTR341001_WITH_28147_CNT_IMIT",
            "TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384",
            "TLS_DHE_RSA_WITH_CAMELLIA_256_GCM_SHA384")
        .noneMatch(name -> name.contains("PSK") || name.contains("SCSV"));
  }

  @ParameterizedTest
  @EnumSource(names = "SSL_2", mode = EnumSource.Mode.EXCLUDE)
  void each_candidate_of_a_version_is_in_exactly_one_share(TlsVersion version) {
    for (boolean ecdsa : new boolean[] {true, false}) {
      List<Integer> shared =
          NAMES.shares(version, ecdsa, 3).stream().flatMap(one -> one.suites().stream()).toList();

      assertThat(shared).containsExactlyInAnyOrderElementsOf(NAMES.candidates(version));
    }
  }

  @Test
  void a_server_with_few_suites_is_known_after_few_hellos() {
    var server =
        new FakeServer()
            .takes(TlsVersion.TLS_1_2, 0xC02F, 0xC030)
            .takes(TlsVersion.TLS_1_3, 0x1301);

    TlsSupport support = run(server, Known.NOTHING);

    assertThat(suites(support, TlsVersion.TLS_1_2)).containsExactlyInAnyOrder(0xC02F, 0xC030);
    assertThat(suites(support, TlsVersion.TLS_1_3)).containsExactly(0x1301);
    assertThat(support.versions())
        .filteredOn(version -> Boolean.FALSE.equals(version.accepted()))
        .extracting(TlsSupport.Version::version)
        .containsExactly(
            TlsVersion.SSL_2, TlsVersion.SSL_3, TlsVersion.TLS_1_0, TlsVersion.TLS_1_1);
    assertThat(support.trouble()).isNull();
    assertThat(support.fallbackProtected()).isTrue();
    assertThat(server.connections()).isLessThan(40);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void all_suites_of_openssl_with_a_certificate_for_rsa_take_fewer_than_sixty_hellos(int width) {
    var codes =
        NAMES.shares(TlsVersion.TLS_1_2, false, 2).stream()
            .filter(share -> !share.keyExchange().isEmpty())
            .flatMap(share -> share.suites().stream())
            .filter(code -> !NAMES.name(code).endsWith("_OLD"))
            .toList();
    var server =
        new FakeServer()
            .takes(TlsVersion.TLS_1_2, codes.toArray(Integer[]::new))
            .takes(TlsVersion.TLS_1_3, 0x1302, 0x1303, 0x1301)
            .groups(29, 23, 30, 25, 24)
            .schemes(0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0301, 0x0201)
            .width(width);

    TlsSupport support =
        run(server, new Known(TlsVersion.TLS_1_3, "TLS_AES_256_GCM_SHA384", "x25519", false));

    TlsSupport.Version modern = version(support, TlsVersion.TLS_1_2);
    assertThat(codes).hasSizeGreaterThanOrEqualTo(44);
    assertThat(suites(support, TlsVersion.TLS_1_2)).containsExactlyInAnyOrderElementsOf(codes);
    assertThat(modern.groups()).hasSize(5);
    assertThat(modern.groupsComplete()).isTrue();
    assertThat(modern.schemes()).hasSize(8);
    assertThat(modern.schemesComplete()).isTrue();
    assertThat(version(support, TlsVersion.TLS_1_3).schemes()).hasSize(3);
    assertThat(server.connections()).isLessThan(59);
  }

  @Test
  void groups_are_not_taken_for_refused_because_suites_have_run_out() {
    var server =
        new FakeServer()
            .takes(TlsVersion.TLS_1_2, 0xC02F)
            .groups(23, 24, 25, 29, 30, 26)
            .schemes(0x0401, 0x0501, 0x0601, 0x0804);

    TlsSupport.Version modern = version(run(server, Known.NOTHING), TlsVersion.TLS_1_2);

    assertThat(modern.groups())
        .containsExactlyInAnyOrder(
            "secp256r1", "secp384r1", "secp521r1", "x25519", "x448", "brainpoolP256r1");
    assertThat(modern.schemes()).hasSize(4);
    assertThat(modern.groupsComplete()).isTrue();
    assertThat(modern.schemesComplete()).isTrue();
  }

  @Test
  void groups_of_tls_13_are_found_whatever_the_number_of_suites() {
    var server =
        new FakeServer()
            .takes(TlsVersion.TLS_1_3, 0x1301, 0x1302, 0x1303, 0x1304, 0x1305)
            .groups(29, 4588, 256);

    TlsSupport.Version newest = version(run(server, Known.NOTHING), TlsVersion.TLS_1_3);

    assertThat(newest.suites()).hasSize(5);
    assertThat(newest.groups()).containsExactlyInAnyOrder("x25519", "X25519MLKEM768", "ffdhe2048");
    assertThat(newest.groupsComplete()).isTrue();
    assertThat(newest.suitesComplete()).isTrue();
  }

  @Test
  void schemes_of_tls_13_are_found_by_hellos_that_were_needed_anyway() {
    Known known = new Known(TlsVersion.TLS_1_3, "TLS_AES_256_GCM_SHA384", "x25519", false);
    var server =
        new FakeServer()
            .takes(TlsVersion.TLS_1_3, 0x1302, 0x1303, 0x1301)
            .groups(29, 23, 30, 25, 24)
            .schemes(0x0804, 0x0805, 0x0806, 0x0401);
    var blind = new FakeServer().takes(TlsVersion.TLS_1_3, 0x1302, 0x1303, 0x1301);
    blind.groups(29, 23, 30, 25, 24).schemes(0x0804).signsLater();

    TlsSupport.Version newest = version(run(server, known), TlsVersion.TLS_1_3);
    TlsSupport.Version later = version(run(blind, known), TlsVersion.TLS_1_3);

    assertThat(newest.schemes())
        .containsExactlyInAnyOrder(
            "rsa_pss_rsae_sha256", "rsa_pss_rsae_sha384", "rsa_pss_rsae_sha512");
    assertThat(newest.schemesComplete()).isTrue();
    assertThat(
            server.heard.stream()
                .filter(ClientHello.class::isInstance)
                .map(ClientHello.class::cast)
                .filter(hello -> hello.version() == TlsVersion.TLS_1_3))
        .as("2 suites, 2 groups, and a refusal of other suites, groups and schemes")
        .hasSize(7);
    assertThat(later.schemes()).isEmpty();
    assertThat(later.schemesComplete()).isFalse();
  }

  @Test
  void versions_that_a_server_leaves_out_in_between_are_told_apart() {
    var server =
        new FakeServer()
            .takes(TlsVersion.TLS_1_2, 0x002F)
            .takes(TlsVersion.TLS_1_0, 0x002F)
            .takes(TlsVersion.SSL_3, 0x0005);

    TlsSupport support = run(server, Known.NOTHING);

    assertThat(support.versions())
        .filteredOn(version -> Boolean.TRUE.equals(version.accepted()))
        .extracting(TlsSupport.Version::version)
        .containsExactly(TlsVersion.SSL_3, TlsVersion.TLS_1_0, TlsVersion.TLS_1_2);
    assertThat(version(support, TlsVersion.TLS_1_1).accepted()).isFalse();
  }

  @Test
  void an_order_of_the_servers_own_is_told_from_the_clients() {
    var following = new FakeServer().takes(TlsVersion.TLS_1_2, 0xC02F, 0xC030, 0x002F, 0x0035);
    var leading =
        new FakeServer().takes(TlsVersion.TLS_1_2, 0xC02F, 0xC030, 0x002F, 0x0035).ownOrder();
    var pair = new FakeServer().takes(TlsVersion.TLS_1_2, 0x002F, 0xC02F).ownOrder();

    assertThat(version(run(following, Known.NOTHING), TlsVersion.TLS_1_2).serverPreference())
        .isFalse();
    assertThat(version(run(leading, Known.NOTHING), TlsVersion.TLS_1_2).serverPreference())
        .isTrue();
    assertThat(version(run(pair, Known.NOTHING), TlsVersion.TLS_1_2).serverPreference()).isTrue();
  }

  @Test
  void what_a_server_does_not_let_be_asked_is_unknown_and_not_refused() {
    for (int patience = 0; patience < 30; patience++) {
      var server =
          new FakeServer()
              .takes(TlsVersion.TLS_1_0, 0x002F, 0x0035)
              .takes(TlsVersion.TLS_1_2, 0x002F, 0x0035, 0xC02F)
              .takes(TlsVersion.TLS_1_3, 0x1301)
              .patience(patience);

      TlsSupport support = run(server, Known.NOTHING);

      for (TlsVersion accepted :
          List.of(TlsVersion.TLS_1_0, TlsVersion.TLS_1_2, TlsVersion.TLS_1_3)) {
        TlsSupport.Version seen = version(support, accepted);
        assertThat(seen.accepted()).isNotEqualTo(false);
        if (seen.suitesComplete() && Boolean.TRUE.equals(seen.accepted())) {
          assertThat(seen.suites())
              .hasSize(accepted == TlsVersion.TLS_1_0 ? 2 : accepted == TlsVersion.TLS_1_2 ? 3 : 1);
        }
      }
    }
  }

  @Test
  void nothing_more_is_asked_of_a_server_that_has_had_enough() {
    var server = new FakeServer().takes(TlsVersion.TLS_1_2, 0x002F).patience(3);

    run(server, Known.NOTHING);

    assertThat(server.connections()).isLessThanOrEqualTo(4);
  }

  @Test
  void servers_of_every_kind_are_told_exactly() {
    var random = new Random(5);
    for (int i = 0; i < 200; i++) {
      var server = new FakeServer();
      var expected = new java.util.EnumMap<TlsVersion, List<Integer>>(TlsVersion.class);
      for (TlsVersion version : TlsVersion.values()) {
        if (version != TlsVersion.SSL_2 && random.nextBoolean()) {
          var codes = new ArrayList<>(NAMES.candidates(version));
          Collections.shuffle(codes, random);
          List<Integer> some = codes.subList(0, 1 + random.nextInt(Math.min(20, codes.size())));
          server.takes(version, some.toArray(Integer[]::new));
          expected.put(version, some);
        }
      }
      if (expected.isEmpty()) {
        continue;
      }
      if (random.nextBoolean()) {
        server.ownOrder();
      }

      TlsSupport support = run(server, Known.NOTHING);

      assertThat(support.trouble()).isNull();
      for (TlsVersion version : TlsVersion.values()) {
        if (version != TlsVersion.SSL_2) {
          assertThat(suites(support, version))
              .as("%s %s", i, version)
              .containsExactlyInAnyOrderElementsOf(expected.getOrDefault(version, List.of()));
        }
      }
    }
  }

  private static TlsSupport run(FakeServer server, Known known) {
    return Enumeration.run(server, "mx.example.com", known).join();
  }

  private static TlsSupport.Version version(TlsSupport support, TlsVersion version) {
    return support.versions().stream()
        .filter(one -> one.version() == version)
        .findFirst()
        .orElseThrow();
  }

  private static List<Integer> suites(TlsSupport support, TlsVersion version) {
    return version(support, version).suites().stream()
        .map(
            name ->
                NAMES.candidates(version).stream()
                    .filter(code -> NAMES.name(code).equals(name))
                    .findFirst()
                    .orElseThrow())
        .toList();
  }
}
