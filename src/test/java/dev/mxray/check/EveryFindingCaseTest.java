package dev.mxray.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.caa.CaaFindingCases;
import dev.mxray.check.dane.DaneFindingCases;
import dev.mxray.check.dkim.DkimFindingCases;
import dev.mxray.check.dmarc.DmarcFindingCases;
import dev.mxray.check.dnssec.DnssecFindingCases;
import dev.mxray.check.general.GeneralFindingCases;
import dev.mxray.check.mx.MxFindingCases;
import dev.mxray.check.ptr.PtrFindingCases;
import dev.mxray.check.reputation.ReputationFindingCases;
import dev.mxray.check.spf.SpfFindingCases;
import dev.mxray.domain.Domain;
import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.Zones;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.net.guard.Routes;
import dev.mxray.report.FindingPart;
import dev.mxray.report.ItalianAssert;
import dev.mxray.report.Report;
import dev.mxray.report.ReportAssert;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every finding type, through the whole scanner and real sockets: in a zone where it is true, in
 * one where it is not, and in one where it could not be seen. Every report on the way fits the
 * schema.
 */
class EveryFindingCaseTest {
  private static final FindingTexts ITALIAN = new FindingTexts("it");

  static List<FindingCase> cases() {
    return Stream.of(
            MxFindingCases.all(),
            SpfFindingCases.all(),
            DkimFindingCases.all(),
            DmarcFindingCases.all(),
            DaneFindingCases.all(),
            DnssecFindingCases.all(),
            CaaFindingCases.all(),
            PolicyFindingCases.all(),
            PtrFindingCases.all(),
            ReputationFindingCases.all(),
            GeneralFindingCases.all())
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void every_type_has_its_case() {
    assertThat(
            Stream.of(
                    cases().stream().map(FindingCase::type),
                    EveryServerCaseTest.types().stream(),
                    EveryPolicyCaseTest.types().stream())
                .flatMap(types -> types)
                .toList())
        .contains(FindingType.values());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_reported_where_it_is_true(FindingCase given) {
    Report report = scan(given, given.reported());
    ItalianAssert.hasNoEnglishAtTheTerminal(report);
    assertThat(report.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.id()).isEqualTo(given.type().id());
              assertThat(finding.subject()).isEqualTo(given.subject());
            });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_not_reported_where_it_is_not_true(FindingCase given) {
    assertThat(ids(scan(given, given.silent()))).doesNotContain(given.type().id());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_not_reported_where_it_could_not_be_seen(FindingCase given) {
    Report report = scan(given, given.unseen());
    ItalianAssert.hasNoEnglishAtTheTerminal(report);
    List<String> ids = ids(report);
    if (given.type() != FindingType.CHECK_INCONCLUSIVE) {
      assertThat(ids).doesNotContain(given.type().id()).contains("check-inconclusive");
    }
  }

  private static List<String> ids(Report report) {
    return report.findings().stream().map(FindingPart::id).toList();
  }

  private static Report scan(FindingCase given, String zone) {
    try (LabDns dns = LabDns.start(Zones.parse(zone));
        Scanner scanner =
            Scanner.builder()
                .trustAnchors(LabDns.trustAnchors())
                .texts(ITALIAN)
                .resolvers(List.of(ResolverSpec.parse(dns.spec())))
                .timeout(Duration.ofMillis(700))
                .options(ScanOptions.defaults())
                .route(Routes.nowhere())
                .build()) {
      Report report = scanner.scan(Domain.parse(given.domain())).toCompletableFuture().join();
      ReportAssert.valid(report);
      assertThat(report.findings().stream().map(f -> f.id() + " " + f.subject()).toList())
          .as("one finding per type and subject")
          .doesNotHaveDuplicates();
      return report;
    }
  }
}
