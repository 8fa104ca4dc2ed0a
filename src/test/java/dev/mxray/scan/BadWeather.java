package dev.mxray.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.reputation.BlockLists;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.lab.LabBehaviour;
import dev.mxray.lab.LabBehaviour.Way;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.Zones;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.net.guard.Routes;
import dev.mxray.report.FindingPart;
import dev.mxray.report.Report;
import dev.mxray.report.ReportAssert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Resolvers on loopback for the tests of a class, and scans of example.com through them. */
final class BadWeather implements AfterEachCallback {
  private static final Set<Section> DNS_SIDE =
      Set.of(Section.MX, Section.SPF, Section.DKIM, Section.DMARC, Section.REPUTATION);

  static final Duration TIMEOUT = Duration.ofMillis(1200);

  static final String GOOD =
      """
      example.com.         MX  10 mx.example.com.
      example.com.         TXT "v=spf1 mx -all"
      mx.example.com.      A   25.1.2.3
      mx.example.com.      AAAA 2600::1
      _dmarc.example.com.  TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"
      default._domainkey.example.com. TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
      """;

  /** A port on which nobody listens: no system hands it out. */
  static final String NOBODY = "127.0.0.1:1";

  private final List<AutoCloseable> open = new ArrayList<>();

  private long elapsedMillis;

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  LabDns resolver(String zone, LabBehaviour behaviour) {
    LabDns dns = LabDns.start(Zones.parse(zone), behaviour, 0);
    open.add(dns);
    return dns;
  }

  Scanner scanner(Duration timeout, Duration deadline, String... resolvers) {
    Scanner scanner =
        Scanner.builder()
            .trustAnchors(LabDns.trustAnchors())
            .resolvers(List.of(resolvers).stream().map(ResolverSpec::parse).toList())
            .timeout(timeout)
            .options(
                ScanOptions.defaults()
                    .withDeadline(deadline)
                    .withChecks(DNS_SIDE)
                    .withBlockLists(BlockLists::none))
            .route(Routes.nowhere())
            .build();
    open.add(scanner);
    return scanner;
  }

  Report scan(String... resolvers) {
    return report(scanner(TIMEOUT, TIMEOUT.multipliedBy(4), resolvers));
  }

  Report scan(String zone, LabBehaviour behaviour) {
    return scan(resolver(zone, behaviour).spec());
  }

  Report report(Scanner scanner) {
    long started = System.nanoTime();
    Report report =
        scanner
            .scan(Domain.parse("example.com"))
            .toCompletableFuture()
            .orTimeout(20, TimeUnit.SECONDS)
            .join();
    elapsedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    ReportAssert.valid(report);
    return report;
  }

  static List<String> ids(Report report) {
    return report.findings().stream().map(FindingPart::id).toList();
  }

  static String reasons(Report report) {
    return report.findings().stream()
        .filter(finding -> finding.id().equals("check-inconclusive"))
        .map(finding -> String.valueOf(finding.evidence().get("reason")))
        .collect(Collectors.joining("; "));
  }

  static void sawNothing(Report report) {
    assertThat(report.outcome()).isEqualTo("failed");
    assertThat(report.securityScore()).isNull();
    assertThat(report.mx().state()).isEqualTo("unknown");
    assertThat(report.spf().state()).isEqualTo("unknown");
    assertThat(report.dkim().state()).isEqualTo("unknown");
    assertThat(report.dmarc().state()).isEqualTo("unknown");
    assertThat(ids(report)).containsOnly("check-inconclusive");
  }

  static void sawGood(Report report) {
    assertThat(report.outcome()).isEqualTo("complete");
    assertThat(report.mx().state()).isEqualTo("present");
    assertThat(report.spf().all()).isEqualTo("fail");
    assertThat(report.dmarcPolicy()).isEqualTo("reject");
    assertThat(ids(report)).doesNotContain("check-inconclusive");
  }

  Report scanZone(String zone) {
    return scan(zone, Way.PLAIN);
  }

  /** How long the last scan took. */
  long elapsedMillis() {
    return elapsedMillis;
  }
}
