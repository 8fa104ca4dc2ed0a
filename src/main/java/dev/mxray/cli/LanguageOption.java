package dev.mxray.cli;

import dev.mxray.finding.FindingTexts;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.report.Texts;
import dev.mxray.text.Wording;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The language in which people are told what was found. */
final class LanguageOption {
  static final String ENGLISH = "en";

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      defaultValue = ENGLISH,
      description = "The language of what people read: en (default) or it.")
  private String language = ENGLISH;

  /** The language by ISO 639-1, in lower case. */
  String id() throws UsageException {
    return texts().language();
  }

  /** What is printed around findings and controls, in the language. */
  Texts console() throws UsageException {
    return Texts.console(id());
  }

  /** The sentences of commands in the language. */
  Wording words() throws UsageException {
    return Wording.in(id());
  }

  /** The texts of findings in the language. */
  FindingTexts findings() throws UsageException {
    return new FindingTexts(id());
  }

  /** The texts of controls in the language. */
  ControlTexts texts() throws UsageException {
    try {
      return ControlTexts.in(language.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--lang: " + e.getMessage());
    }
  }
}
