package dev.mxray.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values of a report that fit into one row, in the order of the columns. */
final class CsvRow {
  /** The first eighteen are relied on by others; further ones may follow, none moves. */
  static final List<String> COLUMNS =
      List.of(
          "domain",
          "scanned_at",
          "security_score",
          "grade",
          "spf_status",
          "spf_record",
          "dkim_selectors_count",
          "dkim_selectors",
          "dmarc_policy",
          "dmarc_record",
          "smtp_servers",
          "smtp_status",
          "critical_findings",
          "high_findings",
          "medium_findings",
          "low_findings",
          "listed_addresses",
          "recommendations",
          "outcome",
          "score_low",
          "score_high",
          "coverage_pct",
          "profile",
          "mx_status",
          "tls_versions",
          "certificate_days_left",
          "listings",
          "info_findings",
          "mcss_assessed",
          "mcss_passed",
          "mcss_partial",
          "mcss_failed",
          "mcss_compliance_pct",
          "mcss_risk_exposure_pct",
          "duration_ms",
          "tool_version");

  private static final String NAMES = "; ";
  private static final String SENTENCES = " | ";
  private static final int SMTP = 25;

  private final List<Object> cells = new ArrayList<>();

  private CsvRow() {}

  /** The cells of a report: text or numbers, empty text for what is not there. */
  static List<Object> of(Report report) {
    var row = new CsvRow();
    row.policies(report);
    row.servers(report);
    row.findings(report);
    row.score(report);
    row.details(report);
    row.controls(report.mcss().summary());
    row.add(report.durationMs());
    row.add(report.tool().version());
    return row.cells;
  }

  private void policies(Report report) {
    add(report.domain());
    add(report.scannedAt());
    add(report.securityScore());
    add(report.grade());
    add(spfStatus(report.spf()));
    add(report.spfRecord());
    add(report.dkimSelectorsFound().size());
    add(String.join(NAMES, report.dkimSelectorsFound()));
    add(report.dmarcPolicy());
    add(report.dmarc().record());
  }

  private void servers(Report report) {
    add(String.join(NAMES, report.mx().hosts().stream().map(MxPart.Host::host).toList()));
    add(smtpStatus(report.smtpServers()));
  }

  private void findings(Report report) {
    for (String severity : List.of("critical", "high", "medium", "low")) {
      add(count(report, severity));
    }
    add(joined(NAMES, listed(report).filter(CsvRow::isAddress).map(ReputationPart::subject)));
    add(
        joined(
            SENTENCES,
            Recommendation.of(report).stream()
                .flatMap(one -> one.findings().stream())
                .map(FindingPart::recommendation)));
  }

  private void score(Report report) {
    add(report.outcome());
    add(report.score().low());
    add(report.score().high());
    add(report.score().coveragePct());
    add(report.score().profile());
  }

  private void details(Report report) {
    add(report.mx().state());
    add(joined(NAMES, sessions(report).map(TlsPart::version).sorted()));
    add(
        sessions(report)
            .map(TlsPart::certificate)
            .filter(Objects::nonNull)
            .map(CertificatePart::daysLeft)
            .min(Integer::compare)
            .orElse(null));
    add(joined(NAMES, listed(report).map(listing -> listing.subject() + " on " + listing.list())));
    add(count(report, "info"));
  }

  private void controls(McssPart.Summary summary) {
    add(summary.assessed());
    add(summary.passed());
    add(summary.partial());
    add(summary.failed());
    add(summary.compliancePct());
    add(summary.riskExposurePct());
  }

  private void add(@Nullable Object value) {
    cells.add(value == null ? "" : value);
  }

  static String spfStatus(SpfPart spf) {
    return switch (spf.state()) {
      case "absent" -> "missing";
      case "present" ->
          spf.valid() == null ? "unknown" : Boolean.TRUE.equals(spf.valid()) ? "valid" : "invalid";
      default -> "unknown";
    };
  }

  /** What came of the connections to port 25. */
  static String smtpStatus(List<ServerPart> servers) {
    List<ServerPart> dialled =
        servers.stream()
            .filter(server -> server.port() == SMTP)
            .filter(server -> !List.of("not_probed", "blocked").contains(server.state()))
            .toList();
    long open = dialled.stream().filter(server -> server.state().equals("open")).count();
    if (dialled.isEmpty()) {
      return "unknown";
    }
    return open == dialled.size() ? "open" : open > 0 ? "partly_open" : "unreachable";
  }

  private static long count(Report report, String severity) {
    return report.findings().stream()
        .filter(finding -> finding.severity().equals(severity))
        .count();
  }

  private static Stream<ReputationPart> listed(Report report) {
    return report.reputation().stream()
        .filter(answer -> answer.state().equals("listed") && !answer.kind().equals("allow"));
  }

  private static boolean isAddress(ReputationPart answer) {
    return !answer.kind().equals("domain");
  }

  private static Stream<TlsPart> sessions(Report report) {
    return report.smtpServers().stream().map(ServerPart::tls).filter(Objects::nonNull);
  }

  private static String joined(String separator, Stream<String> texts) {
    return String.join(separator, texts.distinct().toList());
  }
}
