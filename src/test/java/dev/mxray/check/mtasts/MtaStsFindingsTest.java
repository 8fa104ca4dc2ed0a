package dev.mxray.check.mtasts;

import static dev.mxray.finding.FindingType.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.ZoneClient;
import dev.mxray.check.mx.MxObservation;
import dev.mxray.check.mx.MxProbe;
import dev.mxray.check.web.FakeWeb;
import dev.mxray.domain.PublicSuffixes;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is found of MTA-STS: the record in a zone, the policy in a web of one file. */
class MtaStsFindingsTest {
  private static final String URI = "https://mta-sts.example.com/.well-known/mta-sts.txt";
  private static final String ZONE =
      """
      $ORIGIN example.com.
      @ MX 10 mx
      @ MX 20 mx.backup.example.
      mx A 25.0.0.25
      _mta-sts TXT "v=STSv1; id=1"
      mta-sts A 25.0.0.1
      """;
  private static final String POLICY =
      "version: STSv1\nmode: enforce\nmx: *.example.com\nmx: mx.backup.example\nmax_age: 604800\n";

  private final FakeWeb web = new FakeWeb();
  private String zone = ZONE;

  @Test
  void a_policy_as_it_should_be_has_no_findings_and_is_enforced_for_its_exchanges() {
    web.with(URI, "text/plain; charset=utf-8", POLICY);
    assertThat(findings()).isEmpty();
    MtaStsObservation seen = observe();
    assertThat(seen.enforcesFor("mx.example.com")).isTrue();
    assertThat(seen.enforcesFor("mx.elsewhere.example")).isFalse();
    assertThat(seen.seen()).isTrue();
  }

  @Test
  void record_and_addresses_are_asked_for_at_once_and_nothing_else() {
    var dns = new ZoneClient(ZONE);
    MtaStsProbe.observe("example.com", dns, web.probe()).join();
    assertThat(dns.asked().stream().map(Object::toString))
        .containsExactly(
            "TXT _mta-sts.example.com", "A mta-sts.example.com", "AAAA mta-sts.example.com");
    assertThat(web.asked()).containsExactly(URI);
  }

  @Test
  void without_a_record_nothing_is_fetched() {
    zone = "$ORIGIN example.com.\n@ MX 10 mx\nmta-sts A 25.0.0.1\n_mta-sts TXT \"other\"\n";
    assertThat(types()).containsExactly(MTA_STS_MISSING);
    assertThat(web.asked()).isEmpty();
  }

  @Test
  void a_record_that_senders_do_not_use_is_no_reason_to_fetch() {
    zone = ZONE.replace("id=1", "id=");
    assertThat(types()).containsExactly(MTA_STS_SYNTAX_ERROR);
    zone = ZONE.replace("v=STSv1;", "v=STSv1 ;");
    assertThat(types()).containsExactly(MTA_STS_SYNTAX_ERROR);
    zone = ZONE + "_mta-sts TXT \"v=STSv1; id=2\"\n";
    assertThat(types()).containsExactly(MTA_STS_MULTIPLE_RECORDS);
    assertThat(web.asked()).isEmpty();
  }

  @Test
  void records_that_senders_discard_do_not_count_beside_one_that_they_use() {
    zone = ZONE + "_mta-sts TXT \"v=STSv2; id=2\"\n_mta-sts TXT \"v=spf1 -all\"\n";
    web.with(URI, "text/plain", POLICY);
    assertThat(findings()).isEmpty();
  }

  @Test
  void aliases_of_the_record_and_of_the_policy_host_are_followed() {
    zone =
        ZONE.replace("_mta-sts TXT \"v=STSv1; id=1\"", "_mta-sts CNAME sts.hosting.example.")
                .replace("mta-sts A 25.0.0.1", "mta-sts CNAME web.hosting.example.")
            + "sts.hosting.example. TXT \"v=STSv1; id=1\"\nweb.hosting.example. A 25.0.0.1\n";
    web.with(URI, "text/plain", POLICY);
    assertThat(findings()).isEmpty();
    assertThat(observe().aliases()).containsExactly("sts.hosting.example");
    assertThat(observe().hostAliases()).containsExactly("web.hosting.example");
  }

  @Test
  void a_policy_host_without_address_is_proved_unreachable() {
    zone = ZONE.replace("mta-sts A 25.0.0.1\n", "");
    assertThat(only().evidence().get("reason")).isEqualTo("mta-sts.example.com does not exist");
    zone = ZONE.replace("mta-sts A 25.0.0.1", "mta-sts TXT x");
    assertThat(only().type()).isEqualTo(MTA_STS_POLICY_UNREACHABLE);
    assertThat(only().evidence().get("reason")).isEqualTo("mta-sts.example.com has no address");
    zone = ZONE.replace("mta-sts A 25.0.0.1", "mta-sts CNAME gone.example.");
    assertThat(only().evidence().get("reason"))
        .isEqualTo("mta-sts.example.com, an alias of gone.example, does not exist");
  }

  @Test
  void a_policy_host_whose_address_is_unknown_is_inconclusive() {
    zone =
        ZONE.replace("mta-sts A 25.0.0.1\n", "")
            + "!servfail mta-sts.example.com A\n!servfail mta-sts.example.com AAAA\n";
    assertThat(types()).containsExactly(CHECK_INCONCLUSIVE);
    assertThat(observe().seen()).isFalse();
  }

  @Test
  void one_family_is_enough() {
    zone = ZONE + "!servfail mta-sts.example.com AAAA\n";
    web.with(URI, "text/plain", POLICY);
    assertThat(findings()).isEmpty();
  }

  @Test
  void what_the_host_does_wrong_has_a_finding_each() {
    assertThat(only().type()).as("refused").isEqualTo(MTA_STS_POLICY_UNREACHABLE);
    web.status(URI, 404);
    assertThat(only().evidence().get("reason")).isEqualTo("HTTP status 404");
    web.status(URI, 301);
    assertThat(only().type()).isEqualTo(MTA_STS_REDIRECT);
    assertThat(only().evidence()).containsEntry("location", "/moved");
    web.refused(URI, "expired on 2026-01-01T00:00:00Z");
    assertThat(only().type()).isEqualTo(MTA_STS_CERTIFICATE_INVALID);
  }

  @Test
  void a_network_that_leads_nowhere_is_not_the_hosts_fault() {
    web.unreachable(URI);
    assertThat(types()).containsExactly(CHECK_INCONCLUSIVE);
    assertThat(observe().seen()).isFalse();
  }

  @Test
  void a_wrong_media_type_is_told_and_the_policy_then_not_counted_on() {
    web.with(URI, "text/html", POLICY);
    assertThat(only().type()).isEqualTo(MTA_STS_CONTENT_TYPE);
    assertThat(observe().enforcesFor("mx.example.com")).isFalse();
  }

  @Test
  void a_broken_policy_is_told_with_all_that_is_wrong() {
    web.with(URI, "text/plain", "version: STSv1\nmode: enforced\nmax_age: soon\n");
    assertThat(only().type()).isEqualTo(MTA_STS_POLICY_INVALID);
    assertThat(only().evidence().get("faults")).contains("line 2").contains("line 3");
  }

  @Test
  void modes_and_a_short_age_are_told() {
    web.with(URI, "text/plain", POLICY.replace("enforce", "testing"));
    assertThat(types()).containsExactly(MTA_STS_MODE_TESTING);
    web.with(URI, "text/plain", POLICY.replace("enforce", "none").replace("604800", "60"));
    assertThat(types()).containsExactly(MTA_STS_MODE_NONE);
    web.with(URI, "text/plain", POLICY.replace("604800", "604799"));
    assertThat(types()).containsExactly(MTA_STS_MAX_AGE_SHORT);
  }

  @Test
  void an_exchange_that_the_policy_does_not_name_is_told_by_mode() {
    String other = POLICY.replace("mx: mx.backup.example\n", "");
    web.with(URI, "text/plain", other);
    assertThat(only().type()).isEqualTo(MTA_STS_MX_MISMATCH);
    assertThat(only().severity()).isEqualTo(Severity.HIGH);
    assertThat(only().evidence())
        .containsEntry("exchanges", "mx.backup.example")
        .containsEntry("patterns", "*.example.com");
    web.with(URI, "text/plain", other.replace("enforce", "testing"));
    assertThat(findings())
        .filteredOn(finding -> finding.type() == MTA_STS_MX_MISMATCH)
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.LOW));
    web.with(URI, "text/plain", other.replace("enforce", "none"));
    assertThat(types()).containsExactly(MTA_STS_MODE_NONE);
  }

  @Test
  void the_exchange_counts_and_not_what_it_is_an_alias_of() {
    zone = ZONE.replace("mx A 25.0.0.25", "mx CNAME host.other.example.");
    web.with(URI, "text/plain", POLICY);
    assertThat(findings()).isEmpty();
  }

  @Test
  void exchanges_that_are_unknown_match_nothing_and_mismatch_nothing() {
    zone = ZONE + "!servfail example.com MX\n";
    web.with(URI, "text/plain", POLICY.replace("mx: mx.backup.example\n", ""));
    assertThat(types()).containsExactly(CHECK_INCONCLUSIVE);
  }

  private Finding only() {
    List<Finding> found = findings();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private List<FindingType> types() {
    return findings().stream().map(Finding::type).toList();
  }

  private List<Finding> findings() {
    MxObservation mx =
        MxProbe.observe("example.com", new ZoneClient(zone), PublicSuffixes::bundled, 10).join();
    return MtaStsRules.judge(observe(), mx);
  }

  private MtaStsObservation observe() {
    return MtaStsProbe.observe("example.com", new ZoneClient(zone), web.probe()).join();
  }
}
