package dev.mxray.mcss.evidence.dmarc;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Lines;
import dev.mxray.mcss.evidence.host.Presence;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.mcss.evidence.host.WordConfig;
import dev.mxray.text.Sentence;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reports of DMARC: those that come in, and those that are sent. */
final class DmarcReports {
  private static final String PROCESSING = "dmarc_reports/report_processing.txt";
  private static final String CONFIG = "dmarc/config_files/opendmarc.conf";

  private static final Pattern READER =
      Pattern.compile("(?i)(parsedmarc|dmarc-cat|dmarcts-report-parser\\S*): present .*");
  private static final Pattern READING =
      Pattern.compile(
          "(?i)(process: parsedmarc .*|/etc/cron\\S*:\\d+:[^#]*(parsedmarc|dmarc-cat|dmarcts).*)");
  private static final Pattern SENDING =
      Pattern.compile(
          "(?i).*(:\\d+:[^#]*|\\s)(opendmarc-(import|reports)|rspamadm dmarc_report)\\b.*");

  private DmarcReports() {}

  static HostVerdict evaluated(Evidence evidence) {
    Optional<EvidenceFile> file = evidence.file(PROCESSING);
    if (file.isEmpty()) {
      return HostVerdict.missing(PROCESSING);
    }
    Optional<Quote> reading = line(file.get(), READING);
    if (reading.isPresent()) {
      return HostVerdict.pass(reading.get(), Sentence.of("dmarc-host.reports-read"));
    }
    return line(file.get(), READER)
        .map(quote -> HostVerdict.partial(quote, Sentence.of("dmarc-host.reader-not-running")))
        .orElseGet(
            () ->
                HostVerdict.fail(file.get().quote(), Sentence.of("dmarc-host.reports-unread"))
                    .indicative());
  }

  private static Optional<Quote> line(EvidenceFile file, Pattern wanted) {
    return Lines.first(file, text -> wanted.matcher(text).matches());
  }

  static HostVerdict recorded(Evidence evidence) {
    if (DmarcAssessors.byRspamd(evidence)) {
      return byRspamd(evidence);
    }
    Optional<EvidenceFile> config = evidence.file(CONFIG);
    if (config.isEmpty()) {
      return Presence.absent(evidence, "opendmarc")
          .map(
              quote ->
                  HostVerdict.notApplicable(quote, Sentence.of("host.not-on-host", "OpenDMARC")))
          .orElseGet(() -> HostVerdict.missing(CONFIG));
    }
    Optional<Setting> history = WordConfig.of(config.get()).value("HistoryFile");
    if (history.isEmpty() || history.get().value().isEmpty()) {
      return HostVerdict.fail(config.get().quote(), Sentence.of("dmarc-host.no-history"));
    }
    Optional<EvidenceFile> jobs = evidence.file(PROCESSING);
    if (jobs.flatMap(file -> line(file, SENDING)).isPresent()) {
      return history.get().pass(Sentence.of("dmarc-host.recorded-and-sent"));
    }
    return jobs.isPresent()
        ? history.get().partial(Sentence.of("dmarc-host.recorded-not-sent"))
        : history.get().pass(Sentence.of("dmarc-host.recorded"));
  }

  private static HostVerdict byRspamd(Evidence evidence) {
    Optional<EvidenceFile> file =
        evidence.under("antispam/rspamd/config_files/").stream()
            .filter(one -> one.path().endsWith("/dmarc.conf"))
            .findFirst();
    if (file.isEmpty()) {
      return evidence
          .file("antispam/rspamd/configdump.txt")
          .map(
              dump ->
                  HostVerdict.fail(dump.quote(), Sentence.of("dmarc-host.rspamd-no-reports"))
                      .indicative())
          .orElseGet(() -> HostVerdict.missing("antispam/rspamd/config_files/local.d/dmarc.conf"));
    }
    boolean within = false;
    for (int line = 1; line <= file.get().lines().size(); line++) {
      String text = file.get().lines().get(line - 1).strip();
      within |= text.startsWith("reporting");
      if (within && text.matches(".*enabled *[=:] *(true|yes|on)\\b.*")) {
        return HostVerdict.pass(file.get().quote(line), Sentence.of("dmarc-host.rspamd-records"));
      }
    }
    return HostVerdict.fail(file.get().quote(), Sentence.of("dmarc-host.rspamd-reports-off"));
  }
}
