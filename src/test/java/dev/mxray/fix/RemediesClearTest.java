package dev.mxray.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.FindingCase;
import dev.mxray.check.dkim.DkimFindingCases;
import dev.mxray.check.dmarc.DmarcFindingCases;
import dev.mxray.check.dmarc.DmarcRecord;
import dev.mxray.check.mx.MxFindingCases;
import dev.mxray.check.spf.SpfFindingCases;
import dev.mxray.check.spf.SpfParser;
import dev.mxray.domain.Domain;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Remediation;
import dev.mxray.finding.Section;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.ZoneEdit;
import dev.mxray.lab.Zones;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.net.guard.Routes;
import dev.mxray.report.FindingPart;
import dev.mxray.report.FixView;
import dev.mxray.report.Report;
import dev.mxray.report.ZoneLines;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a report says to publish is published in the lab, and the domain scanned again: the finding
 * is gone. The zones are those in which each finding type is shown.
 */
class RemediesClearTest {

  /** Nothing can be computed: a host, a key, an address or a decision is missing. */
  private static final Set<FindingType> WITHOUT =
      EnumSet.of(
          FindingType.MX_NONE, // its SPF record names senders
          FindingType.MX_NULL,
          FindingType.MX_SINGLE,
          FindingType.MX_NO_IPV6,
          FindingType.MX_NO_IPV4,
          FindingType.SPF_NEAR_LOOKUP_LIMIT,
          FindingType.SPF_WIDE_RANGE,
          FindingType.DKIM_ABSENT,
          FindingType.DKIM_NOT_FOUND,
          FindingType.DKIM_WILDCARD,
          FindingType.DKIM_KEY_SHORT,
          FindingType.DKIM_KEY_REVOKED,
          FindingType.DKIM_KEY_REUSED,
          FindingType.DKIM_MULTIPLE_RECORDS, // both keys could be in use
          FindingType.DKIM_SYNTAX_ERROR,
          FindingType.DKIM_SINGLE_SELECTOR,
          FindingType.DKIM_ED25519_ONLY,
          FindingType.DMARC_INHERITED);

  static List<FindingCase> cases() {
    return Stream.of(
            MxFindingCases.all(),
            SpfFindingCases.all(),
            DkimFindingCases.all(),
            DmarcFindingCases.all())
        .flatMap(List::stream)
        .toList();
  }

  static List<FindingCase> remediable() {
    return cases().stream().filter(one -> !WITHOUT.contains(one.type())).toList();
  }

  static List<FindingCase> others() {
    return cases().stream().filter(one -> WITHOUT.contains(one.type())).toList();
  }

  @ParameterizedTest
  @MethodSource("remediable")
  void what_is_published_clears_the_finding(FindingCase given) {
    FindingPart finding = finding(scan(given, given.reported()), given);
    assertThat(finding.remediation()).isNotEmpty();
    ZoneEdit zone = ZoneEdit.of(given.reported());
    for (Remediation step : finding.remediation()) {
      String line = ZoneLines.of(step);
      zone = step.kind().equals(Remediation.DNS_DELETE) ? zone.delete(line) : zone.add(line);
      wellFormed(step);
    }
    assertThat(names(scan(given, zone.text())))
        .as(zone.text())
        .doesNotContain(given.type().id() + " " + given.subject());
  }

  @ParameterizedTest
  @MethodSource("others")
  void nothing_is_proposed_where_it_cannot_be_computed(FindingCase given) {
    assertThat(finding(scan(given, given.reported()), given).remediation()).isEmpty();
  }

  /** The fragment holds what several findings ask for in one record. */
  @ParameterizedTest
  @MethodSource("remediable")
  void the_zone_fragment_clears_the_finding_too(FindingCase given) {
    Report before = scan(given, given.reported());
    String fragment = new FixView(before).zone();
    ZoneEdit zone = ZoneEdit.of(given.reported());
    for (String line : fragment.lines().toList()) {
      if (line.startsWith("; delete: ")) {
        zone = zone.delete(line.substring("; delete: ".length()));
      } else if (line.startsWith("; elsewhere: ")) {
        zone = zone.add(line.substring("; elsewhere: ".length()));
      }
    }
    FindingPart finding = finding(before, given);
    zone = zone.add(fragment);
    Set<String> left = names(scan(given, zone.text()));
    boolean later = finding.severity().equals("info") && fragment.contains("; later: ");
    if (!later) {
      assertThat(left).as(fragment).doesNotContain(given.type().id() + " " + given.subject());
    }
  }

  /** Of the only exchange, which has an address in place of a name. */
  @Test
  void an_address_in_place_of_the_only_exchange_gets_a_name() {
    String zone =
        """
        example.com. MX 10 25.0.2.3.
        example.com. TXT "v=spf1 mx -all"
        """;
    var given =
        FindingCase.of(FindingType.MX_TARGET_IP_LITERAL, zone, zone, zone).about("25.0.2.3");
    Report before = scan(given, zone);
    assertThat(finding(before, given).remediation())
        .containsExactly(
            Remediation.publish("mx-25-0-2-3.example.com", "A", "25.0.2.3"),
            Remediation.delete("example.com", "MX", "10 25.0.2.3."),
            Remediation.publish("example.com", "MX", "10 mx-25-0-2-3.example.com."));
    ZoneEdit edit = ZoneEdit.of(zone);
    for (Remediation step : finding(before, given).remediation()) {
      edit =
          step.kind().equals(Remediation.DNS)
              ? edit.add(ZoneLines.of(step))
              : edit.delete(ZoneLines.of(step));
    }
    assertThat(names(scan(given, edit.text())))
        .noneMatch(name -> name.startsWith("mx-target-") || name.startsWith("mx-address-"));
  }

  @Test
  void a_domain_that_sends_nothing_gets_the_whole_set() {
    String zone = "example.com. TXT \"unrelated\"\n";
    var given = FindingCase.of(FindingType.MX_NONE, zone, zone, zone);
    Report report = scan(given, zone);
    assertThat(new FixView(report).zone())
        .contains("example.com. 3600 IN MX 0 .\n")
        .contains("example.com. 3600 IN TXT \"v=spf1 -all\"\n")
        .contains("_dmarc.example.com. 3600 IN TXT \"v=DMARC1; p=reject\"\n");
    Report after = scan(given, ZoneEdit.of(zone).add(new FixView(report).zone()).text());
    assertThat(after.findings()).allMatch(finding -> finding.severity().equals("info"));
    assertThat(after.securityScore()).isEqualTo(100);
  }

  private static void wellFormed(Remediation step) {
    String value = step.value();
    if (step.kind().equals(Remediation.DNS) && value.startsWith("v=spf1")) {
      assertThat(SpfParser.parse(value).errors()).isEmpty();
    }
    if (step.kind().equals(Remediation.DNS) && value.startsWith("v=DMARC1; ")) {
      assertThat(DmarcRecord.parse(value)).get().satisfies(r -> assertThat(r.faults()).isEmpty());
    }
  }

  private static FindingPart finding(Report report, FindingCase given) {
    return report.findings().stream()
        .filter(one -> one.id().equals(given.type().id()) && one.subject().equals(given.subject()))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> names(Report report) {
    return report.findings().stream()
        .map(one -> one.id() + " " + one.subject())
        .collect(Collectors.toSet());
  }

  private static Report scan(FindingCase given, String zone) {
    var checks = EnumSet.of(Section.MX, Section.SPF, Section.DKIM, Section.DMARC);
    try (LabDns dns = LabDns.start(Zones.parse(zone));
        Scanner scanner =
            Scanner.builder()
                .resolvers(List.of(ResolverSpec.parse(dns.spec())))
                .timeout(Duration.ofSeconds(2))
                .options(ScanOptions.defaults().withChecks(checks))
                .route(Routes.nowhere())
                .build()) {
      return scanner.scan(Domain.parse(given.domain())).toCompletableFuture().join();
    }
  }
}
