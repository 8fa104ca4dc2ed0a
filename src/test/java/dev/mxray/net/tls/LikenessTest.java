package dev.mxray.net.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.net.tls.Enumeration.Known;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a server with the settings of another one is told from one with settings of its own. */
class LikenessTest {
  private static final Integer[] MODERN = {0xC030, 0xC02F, 0xC014, 0x009F, 0x009E, 0x009D, 0x002F};
  private static final Known CHOSE =
      new Known(TlsVersion.TLS_1_3, "TLS_AES_256_GCM_SHA384", "x25519", false);

  private static final TlsSupport MODEL = run(usual(), CHOSE);

  @Test
  void the_same_settings_are_recognised_with_few_hellos() {
    FakeServer server = usual();

    TlsSupport support = run(server, CHOSE.with(MODEL));

    assertThat(support.compared()).isTrue();
    assertThat(server.connections()).isLessThan(MODEL.connections()).isLessThan(20);
    assertThat(suites(support)).isEqualTo(suites(MODEL));
    assertThat(support.trouble()).isNull();
  }

  @Test
  void a_server_that_accepts_one_suite_more_is_asked_for_everything() {
    FakeServer server = usual().takes(TlsVersion.TLS_1_2, with(MODERN, 0x000A));

    TlsSupport support = run(server, CHOSE.with(MODEL));

    assertThat(support.compared()).isFalse();
    assertThat(suites(support)).contains("TLS_RSA_WITH_3DES_EDE_CBC_SHA");
  }

  @Test
  void a_server_that_accepts_an_older_version_is_asked_for_everything() {
    for (TlsVersion old : List.of(TlsVersion.TLS_1_1, TlsVersion.TLS_1_0, TlsVersion.SSL_3)) {
      TlsSupport support = run(usual().takes(old, 0x002F), CHOSE.with(MODEL));

      assertThat(support.compared()).isFalse();
      assertThat(support.versions())
          .filteredOn(version -> version.version() == old)
          .extracting(TlsSupport.Version::accepted)
          .containsExactly(true);
    }
  }

  @Test
  void a_server_that_accepts_one_group_more_is_asked_for_everything() {
    assertThat(run(usual().groups(29, 23, 24), CHOSE.with(MODEL)).compared()).isFalse();
  }

  @Test
  void a_server_without_one_of_the_key_exchanges_is_asked_for_everything() {
    FakeServer server = usual().takes(TlsVersion.TLS_1_2, 0xC030, 0xC02F, 0xC014, 0x009D, 0x002F);

    assertThat(run(server, CHOSE.with(MODEL)).compared()).isFalse();
  }

  @Test
  void that_one_suite_of_several_like_it_is_missing_is_not_noticed() {
    FakeServer server =
        usual().takes(TlsVersion.TLS_1_2, 0xC030, 0xC02F, 0x009F, 0x009E, 0x009D, 0x002F);

    assertThat(run(server, CHOSE.with(MODEL)).compared()).isTrue();
  }

  @Test
  void a_server_without_tls_1_3_is_asked_for_everything() {
    FakeServer server = new FakeServer().takes(TlsVersion.TLS_1_2, MODERN);

    assertThat(run(server, CHOSE.with(MODEL)).compared()).isFalse();
  }

  @Test
  void a_server_that_falls_silent_meanwhile_is_unknown_and_not_alike() {
    TlsSupport support = run(usual().patience(3), CHOSE.with(MODEL));

    assertThat(support.compared()).isFalse();
    assertThat(support.trouble()).isNotNull();
  }

  @Test
  void nothing_is_compared_with_a_server_that_has_an_old_version() {
    TlsSupport old = run(usual().takes(TlsVersion.TLS_1_0, 0x002F), CHOSE);

    assertThat(Likeness.fits(old)).isFalse();
    assertThat(Likeness.fits(MODEL)).isTrue();
  }

  private static FakeServer usual() {
    return new FakeServer()
        .takes(TlsVersion.TLS_1_2, MODERN)
        .takes(TlsVersion.TLS_1_3, 0x1302, 0x1301);
  }

  private static Integer[] with(Integer[] some, int more) {
    var all = new java.util.ArrayList<>(List.of(some));
    all.add(more);
    return all.toArray(Integer[]::new);
  }

  private static List<String> suites(TlsSupport support) {
    return support.versions().stream().flatMap(version -> version.suites().stream()).toList();
  }

  private static TlsSupport run(FakeServer server, Known known) {
    return Enumeration.run(server, "mx.example.com", known).join();
  }
}
