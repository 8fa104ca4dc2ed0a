package dev.mxray.check.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.ZoneClient;
import dev.mxray.domain.PublicSuffixes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where RFC 7489 and RFC 9989 part. */
final class OlderReceiversTest {
  private static final PublicSuffixes SUFFIXES = PublicSuffixes.bundled();

  private static List<String> differences(String domain, String... namesAndTexts) {
    var zone = new StringBuilder(domain + ". A 192.0.2.1\n");
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      zone.append("_dmarc.").append(namesAndTexts[i]).append(". TXT \"");
      zone.append(namesAndTexts[i + 1].replace(";", "\\;")).append("\"\n");
    }
    return ofZone(domain, zone.toString());
  }

  private static List<String> ofZone(String domain, String zone) {
    return OlderReceivers.differences(
            DmarcProbe.observe(domain, new ZoneClient(zone)).join(),
            name -> SUFFIXES.registrableDomain(name).orElse(name))
        .stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void an_ordinary_record_is_read_alike() {
    assertThat(differences("example.com", "example.com", "v=DMARC1; p=reject; sp=none")).isEmpty();
    assertThat(differences("a.example.com", "example.com", "v=DMARC1; p=reject")).isEmpty();
    assertThat(differences("example.com")).isEmpty();
    assertThat(differences("a.example.com")).isEmpty();
  }

  @Test
  void pct_counts_for_them_only() {
    assertThat(differences("example.com", "example.com", "v=DMARC1; p=reject; pct=20"))
        .containsExactly("They apply the policy to 20 of 100 messages only (pct).");
  }

  @Test
  void they_enforce_what_is_being_tested() {
    assertThat(differences("example.com", "example.com", "v=DMARC1; p=reject; t=y"))
        .contains("They apply reject to example.com where receivers of RFC 9989 apply quarantine.");
  }

  @Test
  void they_know_no_policy_for_names_that_do_not_exist() {
    assertThat(differences("example.com", "example.com", "v=DMARC1; p=none; np=reject"))
        .containsExactly(
            "They apply none to subdomains that do not exist, where receivers of RFC 9989 apply"
                + " reject.");
  }

  @Test
  void a_record_in_between_is_nothing_to_them() {
    assertThat(differences("a.corp.example.com", "corp.example.com", "v=DMARC1; p=reject"))
        .contains(
            "They apply no policy to a.corp.example.com where receivers of RFC 9989 apply reject.")
        .anyMatch(line -> line.contains("is example.com (by the public suffix list)"));
  }

  @Test
  void psd_is_nothing_to_them() {
    assertThat(
            differences(
                "a.own.example.com",
                "own.example.com",
                "v=DMARC1; p=reject; psd=n",
                "example.com",
                "v=DMARC1; p=none"))
        .contains("They apply none to a.own.example.com where receivers of RFC 9989 apply reject.");
  }

  @Test
  void several_records_end_their_search() {
    assertThat(
            ofZone(
                "a.example.com",
                """
                _dmarc.a.example.com. TXT "v=DMARC1\\; p=none"
                _dmarc.a.example.com. TXT "v=DMARC1\\; p=reject"
                _dmarc.example.com. TXT "v=DMARC1\\; p=reject"
                a.example.com. A 192.0.2.1
                """))
        .contains(
            "They apply no policy to a.example.com where receivers of RFC 9989 apply reject.");
  }

  @Test
  void the_strict_ones_want_p_behind_v() {
    assertThat(
            differences(
                "example.com", "example.com", "v=DMARC1; rua=mailto:d@example.com; p=reject"))
        .singleElement()
        .asString()
        .contains("p does not follow v directly");
  }

  @Test
  void nothing_is_said_of_what_was_not_seen() {
    assertThat(ofZone("a.example.com", "!timeout _dmarc.a.example.com TXT\n")).isEmpty();
  }
}
