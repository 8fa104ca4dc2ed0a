package dev.mxray.report.html;

import dev.mxray.finding.Remediation;
import dev.mxray.report.FindingPart;
import dev.mxray.report.Printable;
import dev.mxray.report.Recommendation;
import dev.mxray.report.Report;
import dev.mxray.report.ZoneLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Findings of one type and severity: told once, with every subject.
 *
 * @param anchor where links to the type lead: one of its own
 * @param gain points by which the score would rise without all of this type
 * @param shown the first of them
 * @param more how many are not shown one by one
 * @param fixes what clears them, each once
 */
record FindingGroup(
    FindingPart first,
    String anchor,
    int gain,
    List<FindingPart> shown,
    int more,
    List<Fix> fixes) {
  /** Beyond these a page is no longer read; the other forms have all. */
  private static final int MAX_SUBJECTS = 40;

  private static final int MAX_ID = 160;
  private static final int MAX_FIXES = 12;
  private static final int MAX_FIX = 8_000;

  /**
   * Something to publish, to delete or to serve.
   *
   * @param text to copy
   */
  record Fix(String kind, String name, String text) {}

  /** By severity, the worst first, and there in the report's order. */
  static Map<String, List<FindingGroup>> bySeverity(Report report) {
    Map<String, Map<String, List<FindingPart>>> sorted = new LinkedHashMap<>();
    for (FindingPart finding : report.findings()) {
      sorted
          .computeIfAbsent(finding.severity(), key -> new LinkedHashMap<>())
          .computeIfAbsent(key(finding), key -> new ArrayList<>())
          .add(finding);
    }
    Map<String, List<FindingGroup>> groups = new LinkedHashMap<>();
    var anchors = new HashSet<String>();
    sorted.forEach(
        (severity, types) ->
            groups.put(
                severity,
                types.values().stream()
                    .map(some -> group(report, some, anchor(some.get(0), anchors)))
                    .toList()));
    return groups;
  }

  /** What is suppressed or known stands apart from what is not. */
  private static String key(FindingPart finding) {
    return finding.id() + " " + finding.suppression() + " " + finding.baseline();
  }

  /** The first group of a type has its plain name: links lead there. */
  private static String anchor(FindingPart finding, Set<String> taken) {
    String plain = "f-" + Printable.cut(finding.id(), MAX_ID);
    String anchor = plain;
    for (int i = 2; !taken.add(anchor); i++) {
      anchor = plain + "-" + i;
    }
    return anchor;
  }

  private static FindingGroup group(Report report, List<FindingPart> findings, String anchor) {
    var fixes = new LinkedHashSet<Fix>();
    findings.forEach(one -> one.remediation().forEach(step -> fixes.add(fix(step))));
    return new FindingGroup(
        findings.get(0),
        anchor,
        Recommendation.points(report, findings.get(0).id()),
        findings.stream().limit(MAX_SUBJECTS).toList(),
        Math.max(0, findings.size() - MAX_SUBJECTS),
        fixes.stream().limit(MAX_FIXES).toList());
  }

  private static Fix fix(Remediation step) {
    String text = step.kind().equals(Remediation.FILE) ? step.value() : ZoneLine.of(step);
    return new Fix(step.kind(), step.name(), Printable.cut(text, MAX_FIX));
  }
}
