package dev.mxray.cli;

import dev.mxray.finding.FindingType;
import dev.mxray.report.FindingPart;
import dev.mxray.report.Report;
import dev.mxray.score.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The one line that says why a scan has no score. */
final class FailedScan {
  private static final int MAX_ATTEMPTS = 6;
  private static final Pattern TIME = Pattern.compile(" \\(\\d+ ms\\)");

  private FailedScan() {}

  static boolean is(Report report) {
    return report.outcome().equals(Outcome.FAILED.id());
  }

  /** Why, with whom was asked: {@code no answer in time (192.0.2.1: timeout)}. */
  static String reason(Report report) {
    if (has(report, FindingType.DOMAIN_NOT_FOUND)) {
      return "the domain does not exist: there is no score";
    }
    return "the scan could not be completed: " + unseen(report);
  }

  /** Why something could not be seen, with whom was asked. */
  static String unseen(Report report) {
    List<String> reasons = evidence(report, "reason").limit(MAX_ATTEMPTS).toList();
    List<String> attempts =
        evidence(report, "attempts")
            .map(attempt -> TIME.matcher(attempt).replaceAll(""))
            .filter(attempt -> !attempt.equals("none"))
            .distinct()
            .limit(MAX_ATTEMPTS)
            .toList();
    return (reasons.isEmpty() ? "there is no score" : String.join("; ", reasons))
        + (attempts.isEmpty() ? "" : " (" + String.join("; ", attempts) + ")");
  }

  private static boolean has(Report report, FindingType type) {
    return report.findings().stream().anyMatch(finding -> finding.id().equals(type.id()));
  }

  /** What could not be seen of the domain itself, each thing once. */
  private static Stream<String> evidence(Report report, String name) {
    return report.findings().stream()
        .filter(finding -> finding.id().equals(FindingType.CHECK_INCONCLUSIVE.id()))
        .map(FindingPart::evidence)
        .flatMap(evidence -> Arrays.stream(evidence.getOrDefault(name, "").split("; ")))
        .filter(text -> !text.isEmpty())
        .distinct();
  }
}
