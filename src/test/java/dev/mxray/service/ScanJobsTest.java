package dev.mxray.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.smtp.TlsDepth;
import dev.mxray.domain.Domain;
import dev.mxray.report.Report;
import dev.mxray.report.SampleReports;
import dev.mxray.scan.ScanOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How many jobs there are. */
class ScanJobsTest {
  private static final ScanRequest REQUEST =
      new ScanRequest(
          Domain.parse("example.com"),
          ScanOptions.ALL_CHECKS,
          Duration.ofSeconds(1),
          TlsDepth.NONE,
          "en");

  private final List<CompletableFuture<Report>> scans = new ArrayList<>();
  private final ScanJobs jobs =
      new ScanJobs(
          job -> {
            var scan = new CompletableFuture<Report>();
            scans.add(scan);
            return scan;
          },
          /* mostRunning= */ 300,
          /* mostWaiting= */ 1,
          Clock.systemUTC(),
          (job, report) -> {});

  @Test
  void of_jobs_that_have_ended_the_last_are_kept_and_all_that_have_not() {
    ScanJob running = jobs.submit(REQUEST).orElseThrow();
    ScanJob first = jobs.submit(REQUEST).orElseThrow();
    for (int i = 1; i < 250; i++) {
      jobs.submit(REQUEST);
    }
    scans.subList(1, scans.size()).forEach(scan -> scan.complete(SampleReports.full()));

    ScanJob last = jobs.submit(REQUEST).orElseThrow();

    assertThat(jobs.size()).isEqualTo(ScanJobs.MAX_KEPT - 1 + 2);
    assertThat(jobs.find(running.id())).isPresent();
    assertThat(jobs.find(first.id())).isEmpty();
    assertThat(jobs.find(last.id())).isPresent();
  }

  @Test
  void one_that_cannot_wait_is_refused_until_another_has_ended() {
    for (int i = 0; i < 301; i++) {
      assertThat(jobs.submit(REQUEST)).isPresent();
    }

    assertThat(jobs.submit(REQUEST)).isEmpty();

    scans.get(0).complete(SampleReports.full());
    assertThat(jobs.submit(REQUEST)).isPresent();
  }
}
