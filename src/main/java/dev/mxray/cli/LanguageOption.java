package dev.mxray.cli;

import dev.mxray.mcss.ControlTexts;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The language in which controls are told. */
final class LanguageOption {
  static final String ENGLISH = "en";

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      defaultValue = ENGLISH,
      description = "The language of the texts of controls: en (default) or it.")
  private String language = ENGLISH;

  /** The language by ISO 639-1, in lower case. */
  String id() throws UsageException {
    return texts().language();
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
