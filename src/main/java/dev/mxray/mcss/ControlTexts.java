package dev.mxray.mcss;

import dev.mxray.text.TextFile;
import java.util.Properties;

/**
 * The texts that people read about controls, in one language. They are beside this class, in UTF-8:
 * names in {@code <language>/controls.properties}, what is said beyond the name in {@code
 * <language>/guidance.properties} under {@code <id>.description}, {@code <id>.rationale}, {@code
 * <id>.remediation}, {@code <id>.verify} and {@code <id>.breaks}, and the words around them in
 * {@code <language>/labels.properties}. Another language is another directory and another word in
 * {@link TextFile#LANGUAGES}. Immutable.
 */
public final class ControlTexts {
  private final String language;
  private final Properties names;
  private final Properties guidance;
  private final Properties labels;

  private ControlTexts(String language) {
    this.language = language;
    this.names = load(language, "controls");
    this.guidance = load(language, "guidance");
    this.labels = load(language, "labels");
  }

  /**
   * What is said about a control.
   *
   * @param name what is true when it passes, without a final dot
   * @param description what exactly is asked
   * @param rationale why
   * @param remediation what to do when it fails
   * @param verify how to see that it is done
   * @param breaks what can go wrong with it
   */
  public record Text(
      String name,
      String description,
      String rationale,
      String remediation,
      String verify,
      String breaks) {}

  /**
   * The texts of a language.
   *
   * @throws IllegalArgumentException when it is none of {@link TextFile#LANGUAGES}; the message is
   *     for people
   */
  public static ControlTexts in(String language) {
    return new ControlTexts(TextFile.language(language));
  }

  /** The language of these texts. */
  public String language() {
    return language;
  }

  /**
   * The texts of a control.
   *
   * @throws IllegalStateException when one is not there, which is a mistake in the program
   */
  public Text of(Control control) {
    return new Text(
        there(names, control.id() + ".name"),
        there(guidance, control.id() + ".description"),
        there(guidance, control.id() + ".rationale"),
        there(guidance, control.id() + ".remediation"),
        there(guidance, control.id() + ".verify"),
        there(guidance, control.id() + ".breaks"));
  }

  /** A word or sentence that stands around the texts of a control. */
  public String label(String key) {
    return there(labels, key);
  }

  private String there(Properties texts, String key) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("no text " + key + " in " + language);
    }
    return text.strip();
  }

  /** The names of controls in a language, as the catalogue reads them. */
  static Properties load(String language, String file) {
    return TextFile.read("/dev/mxray/mcss/" + language + "/" + file + ".properties");
  }
}
