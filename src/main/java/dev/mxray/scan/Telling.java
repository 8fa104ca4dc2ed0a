package dev.mxray.scan;

import dev.mxray.finding.FindingTexts;
import dev.mxray.report.Texts;
import dev.mxray.text.Wording;

/**
 * In whose words reports are told; read once for each language.
 *
 * @param findings of findings
 * @param around of what a report says of itself
 */
record Telling(FindingTexts findings, Texts around) {

  static Telling of(FindingTexts findings) {
    return new Telling(findings, Texts.console(findings.language()));
  }

  /** The sentences of reasons. */
  Wording words() {
    return findings.words();
  }
}
