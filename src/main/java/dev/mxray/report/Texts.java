package dev.mxray.report;

import dev.mxray.text.TextFile;
import dev.mxray.text.Wording;
import java.util.Arrays;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a form of the report says in its own words, in one language: {@code
 * dev/mxray/report/<language>/<form>.properties}, in UTF-8. Immutable.
 */
public final class Texts {
  private static final String ENGLISH = "en";

  private final String language;
  private final Properties texts;
  private final Wording words;

  private Texts(String language, Properties texts) {
    this.language = language;
    this.texts = texts;
    this.words = Wording.in(language);
  }

  /**
   * The texts of the page of HTML.
   *
   * @throws IllegalArgumentException when the language is none of {@link TextFile#LANGUAGES}; the
   *     message is for people
   */
  public static Texts page(String language) {
    return read("html", language);
  }

  /**
   * The texts of what is printed to be read: the report at a terminal and what is like it.
   *
   * @throws IllegalArgumentException when the language is none of {@link TextFile#LANGUAGES}; the
   *     message is for people
   */
  public static Texts console(String language) {
    return read("console", language);
  }

  /** The same in English, the language unless another is asked for. */
  public static Texts console() {
    return console(ENGLISH);
  }

  private static Texts read(String form, String language) {
    return new Texts(
        TextFile.language(language),
        TextFile.read("/dev/mxray/report/" + language + "/" + form + ".properties"));
  }

  /** The same texts for an output that has ASCII characters only; values are left alone. */
  Texts typewritten() {
    var ascii = new Properties();
    texts.forEach((key, text) -> ascii.put(key, Printable.typewritten((String) text)));
    return new Texts(language, ascii);
  }

  /** True for the language in which reports are written. */
  boolean isEnglish() {
    return language.equals(ENGLISH);
  }

  /** The language by ISO 639-1. */
  public String language() {
    return language;
  }

  /**
   * A text, with values in place of {@code {0}}, {@code {1}}… A value is put in as it is, braces
   * and all.
   *
   * @throws IllegalStateException when it is not there, which is a mistake in the program
   */
  public String of(String key, @Nullable Object... values) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("no text " + key + " in " + language);
    }
    return TextFile.filled(text, Arrays.stream(values).map(String::valueOf).toList());
  }

  /** A text that says how many: {@code key.one} or {@code key.many}, {@code {0}} the number. */
  public String count(String key, long number) {
    return count(key, number, number);
  }

  /** The same with other values, of which the number may be one. */
  public String count(String key, long number, @Nullable Object... values) {
    return of(key + (number == 1 ? ".one" : ".many"), values);
  }

  /**
   * A word of the report's in the reader's language; a word that this version does not know stays
   * as it is.
   *
   * @param kind of word: {@code severity}, {@code starttls}, …
   */
  public String word(String kind, @Nullable String word) {
    return word == null ? of("none") : texts.getProperty(kind + "." + word, word);
  }

  /** The word if there is one of this kind. */
  @Nullable String known(String kind, String word) {
    return texts.getProperty(kind + "." + word);
  }

  /** The sentences of the same language. */
  public Wording words() {
    return words;
  }

  /** A value, cut to a number of characters; it says how many were cut off. */
  public String cut(String value, int limit) {
    return Printable.cutIn(this, Printable.cut(value, limit));
  }

  /** Yes, no, or not known. */
  public String yes(@Nullable Boolean value) {
    return of(value == null ? "unknown" : value ? "yes" : "no");
  }
}
