package dev.mxray.scan;

import static dev.mxray.scan.BadWeather.GOOD;
import static dev.mxray.scan.BadWeather.ids;
import static dev.mxray.scan.BadWeather.reasons;
import static dev.mxray.scan.BadWeather.sawNothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mxray.domain.Domain;
import dev.mxray.lab.LabBehaviour;
import dev.mxray.lab.LabBehaviour.Way;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.Quiet;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.report.Report;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Scans that end before they have seen everything: at the deadline, when they are interrupted, when
 * the scanner is closed.
 */
class ScanEndsTest {
  @RegisterExtension final BadWeather weather = new BadWeather();

  @Test
  void at_the_deadline_the_report_comes_with_what_was_seen() {
    // Answers come in the first round trip; what depends on them would come after the deadline.
    LabDns dns =
        weather.resolver(
            GOOD.replace("v=spf1 mx", "v=spf1 include:a.example.com")
                + "a.example.com. TXT \"v=spf1 include:b.example.com -all\"\n"
                + "b.example.com. TXT \"v=spf1 -all\"\n",
            new LabBehaviour.Slow(Duration.ofMillis(700)));
    Report report =
        weather.report(weather.scanner(Duration.ofSeconds(10), Duration.ofSeconds(1), dns.spec()));

    assertThat(weather.elapsedMillis()).isBetween(950L, 1600L);
    assertThat(report.mx().state()).isEqualTo("present");
    assertThat(report.spf().state()).isEqualTo("present");
    assertThat(report.mx().hosts().get(0).addresses()).isEmpty();
    assertThat(ids(report))
        .contains("check-inconclusive")
        .doesNotContain(
            "mx-target-unresolvable", "spf-include-missing", "dkim-absent", "dmarc-missing");
    assertThat(reasons(report)).contains("the scan's deadline came first");
  }

  @Test
  void a_deadline_before_the_first_answer_leaves_everything_unknown() {
    LabDns dns = weather.resolver(GOOD, new LabBehaviour.Slow(Duration.ofSeconds(5)));
    Report report =
        weather.report(weather.scanner(Duration.ofSeconds(10), Duration.ofMillis(300), dns.spec()));

    sawNothing(report);
    assertThat(weather.elapsedMillis()).isLessThan(1000);
  }

  @Test
  void an_interrupted_scan_concludes_with_what_is_known() throws Exception {
    LabDns dns = weather.resolver(GOOD + "!timeout _dmarc.example.com *\n", Way.PLAIN);
    Scanner scanner = weather.scanner(Duration.ofSeconds(20), Duration.ofMinutes(1), dns.spec());
    CompletableFuture<Report> scan =
        scanner.scan(Domain.parse("example.com")).toCompletableFuture();
    await().until(() -> dns.count(new Question("mx.example.com", RecordType.AAAA)) > 0);
    Quiet.of(dns, Duration.ofMillis(200));

    scanner.interrupt();
    Report report = scan.get(1, TimeUnit.SECONDS);

    assertThat(report.mx().hosts().get(0).addresses()).contains("25.1.2.3");
    assertThat(report.spf().all()).isEqualTo("fail");
    assertThat(report.dmarc().state()).isEqualTo("unknown");
    assertThat(ids(report)).doesNotContain("dmarc-missing");
    assertThat(reasons(report)).contains("the scan was interrupted");
  }

  @Test
  void a_scan_that_is_started_after_the_interruption_ends_at_once() {
    Scanner scanner =
        weather.scanner(
            Duration.ofSeconds(20),
            Duration.ofMinutes(1),
            weather.resolver(GOOD, Way.SILENT).spec());
    scanner.interrupt();

    sawNothing(weather.report(scanner));
    assertThat(weather.elapsedMillis()).isLessThan(500);
  }

  @Test
  void closing_the_scanner_ends_its_scans() throws Exception {
    Scanner scanner =
        weather.scanner(
            Duration.ofSeconds(20),
            Duration.ofMinutes(1),
            weather.resolver(GOOD, Way.SILENT).spec());
    CompletableFuture<Report> scan =
        scanner.scan(Domain.parse("example.com")).toCompletableFuture();

    scanner.close();

    sawNothing(scan.get(1, TimeUnit.SECONDS));
  }
}
