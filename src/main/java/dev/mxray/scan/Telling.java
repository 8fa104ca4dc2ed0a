package dev.mxray.scan;

import dev.mxray.finding.FindingTexts;
import dev.mxray.report.Texts;
import dev.mxray.text.Wording;

/**
 * In whose words reports are told; read once for each language.
 *
 * @param findings of findings
 * @param around of what a report says of itself
 * @param reasons of why controls stand as they do
 */
record Telling(FindingTexts findings, Texts around, Wording reasons) {

  static Telling of(FindingTexts findings) {
    return new Telling(
        findings, Texts.console(findings.language()), Wording.in(findings.language()));
  }
}
