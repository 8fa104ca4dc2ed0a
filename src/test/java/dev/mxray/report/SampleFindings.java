package dev.mxray.report;

import dev.mxray.finding.Remediation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings as a scan makes them, for the tests of the writers. */
final class SampleFindings {
  private SampleFindings() {}

  static List<FindingPart> all() {
    return List.of(
        finding(
            "mx-target-unregistered",
            "critical",
            "mx",
            SampleReports.LONG_HOST,
            "An exchange is named under a domain that anyone may register",
            "Mail for xn--bcher-kva.example is handed to this name, and gone.example does not"
                + " exist. Whoever registers it can receive that mail.",
            "Remove the record, or register gone.example.",
            evidence(
                "record", "20 " + SampleReports.LONG_HOST + ".", "registrable", "gone.example"),
            List.of("RFC 5321 §5.1")),
        finding(
            "spf-include-missing",
            "high",
            "spf",
            SampleReports.DOMAIN,
            "An SPF include leads to no SPF record",
            "Receivers return permerror, and the record protects nothing.",
            "Remove include:_spf-gone.example.net from _spf.example.net, or publish a record there.",
            evidence("term", "include:_spf-gone.example.net", "at", "_spf.example.net"),
            List.of("RFC 7208 §5.2")),
        finding(
            "dkim-key-short",
            "medium",
            "dkim",
            "s2._domainkey." + SampleReports.DOMAIN,
            "An RSA key is shorter than 2048 bits",
            "The key has 1024 bits.",
            "Publish a key of 2048 bits under a new selector.",
            evidence("bits", "1024"),
            List.of("RFC 8301 §3.2")),
        finding(
            "dmarc-rua-unauthorized",
            "medium",
            "dmarc",
            SampleReports.DOMAIN,
            "A report destination did not agree to receive reports",
            "Receivers send no reports to mailto:d@example.net.",
            "Ask example.net to publish xn--bcher-kva.example._report._dmarc.example.net.",
            evidence("uri", "mailto:d@example.net", "record", SampleReports.DMARC),
            List.of("RFC 9990 §4")),
        finding(
            "dkim-key-testing",
            "low",
            "dkim",
            "s2._domainkey." + SampleReports.DOMAIN,
            "A key is marked as a test",
            "Verifiers may treat mail signed with it as unsigned.",
            "Remove t=y.",
            evidence("record", "v=DKIM1; t=y; p=MIGf"),
            List.of("RFC 6376 §3.6.1")),
        finding(
            "spf-softfail-all",
            "low",
            "spf",
            SampleReports.DOMAIN,
            "SPF ends in ~all",
            "Mail from other addresses is only suspicious.",
            "End the record in -all once every sender is listed.",
            evidence("record", "v=spf1 mx include:_spf.example.net ~all", "term", "~all"),
            List.of("RFC 7208 §8.5")),
        finding(
            "dmarc-policy-quarantine",
            "info",
            "dmarc",
            SampleReports.DOMAIN,
            "The DMARC policy is quarantine",
            "Mail that fails is treated as suspicious and not refused.",
            "Consider p=reject.",
            evidence("record", SampleReports.DMARC),
            List.of("RFC 9989 §4.7")),
        inconclusive(SampleReports.DOMAIN, "dkim", "TXT sel9._domainkey." + SampleReports.DOMAIN));
  }

  static FindingPart inconclusive(String subject, String check, String step) {
    return finding(
        "check-inconclusive",
        "info",
        "general",
        subject,
        "A check could not be made",
        "The check " + check + " stopped at " + step + ".",
        "Scan again.",
        evidence(
            "check",
            check,
            "step",
            step,
            "reason",
            "no answer in time",
            "attempts",
            "192.0.2.53: timeout (5000 ms); 9.9.9.9: SERVFAIL (31 ms)"),
        List.of("RFC 2308 §7"));
  }

  static FindingPart finding(
      String id,
      String severity,
      String section,
      String subject,
      String title,
      String description,
      String recommendation,
      Map<String, String> evidence,
      List<String> references) {
    return new FindingPart(
        id,
        severity,
        section,
        section.toUpperCase(java.util.Locale.ROOT),
        subject,
        title,
        description,
        recommendation,
        evidence,
        references,
        SampleParts.mcss().controls().stream()
            .filter(control -> control.findings().contains(id))
            .map(McssPart.Control::id)
            .toList(),
        severity.equals("info") || id.equals("domain-not-found")
            ? List.of()
            : List.of(Remediation.publish(subject, "TXT", title)));
  }

  private static Map<String, String> evidence(String... pairs) {
    Map<String, String> evidence = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      evidence.put(pairs[i], pairs[i + 1]);
    }
    return evidence;
  }
}
