package dev.mxray.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files in which texts for people are: properties in UTF-8, one for each language. */
public final class TextFile {
  /** The languages that are there, by ISO 639-1; the first is the one when none is asked for. */
  public static final List<String> LANGUAGES = List.of("en", "it");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)}");

  private TextFile() {}

  /**
   * Whether a language is there.
   *
   * @return the language
   * @throws IllegalArgumentException when it is none of {@link #LANGUAGES}; the message is for
   *     people
   */
  public static String language(String language) {
    if (!LANGUAGES.contains(language)) {
      throw new IllegalArgumentException(
          "there is no language '" + language + "', only " + String.join(", ", LANGUAGES));
    }
    return language;
  }

  /**
   * The texts of a file.
   *
   * @param path below the class path, from its root: {@code /dev/mxray/text/en/postfix.properties}
   * @throws IllegalStateException when it is not there, which is a mistake in the program
   */
  public static Properties read(String path) {
    try (InputStream in = TextFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no texts " + path);
      }
      var texts = new Properties();
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A text with values in place of {@code {0}}, {@code {1}}… A value is put in as it is, braces and
   * all; a place without a value stays.
   */
  public static String filled(String text, List<String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found -> {
              int index = Integer.parseInt(found.group(1));
              return Matcher.quoteReplacement(
                  index < values.size() ? values.get(index) : found.group());
            });
  }
}
