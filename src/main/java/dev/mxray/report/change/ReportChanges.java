package dev.mxray.report.change;

import dev.mxray.report.CertificatePart;
import dev.mxray.report.FindingPart;
import dev.mxray.report.Report;
import dev.mxray.report.ReputationPart;
import dev.mxray.report.ServerPart;
import dev.mxray.report.TlsPart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two reports of one domain. What the newer report could not see is never
 * gone: a finding, an entry of a list, that it cannot tell of is {@code UNSEEN}, and a record or
 * certificate is compared only where both reports saw it. Findings that say that a check could not
 * be made are about the scan, and not compared.
 *
 * @param domain of the newer report
 * @param oldScannedAt RFC 3339
 * @param newScannedAt RFC 3339
 * @param findings the new ones, then those that matter otherwise, those that are gone, and those
 *     that were not seen; each the worst first
 * @param records by kind and name
 * @param listings by subject and list
 * @param certificates by host
 */
public record ReportChanges(
    String domain,
    String oldScannedAt,
    String newScannedAt,
    ScoreChange score,
    List<FindingChange> findings,
    List<RecordChange> records,
    List<ListingChange> listings,
    List<CertificateChange> certificates) {

  private static final String INCONCLUSIVE = "check-inconclusive";
  private static final String LISTED = "listed";

  private static final List<String> SEVERITIES =
      List.of("critical", "high", "medium", "low", "info");

  private static final List<FindingChange.Kind> KINDS =
      List.of(
          FindingChange.Kind.NEW,
          FindingChange.Kind.SEVERITY,
          FindingChange.Kind.GONE,
          FindingChange.Kind.UNSEEN);

  /** What differs; the reports need not be of the same version, nor of the same checks. */
  public static ReportChanges between(Report before, Report after) {
    return new ReportChanges(
        after.domain(),
        before.scannedAt(),
        after.scannedAt(),
        new ScoreChange(
            before.securityScore(),
            after.securityScore(),
            before.grade(),
            after.grade(),
            before.score().coveragePct(),
            after.score().coveragePct()),
        findings(before, after),
        PublishedRecords.changes(before, after),
        listings(before, after),
        certificates(before, after));
  }

  /** True when nothing is known to have changed; what was not seen this time is no change. */
  public boolean isEmpty() {
    return !score.moved()
        && findings.stream().allMatch(one -> one.kind() == FindingChange.Kind.UNSEEN)
        && records.isEmpty()
        && listings.stream().allMatch(one -> one.kind() == ListingChange.Kind.UNSEEN)
        && certificates.isEmpty();
  }

  /** The finding's identity: its type and what it is about. */
  public static String identity(FindingPart finding) {
    return finding.id() + " " + finding.subject();
  }

  private static List<FindingChange> findings(Report before, Report after) {
    Map<String, FindingPart> old = byIdentity(before);
    Map<String, FindingPart> now = byIdentity(after);
    var sight = new Visibility(after);
    var formerSight = new Visibility(before);
    var changes = new ArrayList<FindingChange>();
    now.forEach(
        (key, finding) -> {
          FindingPart former = old.get(key);
          if (former == null) {
            changes.add(
                change(FindingChange.Kind.NEW, null, finding, !formerSight.sees(finding, after)));
          } else if (!former.severity().equals(finding.severity())) {
            changes.add(change(FindingChange.Kind.SEVERITY, former, finding, false));
          }
        });
    old.forEach(
        (key, finding) -> {
          if (!now.containsKey(key)) {
            boolean gone = sight.sees(finding, before);
            changes.add(
                change(
                    gone ? FindingChange.Kind.GONE : FindingChange.Kind.UNSEEN,
                    finding,
                    null,
                    false));
          }
        });
    changes.sort(
        Comparator.comparingInt((FindingChange one) -> KINDS.indexOf(one.kind()))
            .thenComparingInt(ReportChanges::rank)
            .thenComparing(FindingChange::id)
            .thenComparing(FindingChange::subject));
    return List.copyOf(changes);
  }

  private static int rank(FindingChange change) {
    String severity =
        Optional.ofNullable(change.newSeverity())
            .or(() -> Optional.ofNullable(change.oldSeverity()))
            .orElse("");
    int rank = SEVERITIES.indexOf(severity);
    return rank < 0 ? SEVERITIES.size() : rank;
  }

  private static FindingChange change(
      FindingChange.Kind kind,
      @Nullable FindingPart before,
      @Nullable FindingPart after,
      boolean unseenBefore) {
    FindingPart shown = after == null ? Objects.requireNonNull(before) : after;
    return new FindingChange(
        kind,
        shown.id(),
        shown.section(),
        shown.subject(),
        shown.title(),
        before == null ? null : before.severity(),
        after == null ? null : after.severity(),
        unseenBefore);
  }

  private static Map<String, FindingPart> byIdentity(Report report) {
    var findings = new LinkedHashMap<String, FindingPart>();
    report.findings().stream()
        .filter(finding -> !finding.id().equals(INCONCLUSIVE))
        .forEach(finding -> findings.putIfAbsent(identity(finding), finding));
    return findings;
  }

  private static List<ListingChange> listings(Report before, Report after) {
    Map<String, ReputationPart> old = byList(before);
    Map<String, ReputationPart> now = byList(after);
    var changes = new TreeMap<String, ListingChange>();
    now.forEach(
        (key, answer) -> {
          ReputationPart former = old.get(key);
          if (!answer.state().equals(LISTED)) {
            return;
          }
          if (former == null || !former.state().equals(LISTED)) {
            changes.put(key, listing(ListingChange.Kind.LISTED, answer, former, answer));
          } else if (!former.codes().equals(answer.codes())) {
            changes.put(key, listing(ListingChange.Kind.CODES, answer, former, answer));
          }
        });
    old.forEach(
        (key, former) -> {
          ReputationPart answer = now.get(key);
          if (former.state().equals(LISTED) && (answer == null || !answer.state().equals(LISTED))) {
            boolean clean = answer != null && answer.state().equals("clean");
            changes.put(
                key,
                listing(
                    clean ? ListingChange.Kind.DELISTED : ListingChange.Kind.UNSEEN,
                    former,
                    former,
                    answer));
          }
        });
    return List.copyOf(changes.values());
  }

  private static ListingChange listing(
      ListingChange.Kind kind,
      ReputationPart shown,
      @Nullable ReputationPart before,
      @Nullable ReputationPart after) {
    return new ListingChange(
        kind,
        shown.subject(),
        shown.list(),
        shown.kind(),
        before == null ? null : before.state(),
        after == null ? null : after.state(),
        shown.codes(),
        shown.meaning(),
        shown.severity());
  }

  private static Map<String, ReputationPart> byList(Report report) {
    var answers = new LinkedHashMap<String, ReputationPart>();
    report.reputation().forEach(one -> answers.putIfAbsent(one.subject() + " " + one.list(), one));
    return answers;
  }

  /** Who has the same certificate everywhere renews it once. */
  private static List<CertificateChange> certificates(Report before, Report after) {
    Map<String, CertificatePart> old = new LinkedHashMap<>();
    servers(before)
        .forEach(server -> certificate(server).ifPresent(one -> old.put(at(server), one)));
    var changes = new TreeMap<String, CertificateChange>();
    servers(after)
        .forEach(
            server ->
                certificate(server)
                    .ifPresent(
                        now -> {
                          CertificatePart former = old.get(at(server));
                          if (former != null && !former.sha256().equals(now.sha256())) {
                            changes.merge(
                                server.host() + " " + former.sha256() + " " + now.sha256(),
                                new CertificateChange(
                                    CertificateChange.kind(former, now),
                                    server.host(),
                                    List.of(port(server)),
                                    former,
                                    now),
                                ReportChanges::together);
                          }
                        }));
    return List.copyOf(changes.values());
  }

  private static CertificateChange together(CertificateChange one, CertificateChange other) {
    return new CertificateChange(
        one.kind(),
        one.host(),
        Stream.concat(one.ports().stream(), other.ports().stream()).toList(),
        one.before(),
        one.after());
  }

  private static Stream<ServerPart> servers(Report report) {
    return Stream.concat(report.smtpServers().stream(), report.mailboxServers().stream());
  }

  private static Optional<CertificatePart> certificate(ServerPart server) {
    return Optional.ofNullable(server.tls()).map(TlsPart::certificate);
  }

  private static String at(ServerPart server) {
    return server.host() + port(server);
  }

  private static String port(ServerPart server) {
    return "[" + server.address() + "]:" + server.port();
  }
}
