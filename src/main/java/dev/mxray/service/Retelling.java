package dev.mxray.service;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import dev.mxray.report.FindingPart;
import dev.mxray.report.Report;
import java.util.Optional;

/**
 * Reports that were told in one language, told in another. Only findings can be: they are a type, a
 * subject and evidence. The reasons of controls and the notes stay in the words of their time.
 */
final class Retelling {
  private Retelling() {}

  /** The report with its findings in the words of these texts. */
  static Report of(Report report, FindingTexts texts) {
    return report.withFindings(
        report.findings().stream().map(finding -> told(finding, texts).orElse(finding)).toList());
  }

  /** Empty for a finding of another version, whose type or evidence these texts do not know. */
  private static Optional<FindingPart> told(FindingPart finding, FindingTexts texts) {
    return FindingType.of(finding.id())
        .map(type -> new Finding(type, type.severity(), finding.subject(), finding.evidence()))
        .filter(known -> holdsAll(known, texts))
        .map(texts::of)
        .map(text -> with(finding, text));
  }

  private static boolean holdsAll(Finding finding, FindingTexts texts) {
    return texts.of(finding.type()).placeholders().stream()
        .allMatch(name -> name.equals("subject") || finding.evidence().containsKey(name));
  }

  private static FindingPart with(FindingPart finding, FindingTexts.Text text) {
    return new FindingPart(
        finding.id(),
        finding.severity(),
        finding.section(),
        finding.category(),
        finding.subject(),
        text.title(),
        text.description(),
        text.recommendation(),
        finding.evidence(),
        text.references(),
        finding.controls(),
        finding.remediation(),
        finding.baseline(),
        finding.suppression(),
        /* translated= */ null);
  }
}
