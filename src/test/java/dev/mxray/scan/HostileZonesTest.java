package dev.mxray.scan;

import static dev.mxray.scan.BadWeather.GOOD;
import static dev.mxray.scan.BadWeather.ids;
import static dev.mxray.scan.BadWeather.reasons;
import static dev.mxray.scan.BadWeather.sawGood;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.lab.LabBehaviour.Way;
import dev.mxray.lab.LabDns;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scans of zones that are huge, endless, twisted or hostile: what is asked is bounded, and what
 * could not be seen is told.
 */
class HostileZonesTest {
  /** What architecture.md promises to ask at most for one domain. */
  private static final int MAX_QUESTIONS = 1245;

  @RegisterExtension final BadWeather weather = new BadWeather();

  @Test
  void a_text_in_many_strings_is_one_text() {
    String spf = "v=spf1 ip4:25.1.2.3 ip4:25.1.2.4 include:spf.example.com -all";
    String strings =
        spf.chars().mapToObj(c -> "\"" + (char) c + "\"").collect(Collectors.joining(" "));
    Report report =
        weather.scan(
            GOOD.replace("\"v=spf1 mx -all\"", strings)
                + "spf.example.com. TXT \"v=spf1\" \" ip4:25.1\" \".2.5 -all\"\n",
            Way.PLAIN);

    assertThat(report.spfRecord()).isEqualTo(spf);
    assertThat(report.spf().valid()).isTrue();
    assertThat(report.spf().authorizedIpv4()).isEqualTo(3);
  }

  @Test
  void sixty_kilobytes_of_text_come_over_tcp() {
    String filler =
        IntStream.range(0, 240)
            .mapToObj(i -> "example.com. TXT \"%04d%s\"%n".formatted(i, "x".repeat(236)))
            .collect(Collectors.joining());
    LabDns dns = weather.resolver(GOOD + filler, Way.PLAIN);
    Report report = weather.scan(dns.spec());

    sawGood(report);
    assertThat(dns.overTcp()).isPositive();
    assertThat(ids(report)).contains("dns-answer-large");
  }

  @Test
  void one_text_of_sixty_kilobytes_is_read_and_judged() {
    String strings = ("\"" + " ip4:25.1.2.3".repeat(19) + "\" ").repeat(240);
    Report report =
        weather.scan(
            GOOD.replace("\"v=spf1 mx -all\"", "\"v=spf1\" " + strings + "\" -all\""), Way.PLAIN);

    assertThat(report.spfRecord()).hasSizeGreaterThan(59_000);
    assertThat(ids(report)).contains("spf-record-long", "spf-duplicate-term");
    assertThat(report.spf().authorizedIpv4()).isEqualTo(1);
  }

  @Test
  void an_alias_loop_at_the_domain_is_an_answer_that_cannot_be_used() {
    Report report =
        weather.scanZone(
            "example.com. CNAME www.example.com.\nwww.example.com. CNAME example.com.\n");

    assertThat(report.mx().state()).isEqualTo("unknown");
    assertThat(report.spf().state()).isEqualTo("unknown");
    assertThat(reasons(report)).contains("the answer could not be used");
    assertThat(ids(report))
        .doesNotContain("mx-none", "spf-missing", "dkim-absent", "domain-not-found");
  }

  @Test
  void alias_loops_at_dmarc_and_at_selectors_leave_the_rest_to_be_seen() {
    Report report =
        weather.scanZone(
            """
            example.com.         MX  10 mx.example.com.
            example.com.         TXT "v=spf1 mx -all"
            mx.example.com.      A   25.1.2.3
            _dmarc.example.com.  CNAME _dmarc.example.com.
            default._domainkey.example.com.   CNAME selector1._domainkey.example.com.
            selector1._domainkey.example.com. CNAME default._domainkey.example.com.
            """);

    assertThat(report.spf().state()).isEqualTo("present");
    assertThat(report.dmarc().state()).isEqualTo("unknown");
    assertThat(report.dkimSelectorsFound()).isEmpty();
    assertThat(ids(report))
        .contains("check-inconclusive")
        .doesNotContain("dmarc-missing", "dkim-absent", "dkim-dangling-cname");
    assertThat(reasons(report)).contains("the answer could not be used");
  }

  @Test
  void an_alias_chain_without_end_is_given_up() {
    String chain =
        IntStream.range(0, 100)
            .mapToObj(i -> "a%d.example.com. CNAME a%d.example.com.%n".formatted(i, i + 1))
            .collect(Collectors.joining());
    LabDns dns =
        weather.resolver(
            GOOD.replace("10 mx.", "10 a0.") + chain + "a100.example.com. A 25.9.9.9\n", Way.PLAIN);
    Report report = weather.scan(dns.spec());

    assertThat(report.mx().hosts().get(0).addresses()).isEmpty();
    assertThat(ids(report))
        .contains("check-inconclusive")
        .doesNotContain("mx-target-unresolvable", "mx-target-unregistered");
    assertThat(dns.total()).isLessThanOrEqualTo(MAX_QUESTIONS);
  }

  @Test
  void of_three_hundred_exchanges_a_hundred_are_looked_up_and_the_others_are_not_seen() {
    String exchanges =
        IntStream.range(0, 300)
            .mapToObj(
                i ->
                    "example.com. MX %d m%d.example.com.%nm%d.example.com. A 25.2.%d.%d%n"
                        .formatted(i, i, i, i / 200, i % 200 + 1))
            .collect(Collectors.joining());
    LabDns dns = weather.resolver(GOOD + exchanges, Way.PLAIN);
    Report report = weather.scan(dns.spec());

    assertThat(report.mx().hosts()).hasSize(301);
    assertThat(report.mx().hosts().stream().filter(host -> !host.addresses().isEmpty()))
        .hasSize(100);
    assertThat(ids(report))
        .contains("check-inconclusive", "spf-mx-limit")
        .doesNotContain("mx-target-unresolvable", "mx-target-unregistered");
    assertThat(reasons(report)).contains("the scan's limit of questions was reached");
    assertThat(dns.total()).isLessThanOrEqualTo(MAX_QUESTIONS);
  }

  @Test
  void an_include_fan_out_is_asked_no_further_than_the_documented_total() {
    var zone = new StringBuilder(GOOD.replace("v=spf1 mx -all", record("")));
    for (int i = 0; i < 10; i++) {
      zone.append(included("i" + i));
      for (int j = 0; j < 10; j++) {
        zone.append(included("i" + j + ".i" + i));
        for (int k = 0; k < 10; k++) {
          zone.append("i%d.i%d.i%d.example.com. TXT \"v=spf1 a mx -all\"%n".formatted(k, j, i));
        }
      }
    }
    LabDns dns = weather.resolver(zone.toString(), Way.PLAIN);
    Report report = weather.scan(dns.spec());

    assertThat(dns.total()).isLessThanOrEqualTo(MAX_QUESTIONS);
    assertThat(report.spf().valid()).isFalse();
    assertThat(report.spf().lookups()).isGreaterThan(10);
    assertThat(ids(report))
        .contains("spf-too-many-lookups", "check-inconclusive")
        .doesNotContain("spf-include-missing", "spf-missing");
    assertThat(report.dmarcPolicy()).isEqualTo("reject");
  }

  private static String record(String below) {
    return IntStream.range(0, 10)
        .mapToObj(i -> "include:i" + i + below + ".example.com")
        .collect(Collectors.joining(" ", "v=spf1 ", " -all"));
  }

  private static String included(String name) {
    String text = record("." + name);
    return "%s.example.com. TXT \"%s\" \"%s\"%n"
        .formatted(name, text.substring(0, 200), text.substring(200));
  }

  @Test
  void a_chain_of_four_hundred_includes_is_cut_and_told() {
    String chain =
        IntStream.range(0, 400)
            .mapToObj(
                i ->
                    "c%d.example.com. TXT \"v=spf1 include:c%d.example.com -all\"%n"
                        .formatted(i, i + 1))
            .collect(Collectors.joining());
    Report report =
        weather.scanZone(GOOD.replace("v=spf1 mx", "v=spf1 include:c0.example.com") + chain);

    assertThat(ids(report)).contains("spf-too-many-lookups").doesNotContain("spf-include-missing");
  }

  static List<String> hostileNames() {
    return List.of(
        "example.com. TXT \"v=spf1 include:\\000\\255.example.com a:\\\" mx:%{d} -all\"\n",
        "example.com. MX 10 \\000\\027[31m.example.com.\n",
        "example.com. TXT \"v=spf1 include:example.com redirect=example.com\"\n",
        "_dmarc.example.com. TXT \"v=DMARC1; p=\\027[31mreject; rua=mailto:%00@[::1]\"\n",
        "example.com. MX 0 .\nexample.com. MX 10 localhost.\nexample.com. MX 10 1.2.3.4.\n",
        "selector1._domainkey.example.com. TXT \"v=DKIM1; k=rsa; p=" + "A".repeat(190) + "\"\n");
  }

  @ParameterizedTest
  @MethodSource("hostileNames")
  void hostile_records_are_reported_and_never_obeyed(String zone) {
    Report report = weather.scanZone(GOOD + zone);

    assertThat(report.mx().state()).isEqualTo("present");
    assertThat(new JsonWriter().pretty(report)).doesNotContain("\u001b").doesNotContain("\u0000");
  }
}
