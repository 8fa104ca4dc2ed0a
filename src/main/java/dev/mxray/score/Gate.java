package dev.mxray.score;

import dev.mxray.finding.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a scan must reach for exit code 0.
 *
 * @param failUnder the lowest score that passes, 0 to 100
 * @param strict compares the low end of the range instead of the score
 * @param failOn findings at least this severe fail; null for none
 */
public record Gate(int failUnder, boolean strict, @Nullable Severity failOn) {

  /** The lowest score that passes unless said otherwise. */
  public static final int DEFAULT_FAIL_UNDER = 70;

  public static final int EXIT_PASSED = 0;
  public static final int EXIT_FAILED = 1;

  /**
   * What came of it.
   *
   * @param exitCode {@link #EXIT_PASSED} or {@link #EXIT_FAILED}
   * @param reason one line for people, without text from the network
   */
  public record Verdict(int exitCode, String reason) {}

  public Gate {
    if (failUnder < 0 || failUnder > 100) {
      throw new IllegalArgumentException("not between 0 and 100: " + failUnder);
    }
  }

  /** The gate without options. */
  public static Gate standard() {
    return new Gate(DEFAULT_FAIL_UNDER, /* strict= */ false, /* failOn= */ null);
  }

  /**
   * What the gate looks at of a finding.
   *
   * @param id of its type
   */
  public record Judged(String id, Severity severity) {}

  /**
   * Judges one domain. A failed outcome fails whatever the gate.
   *
   * @param score null when the outcome is failed
   * @param low the low end of the range; null when the outcome is failed
   */
  public Verdict judge(
      @Nullable Integer score, @Nullable Integer low, Collection<Judged> findings) {
    Integer compared = strict ? low : score;
    if (compared == null) {
      return new Verdict(EXIT_FAILED, "the scan could not be completed: there is no score");
    }
    String name = strict ? "the low end of the score range, " : "the score, ";
    List<String> failures = new ArrayList<>();
    if (compared < failUnder) {
      failures.add(name + compared + ", is below " + failUnder);
    }
    if (failOn != null) {
      failures.addAll(severeFindings(findings, failOn));
    }
    return failures.isEmpty()
        ? new Verdict(EXIT_PASSED, name + compared + ", is not below " + failUnder)
        : new Verdict(EXIT_FAILED, String.join("; ", failures));
  }

  private static List<String> severeFindings(Collection<Judged> findings, Severity failOn) {
    List<String> ids =
        findings.stream()
            .filter(finding -> finding.severity().atLeast(failOn))
            .sorted(Comparator.comparing((Judged finding) -> finding.severity()))
            .map(Judged::id)
            .distinct()
            .toList();
    return ids.isEmpty()
        ? List.of()
        : List.of("findings of severity " + failOn.id() + " or worse: " + String.join(", ", ids));
  }
}
