package dev.mxray.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What lists say in the form of monitoring plugins: one line, performance data behind a bar, and an
 * exit code (Monitoring Plugins Development Guidelines).
 *
 * @param code 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN
 */
public record NagiosLine(int code, String text) {
  /** The exit code where nothing can be told. */
  public static final int UNKNOWN = 3;

  private static final List<String> WORDS = List.of("OK", "WARNING", "CRITICAL", "UNKNOWN");
  private static final int MAX_NAMED = 8;

  /**
   * CRITICAL for a listing of severity high or worse, WARNING for another that is a fault, UNKNOWN
   * when most lists gave no answer that can be believed.
   *
   * @param subject what was asked about
   */
  public static NagiosLine of(String subject, List<ReputationPart> all) {
    List<ReputationPart> answers =
        all.stream().filter(answer -> !Listings.isAllowList(answer)).toList();
    List<ReputationPart> faults = answers.stream().filter(Listings::isFault).toList();
    int usable = (int) answers.stream().filter(Listings::isUsable).count();
    int unknown = answers.size() - usable;
    int code;
    String what;
    if (!faults.isEmpty()) {
      code = faults.stream().anyMatch(NagiosLine::isGrave) ? 2 : 1;
      what =
          faults.stream()
              .limit(MAX_NAMED)
              .map(one -> one.subject() + " listed by " + one.list())
              .collect(Collectors.joining(", "));
      if (faults.size() > MAX_NAMED) {
        what += ", and " + (faults.size() - MAX_NAMED) + " more";
      }
    } else if (usable == 0 || unknown > usable) {
      code = UNKNOWN;
      what =
          answers.isEmpty()
              ? "there was nothing to ask about"
              : "no usable answer for " + unknown + " of " + answers.size() + " questions";
    } else {
      code = 0;
      what = "not listed, " + usable + " of " + answers.size() + " questions answered";
    }
    String data =
        "listed=%d;0;;0;%d unknown=%d;;;0;%d"
            .formatted(faults.size(), answers.size(), unknown, answers.size());
    String text = "REPUTATION " + WORDS.get(code) + " - " + subject + ": " + what;
    // The bar parts text from data.
    return new NagiosLine(code, Printable.of(text).replace('|', '/') + " | " + data);
  }

  private static boolean isGrave(ReputationPart answer) {
    return "high".equals(answer.severity()) || "critical".equals(answer.severity());
  }
}
