package dev.mxray.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reports about text that somebody hostile wrote, for the tests of the writers. */
public final class HostileReports {
  private HostileReports() {}

  /** The same report about text that somebody hostile wrote into it, wherever text can stand. */
  public static Report of(String text) {
    var node =
        new SpfPart.Node(
            text,
            text,
            1,
            List.of(new SpfPart.Term(text, 1, new SpfPart.Node(text, null, 0, List.of()))));
    return new Report(
        Report.SCHEMA_VERSION,
        new Report.Tool(text, text),
        text,
        text,
        text,
        text,
        1,
        text,
        76,
        text,
        new ScorePart(
            1,
            text,
            70,
            80,
            new BigDecimal("87.0"),
            List.of(
                new ScorePart.SectionPart(
                    text,
                    BigDecimal.TEN,
                    BigDecimal.TEN,
                    BigDecimal.ONE,
                    text,
                    BigDecimal.TEN,
                    List.of(new ScorePart.DeductionPart(text, text, BigDecimal.ONE, 84))))),
        new MxPart(text, List.of(new MxPart.Host(text, 10, List.of(text)))),
        text,
        new SpfPart(
            "present",
            List.of(text),
            true,
            text,
            1,
            0,
            1.0,
            List.of(text),
            new SpfPart.Branch(text, text, 1),
            new SpfPart.Flattened(text, 1, 0, text),
            node),
        List.of(text),
        new DkimPart(
            "present",
            3,
            true,
            List.of(new DkimPart.Selector(text, text, text, 1, true, true, text, text))),
        text,
        new DmarcPart(
            "present",
            List.of(text, text),
            text,
            text,
            text,
            List.of(new DmarcPart.Step(text, text)),
            text,
            text,
            text,
            text,
            text,
            true,
            text,
            text,
            List.of(new DmarcPart.ReportUri(text, true, false)),
            List.of(new DmarcPart.ReportUri(text, true, null)),
            text,
            text,
            text,
            List.of(text)),
        new SpoofabilityPart(text, text, List.of(text)),
        List.of(new SenderRequirementPart(text, text, text, text, text)),
        SamplePolicies.mtaStsOf(text),
        new TlsRptPart(text, text, List.of(text)),
        SamplePolicies.bimiOf(text),
        SampleTrust.dnssecOf(text),
        SampleTrust.caaOf(text),
        List.of(SampleParts.hostileServer(text)),
        SampleTrust.deliveryOf(text),
        List.of(SampleParts.hostileServer(text)),
        List.of(new PtrPart(text, List.of(text, text), false, true)),
        List.of(
            SampleParts.hostileList(text, "listed"),
            SampleParts.hostileList(text, "unknown"),
            SampleParts.hostileList(text, text)),
        List.of(
            SampleFindings.finding(
                text, text, text, text, text, text, text, Map.of(text, text), List.of(text)),
            SampleFindings.finding(
                "check-inconclusive",
                "info",
                text,
                text,
                text,
                text,
                text,
                Map.of(
                    "record", text, "check", text, "step", text, "reason", text, "attempts", text),
                List.of())),
        SampleParts.hostileControls(text),
        List.of(text),
        new ScopePart(List.of(text), true, text));
  }

  /**
   * A full report with hostile text wherever a scan shows what it was told; its own words (states,
   * ids, dates) stay, so that it is valid.
   */
  public static Report valid(String text) {
    Report full = SampleReports.full();
    TlsPart tls = Objects.requireNonNull(full.smtpServers().get(0).tls());
    return new Report(
        full.schemaVersion(),
        full.tool(),
        full.domain(),
        full.domainUnicode(),
        full.organizationalDomain(),
        full.scannedAt(),
        full.durationMs(),
        full.outcome(),
        full.securityScore(),
        full.grade(),
        full.score(),
        new MxPart("present", List.of(new MxPart.Host(text, 10, List.of(text)))),
        text,
        new SpfPart(
            "present",
            List.of(text),
            false,
            null,
            1,
            0,
            1.0,
            List.of(text, text),
            new SpfPart.Branch(text, text, 1),
            new SpfPart.Flattened(text, 1, 0, text),
            new SpfPart.Node(text, text, 1, List.of(new SpfPart.Term(text, 1, null)))),
        List.of(text),
        new DkimPart(
            "present",
            3,
            true,
            List.of(new DkimPart.Selector(text, text, text, 1, true, true, text, text))),
        full.dmarcPolicy(),
        full.dmarc(),
        new SpoofabilityPart("open", text + "x", List.of(text)),
        full.senderRequirements(),
        SamplePolicies.mtaSts(text),
        SamplePolicies.tlsRpt(text),
        SamplePolicies.bimi(text),
        SampleTrust.dnssec(text),
        SampleTrust.caa(text),
        List.of(
            new ServerPart(
                text,
                text,
                25,
                "open",
                220,
                text,
                text,
                List.of(text, text),
                "ok",
                List.of(text),
                List.of(text),
                new TlsPart(
                    "TLSv1.2",
                    text,
                    text,
                    null,
                    null,
                    SampleParts.certificateOf(text),
                    tls.chain()))),
        SampleTrust.delivery(text),
        List.of(),
        List.of(new PtrPart(text, List.of(text), null, false)),
        List.of(
            new ReputationPart(
                text, text, "listed", List.of(text), text, text, text, "ip", "high")),
        List.of(
            SampleFindings.finding(
                "spf-syntax-error",
                "high",
                "spf",
                text + "x",
                text + "x",
                text + "x",
                text + "x",
                Map.of("record", text),
                List.of(text))),
        full.mcss(),
        List.of(text),
        full.scope());
  }
}
