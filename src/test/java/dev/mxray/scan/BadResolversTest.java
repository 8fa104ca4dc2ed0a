package dev.mxray.scan;

import static dev.mxray.scan.BadWeather.GOOD;
import static dev.mxray.scan.BadWeather.NOBODY;
import static dev.mxray.scan.BadWeather.TIMEOUT;
import static dev.mxray.scan.BadWeather.ids;
import static dev.mxray.scan.BadWeather.reasons;
import static dev.mxray.scan.BadWeather.sawGood;
import static dev.mxray.scan.BadWeather.sawNothing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.lab.LabBehaviour;
import dev.mxray.lab.LabBehaviour.Way;
import dev.mxray.lab.LabDns;
import dev.mxray.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Scans through resolvers that do harm: each ends in time, says what it could not see, and calls
 * nothing missing that it did not see missing.
 */
class BadResolversTest {
  @RegisterExtension final BadWeather weather = new BadWeather();

  @Test
  void where_nobody_listens_nothing_is_known_and_that_is_known_at_once() {
    Report report = weather.scan(NOBODY, "127.0.0.2:1");

    sawNothing(report);
    assertThat(reasons(report)).isEqualTo("the network could not be used");
    assertThat(weather.elapsedMillis()).isLessThan(TIMEOUT.toMillis());
  }

  @Test
  void silent_resolvers_end_the_scan_within_the_timeout_of_one_question() {
    Report report =
        weather.scan(
            weather.resolver(GOOD, Way.SILENT).spec(),
            weather.resolver(GOOD, Way.SILENT).spec(),
            NOBODY);

    sawNothing(report);
    assertThat(reasons(report)).isEqualTo("no answer in time");
    assertThat(weather.elapsedMillis()).isLessThan(TIMEOUT.toMillis() + 600);
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {
        "SERVFAIL",
        "REFUSED",
        "WRONG_ID",
        "WRONG_QUESTION",
        "GARBAGE",
        "TRUNCATED_TCP_CLOSED",
        "TRUNCATED_TCP_REFUSED"
      })
  void a_resolver_of_no_use_is_never_believed(Way way) {
    sawNothing(weather.scan(GOOD, way));
    assertThat(weather.elapsedMillis()).isLessThan(TIMEOUT.toMillis() + 600);
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {
        "SILENT",
        "SERVFAIL",
        "REFUSED",
        "WRONG_ID",
        "WRONG_QUESTION",
        "GARBAGE",
        "TRUNCATED_TCP_CLOSED",
        "TRUNCATED_TCP_REFUSED"
      })
  void one_good_resolver_behind_a_bad_one_is_enough(Way way) {
    sawGood(
        weather.scan(
            weather.resolver(GOOD, way).spec(), NOBODY, weather.resolver(GOOD, Way.PLAIN).spec()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"TRUNCATED", "FORMERR_TO_EDNS"})
  void a_resolver_with_a_weakness_tells_the_truth_all_the_same(Way way) {
    sawGood(weather.scan(GOOD, way));
  }

  @Test
  void where_half_of_all_datagrams_are_lost_some_is_seen_and_nothing_is_called_missing() {
    Report report = weather.scan(GOOD, Way.EVERY_SECOND_LOST);

    assertThat(ids(report))
        .contains("check-inconclusive")
        .doesNotContain(
            "domain-not-found",
            "mx-none",
            "mx-implicit",
            "mx-target-unresolvable",
            "spf-missing",
            "dkim-absent",
            "dmarc-missing");
  }

  @Test
  void the_right_answer_is_found_in_a_flood_of_wrong_ones() {
    sawGood(weather.scan(GOOD, new LabBehaviour.Flood(50, /* thenRight= */ true)));
  }

  @Test
  void a_flood_of_wrong_answers_alone_says_nothing() {
    sawNothing(weather.scan(GOOD, new LabBehaviour.Flood(50, /* thenRight= */ false)));
  }

  @Test
  void an_answer_that_some_resolvers_fail_to_give_comes_from_another() {
    LabDns broken = weather.resolver(GOOD + "!servfail _dmarc.example.com *\n", Way.PLAIN);

    sawGood(weather.scan(broken.spec(), weather.resolver(GOOD, Way.PLAIN).spec()));
  }

  @Test
  void a_record_that_no_resolver_can_tell_is_unknown_beside_what_was_seen() {
    String zone = GOOD + "!servfail _dmarc.example.com *\n!timeout example.com TXT\n";
    Report report = weather.scan(zone, Way.PLAIN);

    assertThat(report.mx().state()).isEqualTo("present");
    assertThat(report.spf().state()).isEqualTo("unknown");
    assertThat(report.dmarc().state()).isEqualTo("unknown");
    assertThat(ids(report))
        .contains("check-inconclusive")
        .doesNotContain("spf-missing", "dmarc-missing", "domain-not-found");
  }
}
