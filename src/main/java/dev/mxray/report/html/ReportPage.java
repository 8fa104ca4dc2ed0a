package dev.mxray.report.html;

import dev.mxray.report.CertificatePart;
import dev.mxray.report.Printable;
import dev.mxray.report.Recommendation;
import dev.mxray.report.Report;
import dev.mxray.report.ReputationPart;
import dev.mxray.report.ScorePart;
import dev.mxray.report.SenderRequirementPart;
import dev.mxray.report.ServerPart;
import dev.mxray.report.Texts;
import dev.mxray.report.TlsPart;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A report, worked out for the page. */
final class ReportPage {
  private static final int MAX_VALUE = 1_500;
  private static final int MAX_SHORT = 160;
  private static final int MAX_TALKERS = 40;
  private static final int MAX_ROWS = 100;
  private static final int DAY = "2026-11-20".length();
  private static final int MAX_ADVICE = 6;
  private static final int MAX_BAR = 200;
  private static final List<String> SEVERITIES =
      List.of("critical", "high", "medium", "low", "info");
  private static final List<String> OBSOLETE =
      List.of("SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1");

  private final Report report;
  private final Texts texts;

  ReportPage(Report report, Texts texts) {
    this.report = report;
    this.texts = texts;
  }

  Report report() {
    return report;
  }

  PageStyle style() {
    return PageStyle.bundled();
  }

  Gauge gauge() {
    return Gauge.of(report.securityScore(), report.score().low(), report.score().high());
  }

  /** The class of the grade; a grade is a letter from A to F. */
  String gradeLook() {
    return switch (report.grade() == null ? "" : report.grade()) {
      case "A", "B" -> "good";
      case "C" -> "fair";
      case "D" -> "poor";
      case "" -> "unseen";
      default -> "bad";
    };
  }

  /** How many findings there are of each severity that has any. */
  Map<String, Integer> counts() {
    var counts = new LinkedHashMap<String, Integer>();
    for (String severity : SEVERITIES) {
      int count =
          (int)
              report.findings().stream()
                  .filter(finding -> finding.severity().equals(severity))
                  .count();
      if (count > 0) {
        counts.put(severity, count);
      }
    }
    return counts;
  }

  List<Recommendation> advice() {
    return report.securityScore() == null
        ? List.of()
        : Recommendation.of(report).stream().limit(MAX_ADVICE).toList();
  }

  Map<String, List<FindingGroup>> findings() {
    return FindingGroup.bySeverity(report);
  }

  /** The class of a severity; a word from elsewhere is none. */
  String look(String severity) {
    return SEVERITIES.contains(severity) ? severity : "info";
  }

  /** Parts of a section's bar, for a width of 200. */
  int bar(BigDecimal part, ScorePart.SectionPart section) {
    return section.max().signum() <= 0
        ? 0
        : part.multiply(BigDecimal.valueOf(MAX_BAR)).intValue()
            / Math.max(1, section.max().intValue());
  }

  /** What of a section was not seen. */
  BigDecimal unseen(ScorePart.SectionPart section) {
    return section.applicable().subtract(section.weight()).max(BigDecimal.ZERO);
  }

  @Nullable Timeline timeline() {
    return Timeline.of(report);
  }

  List<ListGrid> grids() {
    return ListGrid.of(report);
  }

  /** The listings that say something about the domain, with their reasons. */
  List<ReputationPart> listings() {
    return report.reputation().stream().filter(one -> one.state().equals("listed")).toList();
  }

  HeatMap controls() {
    return HeatMap.of(report, texts.language());
  }

  @Nullable SpfBranch spf() {
    return SpfBranch.of(report.spf().tree());
  }

  /**
   * A line of the table of servers.
   *
   * @param ports of servers of one address that all say the same, and nothing more
   */
  record ServerRow(ServerPart server, String ports) {}

  /** The servers, those of an address together that did not open. */
  List<ServerRow> serverRows() {
    var rows = new ArrayList<ServerRow>();
    for (ServerPart server : servers()) {
      int alike = 0;
      while (alike < rows.size() && !isAlike(rows.get(alike).server(), server)) {
        alike++;
      }
      if (alike < rows.size()) {
        String ports = rows.get(alike).ports() + ", " + server.port();
        rows.set(alike, new ServerRow(rows.get(alike).server(), ports));
      } else {
        rows.add(new ServerRow(server, String.valueOf(server.port())));
      }
    }
    return List.copyOf(rows);
  }

  private static boolean isAlike(ServerPart one, ServerPart other) {
    return !one.state().equals("open")
        && one.state().equals(other.state())
        && one.host().equals(other.host())
        && one.address().equals(other.address());
  }

  /** What receivers ask: the receivers in order, and by requirement what becomes of it there. */
  List<String> receivers() {
    return report.senderRequirements().stream()
        .map(SenderRequirementPart::receiver)
        .distinct()
        .toList();
  }

  /** By what is asked, the status at each receiver; null where it does not ask. */
  Map<String, List<@Nullable String>> requirements() {
    var byDescription = new LinkedHashMap<String, Map<String, String>>();
    for (SenderRequirementPart one : report.senderRequirements()) {
      byDescription
          .computeIfAbsent(one.description(), key -> new LinkedHashMap<>())
          .put(one.receiver(), one.status());
    }
    List<String> receivers = receivers();
    var rows = new LinkedHashMap<String, List<@Nullable String>>();
    byDescription.forEach(
        (description, statuses) -> {
          var cells = new ArrayList<@Nullable String>();
          receivers.forEach(receiver -> cells.add(statuses.get(receiver)));
          rows.put(description, cells);
        });
    return rows;
  }

  /** The servers that said something, as far as there is room. */
  List<ServerPart> talkers() {
    return servers().stream()
        .filter(
            server ->
                server.greeting() != null
                    || !server.capabilities().isEmpty()
                    || server.tls() != null)
        .limit(MAX_TALKERS)
        .toList();
  }

  /** As many of a list as a table shows. */
  <T> List<T> some(List<T> all) {
    return all.subList(0, Math.min(MAX_ROWS, all.size()));
  }

  /** How many of a list a table does not show. */
  int more(List<?> all) {
    return Math.max(0, all.size() - MAX_ROWS);
  }

  private List<ServerPart> servers() {
    return Stream.concat(report.smtpServers().stream(), report.mailboxServers().stream()).toList();
  }

  /** How a kind of delivery looks. */
  String deliveryLook(String word) {
    return switch (word) {
      case "verified" -> "good";
      case "encrypted" -> "fair";
      case "cleartext", "not_delivered" -> "bad";
      default -> "unseen";
    };
  }

  /** How the word of a control's status looks. */
  String statusLook(String status) {
    return switch (status) {
      case "pass" -> "pass";
      case "fail" -> "fail";
      case "partial" -> "partial";
      case "na" -> "na";
      default -> "open";
    };
  }

  /** How a server's state looks. */
  String stateLook(ServerPart server) {
    return switch (server.state()) {
      case "open" -> "good";
      case "not_probed", "timeout", "blocked" -> "unseen";
      default -> "quiet";
    };
  }

  /** How the way to TLS looks. */
  String starttlsLook(@Nullable String starttls) {
    return switch (starttls == null ? "" : starttls) {
      case "ok", "implicit" -> "good";
      case "not_offered", "failed" -> "bad";
      default -> "quiet";
    };
  }

  String versionLook(String version) {
    return OBSOLETE.contains(version) ? "bad" : "good";
  }

  /** How a certificate looks to a sender that insists on it. */
  String certificateLook(CertificatePart certificate) {
    if (certificate.daysLeft() < 0
        || Boolean.FALSE.equals(certificate.trusted())
        || Boolean.FALSE.equals(certificate.nameMatches())) {
      return "bad";
    }
    return certificate.daysLeft() <= 30 ? "fair" : "good";
  }

  /** How long a certificate is still valid, or how long it has not been. */
  String days(CertificatePart certificate) {
    int days = certificate.daysLeft();
    return days < 0 ? texts.of("days-ago", -days) : texts.of("days-left", days);
  }

  /** The day of a time; text from elsewhere is none. */
  String day(String time) {
    return Printable.cut(time.substring(0, Math.min(DAY, time.length())), DAY);
  }

  String daneLook(String state) {
    return switch (state) {
      case "match" -> "good";
      case "mismatch" -> "bad";
      case "insecure", "unusable" -> "fair";
      default -> "quiet";
    };
  }

  List<String> versions(TlsPart tls) {
    return tls.versions() == null ? List.of(tls.version()) : tls.versions();
  }

  /** Cipher suites that are accepted, in all versions, or the one that was agreed on. */
  int suites(TlsPart tls) {
    return tls.cipherSuites() == null
        ? 0
        : (int) tls.cipherSuites().values().stream().flatMap(List::stream).distinct().count();
  }

  /** A value that has room. */
  String cut(@Nullable String value) {
    return value == null ? "" : texts.cut(value, MAX_VALUE);
  }

  /** A value among others. */
  String brief(@Nullable String value) {
    return value == null ? "" : texts.cut(value, MAX_SHORT);
  }

  String number(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  String count(@Nullable Double value) {
    return value == null
        ? ""
        : new DecimalFormat(
                "#,##0", DecimalFormatSymbols.getInstance(Locale.forLanguageTag(texts.language())))
            .format(value);
  }
}
