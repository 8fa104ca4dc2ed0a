package dev.mxray.service;

import dev.mxray.report.CertificatePart;
import dev.mxray.report.DkimPart;
import dev.mxray.report.FindingPart;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import dev.mxray.report.ReputationPart;
import dev.mxray.report.ScorePart;
import dev.mxray.report.ServerPart;
import dev.mxray.report.TlsPart;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report under the names that clients of the older toolkit read. What was not seen is null there,
 * never false.
 */
final class LegacyReport {
  private static final int RELAY_PORT = 25;
  private static final int IMPLICIT_PORT = 465;
  private static final int SUBMISSION_PORT = 587;

  private static final class Writer {
    static final JsonWriter INSTANCE = new JsonWriter();
  }

  private LegacyReport() {}

  static JsonObject of(Report report) {
    return new JsonObject()
        .put("scan_summary", summary(report))
        .put("detailed_results", results(report));
  }

  private static JsonObject summary(Report report) {
    return new JsonObject()
        .put("domain", report.domain())
        .put("scan_date", report.scannedAt())
        .put("security_score", report.securityScore())
        .put("spf_status", spfStatus(report))
        .put("dkim_selectors_found", report.dkimSelectorsFound().size())
        .put("dmarc_policy", report.dmarcPolicy())
        .put("total_findings", report.findings().size())
        .put("critical_findings", count(report, "critical"))
        .put("high_findings", count(report, "high"));
  }

  private static JsonObject results(Report report) {
    return new JsonObject()
        .put("domain", report.domain())
        .put("timestamp", report.scannedAt())
        .put("mx_records", mx(report))
        .put("spf_record", report.spfRecord())
        .put("spf_valid", report.spf().valid())
        .put("spf_issues", issues(report))
        .put("dkim_records", dkim(report))
        .put("dkim_selectors_found", new JsonArray(report.dkimSelectorsFound()))
        .put("dmarc_record", report.dmarc().record())
        .put("dmarc_policy", report.dmarcPolicy())
        .put("dmarc_valid", dmarcValid(report))
        .put("smtp_servers", servers(report))
        .put("security_score", report.securityScore())
        .put("findings", findings(report))
        .put("blacklist_status", lists(report))
        .put("ptr_records", new JsonArray(Json.list(Writer.INSTANCE, report.ptrRecords())));
  }

  private static String spfStatus(Report report) {
    return switch (report.spf().state()) {
      case "present" ->
          report.spf().valid() == null ? "unknown" : report.spf().valid() ? "valid" : "invalid";
      case "absent" -> "missing";
      default -> "unknown";
    };
  }

  private static @Nullable Boolean dmarcValid(Report report) {
    return switch (report.dmarc().state()) {
      case "present" -> report.dmarcPolicy() != null;
      case "absent" -> false;
      default -> null;
    };
  }

  private static int count(Report report, String severity) {
    return (int)
        report.findings().stream().filter(finding -> finding.severity().equals(severity)).count();
  }

  private static JsonArray mx(Report report) {
    var all = new JsonArray();
    report
        .mx()
        .hosts()
        .forEach(
            host ->
                all.add(
                    new JsonObject()
                        .put("priority", host.preference())
                        .put("hostname", host.host())
                        .put("ip_addresses", new JsonArray(host.addresses()))));
    return all;
  }

  private static JsonArray issues(Report report) {
    var all = new JsonArray();
    report.findings().stream()
        .filter(finding -> finding.section().equals("spf"))
        .map(FindingPart::title)
        .forEach(all::add);
    return all;
  }

  private static JsonObject dkim(Report report) {
    var all = new JsonObject();
    for (DkimPart.Selector selector : report.dkim().selectors()) {
      all.put(selector.selector(), selector.record());
    }
    return all;
  }

  /** One entry for each host, as the older toolkit had: what its addresses have in common. */
  private static JsonArray servers(Report report) {
    Map<String, List<ServerPart>> hosts = new LinkedHashMap<>();
    report
        .smtpServers()
        .forEach(
            server ->
                hosts
                    .computeIfAbsent(server.host(), name -> new java.util.ArrayList<>())
                    .add(server));
    var all = new JsonArray();
    hosts.forEach((host, servers) -> all.add(server(report, host, servers)));
    return all;
  }

  private static JsonObject server(Report report, String host, List<ServerPart> servers) {
    ServerPart best =
        servers.stream()
            .filter(one -> one.state().equals("open"))
            .min(Comparator.comparingInt(ServerPart::port))
            .orElse(null);
    TlsPart tls = best == null ? null : best.tls();
    CertificatePart certificate = tls == null ? null : tls.certificate();
    return new JsonObject()
        .put("hostname", host)
        .put("port_25_open", open(servers, RELAY_PORT))
        .put("port_587_open", open(servers, SUBMISSION_PORT))
        .put("port_465_open", open(servers, IMPLICIT_PORT))
        .put("starttls_supported", starttls(servers))
        .put("tls_version", tls == null ? null : tls.version())
        .put(
            "certificate_valid",
            certificate == null
                ? null
                : Boolean.TRUE.equals(certificate.trusted())
                    && Boolean.TRUE.equals(certificate.nameMatches())
                    && certificate.daysLeft() >= 0)
        .put("certificate_expired", certificate == null ? null : certificate.daysLeft() < 0)
        .put(
            "certificate_details",
            certificate == null ? null : Json.object(Writer.INSTANCE, certificate))
        .put("open_relay", relay(report, host))
        .put("authentication_required", null)
        .put("connection_successful", best != null);
  }

  private static @Nullable Boolean open(List<ServerPart> servers, int port) {
    List<ServerPart> there = servers.stream().filter(one -> one.port() == port).toList();
    if (there.stream().anyMatch(one -> one.state().equals("open"))) {
      return true;
    }
    boolean closed =
        !there.isEmpty() && there.stream().allMatch(one -> one.state().equals("refused"));
    return closed ? Boolean.FALSE : null;
  }

  private static @Nullable Boolean starttls(List<ServerPart> servers) {
    List<ServerPart> told =
        servers.stream()
            .filter(one -> one.port() != IMPLICIT_PORT && one.starttls() != null)
            .toList();
    return told.isEmpty()
        ? null
        : (Boolean) told.stream().noneMatch(one -> "not_offered".equals(one.starttls()));
  }

  /** Known only where it was tried, which this API never asks for. */
  private static @Nullable Boolean relay(Report report, String host) {
    boolean relays =
        report.findings().stream()
            .anyMatch(
                finding ->
                    finding.id().equals("smtp-open-relay") && finding.subject().startsWith(host));
    return relays ? Boolean.TRUE : null;
  }

  private static JsonArray findings(Report report) {
    var all = new JsonArray();
    for (FindingPart finding : report.findings()) {
      var details = new JsonObject();
      finding.evidence().forEach(details::put);
      all.add(
          new JsonObject()
              .put("id", finding.id())
              .put("category", finding.category())
              .put("severity", capital(finding.severity()))
              .put("title", finding.title())
              .put("description", finding.description())
              .put("recommendation", finding.recommendation())
              .put("technical_details", details.encode())
              .put("score_impact", impact(report, finding)));
    }
    return all;
  }

  private static double impact(Report report, FindingPart finding) {
    return report.score().sections().stream()
        .flatMap(section -> section.deductions().stream())
        .filter(
            one -> one.finding().equals(finding.id()) && one.subject().equals(finding.subject()))
        .mapToDouble((ScorePart.DeductionPart one) -> one.points().doubleValue())
        .sum();
  }

  private static JsonObject lists(Report report) {
    var all = new JsonObject();
    for (ReputationPart answer : report.reputation()) {
      if (answer.kind().equals("ip")) {
        JsonObject lists = all.getJsonObject(answer.subject());
        if (lists == null) {
          lists = new JsonObject();
          all.put(answer.subject(), lists);
        }
        lists.put(
            answer.list(),
            switch (answer.state()) {
              case "listed" -> true;
              case "clean" -> false;
              default -> null;
            });
      }
    }
    return all;
  }

  private static String capital(String word) {
    return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
