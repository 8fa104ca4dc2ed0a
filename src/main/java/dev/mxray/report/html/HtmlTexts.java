package dev.mxray.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What the page says in its own words, in one language: {@code
 * dev/mxray/report/<language>/html.properties}, in UTF-8. Immutable.
 */
public final class HtmlTexts {
  /** The languages that are there, by ISO 639-1. */
  public static final List<String> LANGUAGES = List.of("en", "it");

  private final String language;
  private final Properties texts = new Properties();

  private HtmlTexts(String language) {
    this.language = language;
    String file = "/dev/mxray/report/" + language + "/html.properties";
    try (InputStream in = HtmlTexts.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no texts " + file);
      }
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The texts of a language.
   *
   * @throws IllegalArgumentException when it is none of {@link #LANGUAGES}; the message is for
   *     people
   */
  public static HtmlTexts in(String language) {
    if (!LANGUAGES.contains(language)) {
      throw new IllegalArgumentException(
          "there is no language '" + language + "', only " + String.join(", ", LANGUAGES));
    }
    return new HtmlTexts(language);
  }

  /** The language by ISO 639-1. */
  String language() {
    return language;
  }

  /**
   * A text, with values in place of {@code {0}}, {@code {1}}…
   *
   * @throws IllegalStateException when it is not there, which is a mistake in the program
   */
  String of(String key, Object... values) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("no text " + key + " in " + language);
    }
    for (int i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(values[i]));
    }
    return text;
  }

  /** A text that says how many: {@code key.one} or {@code key.many}. */
  String count(String key, int number) {
    return of(key + (number == 1 ? ".one" : ".many"), number);
  }

  /**
   * A word of the report's in the reader's language; a word that this version does not know stays
   * as it is.
   *
   * @param kind of word: {@code severity}, {@code starttls}, …
   */
  String word(String kind, @Nullable String word) {
    return word == null ? of("none") : texts.getProperty(kind + "." + word, word);
  }

  /** Yes, no, or not known. */
  String yes(@Nullable Boolean value) {
    return of(value == null ? "unknown" : value ? "yes" : "no");
  }
}
