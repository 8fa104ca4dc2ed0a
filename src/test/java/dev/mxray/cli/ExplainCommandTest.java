package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code mxray explain} tells. */
class ExplainCommandTest {
  @Test
  void explain_tells_what_a_finding_means() {
    Run run = Run.of("explain", "spf-missing");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("spf-missing, high, SPF").contains("RFC 7208");
  }

  @Test
  void explain_tells_what_a_control_asks_for_and_how_it_is_decided() {
    Run run = Run.of("explain", "tls-004");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("TLS-004, high, TLS, Certificates")
        .contains("MCSS:1.0/EV:N/AC:L/AR:P/PR:N/UI:N/VC:L/VI:H/VA:N/RC:M")
        .contains("a path leads from every certificate to a trust anchor")
        .contains("tls/*_info.txt")
        .contains("tls-cert-untrusted");
  }

  @Test
  void explain_says_of_a_control_of_the_host_that_the_outside_does_not_show_it() {
    assertThat(Run.of("explain", "MAC-002").out())
        .contains("It cannot be seen from outside.")
        .contains("mac/selinux_status.txt");
    assertThat(Run.of("explain", "X-SPF-001").out()).contains("A control of mxray's own");
  }

  @Test
  void explain_speaks_italian() {
    Run run = Run.of("explain", "--lang", "it", "spf-missing");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("Nessun record SPF").contains("RFC 7208");
  }

  @Test
  void explain_says_in_italian_what_has_to_be_seen_for_a_pass() {
    assertThat(Run.of("explain", "--lang", "it", "TLS-002").out().replaceAll("\\s+", " "))
        .contains("è superato quando ogni certificato vale per altri 30 giorni;");
    assertThat(Run.of("explain", "--lang", "it", "CYRUS-005").out().replaceAll("\\s+", " "))
        .contains("è superato quando vale lo stesso che per TLS-011, sui servizi di Cyrus.");
  }

  @Test
  void explain_in_a_language_that_is_not_there_is_wrong_usage() {
    Run run = Run.of("explain", "--lang", "de", "spf-missing");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--lang: there is no language 'de', only en, it");
  }

  @Test
  void explain_of_an_unknown_control_names_the_nearest_one() {
    Run run = Run.of("explain", "TLS-04");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("did you mean 'TLS-004'?");
  }

  @Test
  void explain_has_the_options_of_every_command_and_tells_what_braces_are() {
    Run run = Run.of("explain", "--color", "always", "spf-missing");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("\u001b[").contains("Words in braces stand for");
  }

  @Test
  void explain_suggests_nothing_that_is_not_near() {
    Run run = Run.of("explain", "xyz");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("unknown finding or control 'xyz'")
        .doesNotContain("did you mean");
  }

  @Test
  void explain_of_an_unknown_id_names_the_nearest_one() {
    Run run = Run.of("explain", "spf-mising");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("did you mean 'spf-missing'?");
  }
}
