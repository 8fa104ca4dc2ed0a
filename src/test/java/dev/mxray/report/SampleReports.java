package dev.mxray.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Reports as a scan makes them, for the tests of the writers. */
public final class SampleReports {
  private static final BigDecimal ZERO = BigDecimal.ZERO;
  static final String DOMAIN = "xn--bcher-kva.example";
  static final String DMARC =
      "v=DMARC1; p=quarantine; sp=reject; adkim=s; fo=1:d;"
          + " rua=mailto:d@example.net,mailto:d@xn--bcher-kva.example; ruf=mailto:f@example.org";
  static final String LONG_HOST = "a-much-longer-exchange-name.mail.gone.example";

  private SampleReports() {}

  /** A domain with something of everything: faults of each severity, and a part not seen. */
  public static Report full() {
    return new Report(
        Report.SCHEMA_VERSION,
        new Report.Tool("mxray", "0.1.0"),
        "xn--bcher-kva.example",
        "bücher.example",
        "xn--bcher-kva.example",
        "2026-11-20T12:00:00Z",
        412,
        "partial",
        42,
        "F",
        score(),
        mx(),
        "v=spf1 mx include:_spf.example.net ~all",
        spf(),
        List.of("s1", "s2"),
        dkim(),
        "quarantine",
        dmarc(),
        new SpoofabilityPart(
            "quarantined",
            "Spoofs are treated as suspicious.",
            List.of("DMARC: _dmarc." + DOMAIN + " says " + DMARC, "SPF: no record")),
        List.of(
            new SenderRequirementPart("Gmail", "2024-02-01", "spf", "SPF passes", "met"),
            new SenderRequirementPart("Gmail", "2024-02-01", "dkim", "a DKIM key", "not_met"),
            new SenderRequirementPart("Yahoo", "2024-02", "dkim", "a DKIM key", "not_visible")),
        SamplePolicies.mtaSts(),
        SamplePolicies.tlsRpt(),
        SamplePolicies.bimi(),
        SampleTrust.dnssec(),
        SampleTrust.caa(),
        SampleParts.servers(),
        SampleTrust.delivery(),
        SampleParts.mailboxServers(),
        List.of(
            new PtrPart("192.0.2.1", List.of("mx1.example.com"), true, false),
            new PtrPart("2001:db8::1", List.of(), false, false),
            new PtrPart("198.51.100.1", List.of("a.example.net", "b.example.net"), false, false),
            new PtrPart("198.51.100.2", List.of(), null, true),
            new PtrPart("2001:db8:0:1::1", List.of("mx3.example.com"), null, false)),
        SampleParts.reputation(),
        SampleFindings.all(),
        SampleParts.mcss(),
        List.of("The resolver 192.0.2.53 answered no question."),
        scope());
  }

  /** A name that does not exist. */
  public static Report notFound() {
    return unseen(
        "failed",
        List.of(
            SampleFindings.finding(
                "domain-not-found",
                "high",
                "general",
                "gone.example",
                "The domain does not exist",
                "No resolver knows the name.",
                "Check the spelling.",
                Map.of("rcode", "NXDOMAIN"),
                List.of("RFC 8020"))));
  }

  /** A domain about which no resolver said anything. */
  public static Report blind() {
    return unseen(
        "failed",
        List.of(
            SampleFindings.inconclusive("gone.example", "mx", "MX gone.example"),
            SampleFindings.inconclusive(
                "_dmarc.gone.example", "dmarc", "TXT _dmarc.gone.example")));
  }

  /** The same report about other servers. */
  static Report with(Report r, List<ServerPart> servers) {
    return with(r, servers, r.findings());
  }

  /** The same report about other servers, with other findings. */
  static Report with(Report r, List<ServerPart> servers, List<FindingPart> findings) {
    return new Report(
        r.schemaVersion(),
        r.tool(),
        r.domain(),
        r.domainUnicode(),
        r.organizationalDomain(),
        r.scannedAt(),
        r.durationMs(),
        r.outcome(),
        r.securityScore(),
        r.grade(),
        r.score(),
        r.mx(),
        r.spfRecord(),
        r.spf(),
        r.dkimSelectorsFound(),
        r.dkim(),
        r.dmarcPolicy(),
        r.dmarc(),
        r.spoofability(),
        r.senderRequirements(),
        r.mtaSts(),
        r.tlsRpt(),
        r.bimi(),
        r.dnssec(),
        r.caa(),
        servers,
        r.delivery(),
        r.mailboxServers(),
        r.ptrRecords(),
        r.reputation(),
        findings,
        r.mcss(),
        r.notes(),
        r.scope());
  }

  private static ScopePart scope() {
    return new ScopePart(
        List.of(
            "mx",
            "spf",
            "dkim",
            "dmarc",
            "mta_sts",
            "tls_rpt",
            "bimi",
            "smtp",
            "mailbox",
            "dane",
            "dnssec",
            "caa",
            "reputation"),
        false,
        "full");
  }

  private static ScorePart score() {
    return new ScorePart(
        1,
        "mail",
        37,
        48,
        new BigDecimal("89.3"),
        List.of(
            section(
                "spf",
                20,
                "20",
                "20",
                "3",
                List.of(
                    deduction("spf-include-missing", DOMAIN, "15", 64),
                    deduction("spf-softfail-all", DOMAIN, "2", 45))),
            section(
                "dkim",
                20,
                "20",
                "20",
                "10",
                List.of(
                    deduction("dkim-key-short", "s2._domainkey." + DOMAIN, "8", 54),
                    deduction("dkim-key-testing", "s2._domainkey." + DOMAIN, "2", 45))),
            section(
                "dmarc",
                25,
                "25",
                "25",
                "15",
                List.of(deduction("dmarc-rua-unauthorized", DOMAIN, "10", 57))),
            new ScorePart.SectionPart(
                "smtp", new BigDecimal(15), ZERO, ZERO, "not_applicable", ZERO, List.of()),
            new ScorePart.SectionPart(
                "reputation", BigDecimal.TEN, ZERO, ZERO, "not_applicable", ZERO, List.of()),
            section(
                "additional",
                10,
                "10",
                "2",
                "0",
                List.of(deduction("mx-target-unregistered", LONG_HOST, "2", 45)))));
  }

  private static MxPart mx() {
    return new MxPart(
        "present",
        List.of(
            new MxPart.Host("mx1.example.com", 10, List.of("192.0.2.1", "2001:db8::1")),
            new MxPart.Host(LONG_HOST, 20, List.of()),
            new MxPart.Host(
                "mx3.example.com",
                100,
                List.of("198.51.100.1", "198.51.100.2", "2001:db8:0:1::1", "2001:db8:0:2::2"))));
  }

  private static SpfPart spf() {
    var leaf =
        new SpfPart.Node(
            "_spf-a.example.net",
            "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all",
            0,
            terms("ip4:192.0.2.0/24", "ip6:2001:db8::/32", "-all"));
    var included =
        new SpfPart.Node(
            "_spf.example.net",
            "v=spf1 include:_spf-a.example.net include:_spf-gone.example.net ?all",
            2,
            List.of(
                new SpfPart.Term("include:_spf-a.example.net", 1, leaf),
                new SpfPart.Term(
                    "include:_spf-gone.example.net",
                    1,
                    new SpfPart.Node("_spf-gone.example.net", null, 0, List.of())),
                new SpfPart.Term("?all", 0, null)));
    return new SpfPart(
        "present",
        List.of("v=spf1 mx include:_spf.example.net ~all"),
        false,
        "softfail",
        4,
        0,
        1024.0,
        List.of("2001:db8::/32"),
        new SpfPart.Branch("xn--bcher-kva.example", "include:_spf.example.net", 3),
        null,
        new SpfPart.Node(
            "xn--bcher-kva.example",
            "v=spf1 mx include:_spf.example.net ~all",
            4,
            List.of(
                new SpfPart.Term("mx", 1, null),
                new SpfPart.Term("include:_spf.example.net", 3, included),
                new SpfPart.Term("~all", 0, null))));
  }

  private static List<SpfPart.Term> terms(String... terms) {
    return List.of(terms).stream().map(term -> new SpfPart.Term(term, 0, null)).toList();
  }

  private static DkimPart dkim() {
    return new DkimPart(
        "present",
        181,
        false,
        List.of(
            new DkimPart.Selector(
                "s1", "v=DKIM1; p=MIIB", "rsa", 2048, false, false, null, "Example Mail"),
            new DkimPart.Selector(
                "s2",
                "v=DKIM1; t=y; p=MIGf",
                "rsa",
                1024,
                false,
                true,
                "s2.dkim.example.net",
                "A provider with quite a long name, Ltd."),
            new DkimPart.Selector("old", "v=DKIM1; p=", null, null, true, false, null, null)));
  }

  private static DmarcPart dmarc() {
    return new DmarcPart(
        "present",
        List.of(DMARC),
        DMARC,
        "_dmarc." + DOMAIN,
        DOMAIN,
        List.of(
            new DmarcPart.Step("_dmarc." + DOMAIN, "record"),
            new DmarcPart.Step("_dmarc.example", "none")),
        "quarantine",
        "reject",
        "reject",
        "s",
        "r",
        false,
        "u",
        "1:d",
        List.of(
            new DmarcPart.ReportUri("mailto:d@example.net", true, false),
            new DmarcPart.ReportUri("mailto:d@" + DOMAIN, false, true)),
        List.of(new DmarcPart.ReportUri("mailto:f@example.org", true, null)),
        "top",
        "reject",
        "reject",
        List.of("They apply reject where others apply none."));
  }

  private static Report unseen(String outcome, List<FindingPart> findings) {
    return new Report(
        Report.SCHEMA_VERSION,
        new Report.Tool("mxray", "0.1.0"),
        "gone.example",
        "gone.example",
        "gone.example",
        "2026-11-20T12:00:00Z",
        15_000,
        outcome,
        null,
        null,
        new ScorePart(
            1,
            "mail",
            null,
            null,
            ZERO,
            List.of(
                new ScorePart.SectionPart(
                    "spf",
                    new BigDecimal(20),
                    new BigDecimal(20),
                    ZERO,
                    "unknown",
                    ZERO,
                    List.of()))),
        new MxPart("unknown", List.of()),
        null,
        new SpfPart(
            "unknown", List.of(), null, null, null, null, null, List.of(), null, null, null),
        List.of(),
        new DkimPart("unknown", 0, null, List.of()),
        null,
        new DmarcPart(
            "unknown", List.of(), null, null, null, List.of(), null, null, null, null, null, null,
            null, null, List.of(), List.of(), "top", null, null, List.of()),
        new SpoofabilityPart("unknown", "It could not be told.", List.of()),
        List.of(),
        SamplePolicies.noMtaSts("unknown"),
        SamplePolicies.noTlsRpt("unknown"),
        SamplePolicies.noBimi("unknown"),
        SampleTrust.noDnssec(),
        SampleTrust.noCaa(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        findings,
        McssPart.none(),
        List.of(),
        scope());
  }

  private static ScorePart.SectionPart section(
      String id,
      int max,
      String applicable,
      String weight,
      String points,
      List<ScorePart.DeductionPart> deductions) {
    return new ScorePart.SectionPart(
        id,
        new BigDecimal(max),
        new BigDecimal(applicable),
        new BigDecimal(points),
        "scored",
        new BigDecimal(weight),
        deductions);
  }

  private static ScorePart.DeductionPart deduction(
      String finding, String subject, String points, int without) {
    return new ScorePart.DeductionPart(finding, subject, new BigDecimal(points), without);
  }
}
