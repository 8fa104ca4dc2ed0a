package dev.mxray.report;

import dev.mxray.finding.Severity;
import dev.mxray.score.Gate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The published document of one scanned domain: what every writer, the API and the history
 * serialise. The components are the fields of the JSON form in snake_case; new ones may be added
 * within a schema version, none is renamed or dropped.
 *
 * @param domain A-labels, lower case, no final dot
 * @param organizationalDomain by the DMARC tree walk; null when it was not seen
 * @param scannedAt RFC 3339, UTC, seconds
 * @param outcome {@code complete}, {@code partial} or {@code failed}
 * @param securityScore 0–100; null when the outcome is failed
 * @param spfRecord null when there is none, more than one, or it was not seen
 * @param dkimSelectorsFound the selectors with a key that is not revoked
 * @param dmarcPolicy the policy that applies to the scanned name; null when there is none or it was
 *     not seen
 * @param spoofability who can forge mail of the domain; null only in documents of older versions
 * @param senderRequirements what large receivers ask of senders; empty for a domain that sends none
 * @param smtpServers every exchange's addresses and SMTP ports, by preference, host, address, port
 * @param delivery what senders of three kinds do with mail for each exchange
 * @param mailboxServers the IMAP, POP3 and ManageSieve servers that were dialled, in the same shape
 * @param ptrRecords the reverse DNS of the exchanges' public addresses and of single senders
 * @param reputation what the lists say, by subject and list
 * @param scope what the scan was asked to look at; null only in documents of older versions
 */
public record Report(
    String schemaVersion,
    Tool tool,
    String domain,
    String domainUnicode,
    @Nullable String organizationalDomain,
    String scannedAt,
    long durationMs,
    String outcome,
    @Nullable Integer securityScore,
    @Nullable String grade,
    ScorePart score,
    MxPart mx,
    @Nullable String spfRecord,
    SpfPart spf,
    List<String> dkimSelectorsFound,
    DkimPart dkim,
    @Nullable String dmarcPolicy,
    DmarcPart dmarc,
    @Nullable SpoofabilityPart spoofability,
    List<SenderRequirementPart> senderRequirements,
    MtaStsPart mtaSts,
    TlsRptPart tlsRpt,
    BimiPart bimi,
    DnssecPart dnssec,
    CaaPart caa,
    List<ServerPart> smtpServers,
    List<DeliveryPart> delivery,
    List<ServerPart> mailboxServers,
    List<PtrPart> ptrRecords,
    List<ReputationPart> reputation,
    List<FindingPart> findings,
    McssPart mcss,
    List<String> notes,
    @Nullable ScopePart scope) {

  /** The version of the document's shape. */
  public static final String SCHEMA_VERSION = "1.0";

  /** Who made the report. */
  public record Tool(String name, String version) {}

  /** What a gate says of it; findings that are known or suppressed fail none. */
  public Gate.Verdict judgedBy(Gate gate) {
    return gate.judge(
        securityScore,
        score.low(),
        findings.stream()
            .filter(finding -> !finding.isExcused())
            .map(finding -> new Gate.Judged(finding.id(), Severity.of(finding.severity())))
            .toList());
  }

  /** The same report with other findings: with marks, and in the same order. */
  public Report withFindings(List<FindingPart> others) {
    return new Report(
        schemaVersion,
        tool,
        domain,
        domainUnicode,
        organizationalDomain,
        scannedAt,
        durationMs,
        outcome,
        securityScore,
        grade,
        score,
        mx,
        spfRecord,
        spf,
        dkimSelectorsFound,
        dkim,
        dmarcPolicy,
        dmarc,
        spoofability,
        senderRequirements,
        mtaSts,
        tlsRpt,
        bimi,
        dnssec,
        caa,
        smtpServers,
        delivery,
        mailboxServers,
        ptrRecords,
        reputation,
        others,
        mcss,
        notes,
        scope);
  }
}
