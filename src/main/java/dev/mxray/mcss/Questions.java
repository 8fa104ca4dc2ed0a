package dev.mxray.mcss;

import dev.mxray.text.TextFile;
import java.util.Optional;
import java.util.Properties;

/**
 * What a person is asked about a control that nothing shows, in one language: {@code
 * <language>/questions.properties} beside this class. Every question is put so that yes is a pass.
 * Immutable.
 */
public final class Questions {
  private final Properties questions;

  private Questions(Properties questions) {
    this.questions = questions;
  }

  /**
   * The questions of a language.
   *
   * @throws IllegalArgumentException when it is none of {@link TextFile#LANGUAGES}; the message is
   *     for people
   */
  public static Questions in(String language) {
    TextFile.language(language);
    return new Questions(ControlTexts.load(language, "questions"));
  }

  /** The question about a control; empty for one of mxray's own, which only a scan decides. */
  public Optional<String> of(Control control) {
    return Optional.ofNullable(questions.getProperty(control.id())).map(String::strip);
  }
}
