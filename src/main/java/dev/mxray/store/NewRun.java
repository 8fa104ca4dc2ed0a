package dev.mxray.store;

import dev.mxray.report.CertificatePart;
import dev.mxray.report.FindingPart;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import dev.mxray.report.ReputationPart;
import dev.mxray.report.ServerPart;
import dev.mxray.report.TlsPart;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to be kept.
 *
 * @param run what is known of it in short; its id is not used
 * @param json what it saw
 * @param key what no two runs may have in common, so that one is kept once; null for none
 */
public record NewRun(Run run, String json, @Nullable String key) {
  static final String DOMAIN = "domain";
  static final String ADDRESS = "address";

  private static final JsonWriter JSON = new JsonWriter();

  /** A scan of a domain. */
  public static NewRun of(Report report, Profile profile) {
    var run =
        new Run(
            0,
            report.domain(),
            DOMAIN,
            profile.id(),
            Instant.parse(report.scannedAt()),
            report.durationMs(),
            outcome(report, profile),
            report.securityScore(),
            report.grade(),
            report.score().low(),
            report.score().high(),
            findings(report.findings()),
            listings(report.reputation()),
            unknown(report.reputation()),
            certificateDays(report));
    return new NewRun(run, JSON.line(report), null);
  }

  /** What lists say of an address. */
  public static NewRun of(AddressReport report) {
    var run =
        new Run(
            0,
            report.address(),
            ADDRESS,
            Profile.REPUTATION.id(),
            Instant.parse(report.scannedAt()),
            report.durationMs(),
            outcome(report.reputation()),
            null,
            null,
            null,
            null,
            Run.Findings.NONE,
            listings(report.reputation()),
            unknown(report.reputation()),
            null);
    return new NewRun(run, JSON.line(report), null);
  }

  /**
   * What a run came to. One that asks block lists only wants no score, and has failed only where no
   * list answered.
   *
   * @return {@code complete}, {@code partial} or {@code failed}
   */
  public static String outcome(Report report, Profile profile) {
    return profile == Profile.REPUTATION ? outcome(report.reputation()) : report.outcome();
  }

  private static String outcome(List<ReputationPart> answers) {
    long asked = blocking(answers).count();
    int unknown = unknown(answers);
    return unknown == asked ? "failed" : unknown == 0 ? "complete" : "partial";
  }

  /** The same with a key. */
  public NewRun withKey(String unique) {
    return new NewRun(run, json, unique);
  }

  private static Run.Findings findings(List<FindingPart> findings) {
    return new Run.Findings(
        count(findings, "critical"),
        count(findings, "high"),
        count(findings, "medium"),
        count(findings, "low"),
        count(findings, "info"));
  }

  private static int count(List<FindingPart> findings, String severity) {
    return (int) findings.stream().filter(one -> one.severity().equals(severity)).count();
  }

  private static int listings(List<ReputationPart> answers) {
    return (int) blocking(answers).filter(one -> one.state().equals("listed")).count();
  }

  private static int unknown(List<ReputationPart> answers) {
    return (int)
        blocking(answers)
            .filter(one -> !one.state().equals("listed") && !one.state().equals("clean"))
            .count();
  }

  /** Being on an allow list is no fault. */
  private static Stream<ReputationPart> blocking(List<ReputationPart> answers) {
    return answers.stream().filter(one -> !one.kind().equals("allow"));
  }

  private static @Nullable Integer certificateDays(Report report) {
    return Stream.concat(report.smtpServers().stream(), report.mailboxServers().stream())
        .map(ServerPart::tls)
        .filter(Objects::nonNull)
        .map(TlsPart::certificate)
        .filter(Objects::nonNull)
        .map(CertificatePart::daysLeft)
        .min(Integer::compare)
        .orElse(null);
  }
}
