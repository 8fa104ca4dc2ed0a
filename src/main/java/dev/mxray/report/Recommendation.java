package dev.mxray.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to do about the findings of one type.
 *
 * @param gain points by which the score would rise, as far as the ledger tells; 0 where nothing was
 *     deducted
 * @param findings of one type, at least one
 */
public record Recommendation(int gain, List<FindingPart> findings) {
  private static final List<String> SEVERITIES = List.of("critical", "high", "medium", "low");

  /** The first finding, which stands for the others. */
  public FindingPart first() {
    return findings.get(0);
  }

  /**
   * What a report recommends: what gains most first, then the worst first. What is only for
   * information is left out.
   */
  public static List<Recommendation> of(Report report) {
    Map<String, List<FindingPart>> byType = new LinkedHashMap<>();
    for (FindingPart finding : report.findings()) {
      byType.computeIfAbsent(finding.id(), id -> new ArrayList<>()).add(finding);
    }
    var recommendations = new ArrayList<Recommendation>();
    byType.forEach(
        (id, findings) -> {
          int gain = points(report, id);
          if (gain > 0 || SEVERITIES.contains(findings.get(0).severity())) {
            recommendations.add(new Recommendation(gain, List.copyOf(findings)));
          }
        });
    // Stable: what is alike stays in the order of the findings.
    recommendations.sort(
        Comparator.comparingInt(Recommendation::gain)
            .reversed()
            .thenComparing(one -> SEVERITIES.indexOf(one.first().severity())));
    return recommendations;
  }

  /** A type may cost in two sections, or, for blocklists, once for each operator. */
  public static int points(Report report, String id) {
    Integer score = report.securityScore();
    if (score == null) {
      return 0;
    }
    return report.score().sections().stream()
        .flatMap(section -> section.deductions().stream())
        .filter(deduction -> deduction.finding().equals(id))
        .map(ScorePart.DeductionPart::scoreWithout)
        .mapToInt(without -> without == null ? 0 : Math.max(0, without - score))
        .sum();
  }
}
