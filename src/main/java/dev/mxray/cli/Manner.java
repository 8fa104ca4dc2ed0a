package dev.mxray.cli;

import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.Severity;
import dev.mxray.score.Gate;

/**
 * How reports are put into other forms.
 *
 * @param language of what stands around the findings, by ISO 639-1
 * @param texts of the types of findings
 * @param gate what a scan must reach
 */
record Manner(String language, FindingTexts texts, Gate gate) {

  static Manner of(LanguageOption language, Gate gate) throws UsageException {
    return new Manner(language.id(), language.findings(), gate);
  }

  /** What fails a check is what fails the gate; without such a gate, all but information. */
  Severity failing() {
    return gate.failOn() == null ? Severity.LOW : gate.failOn();
  }
}
