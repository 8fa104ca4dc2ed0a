package dev.mxray.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something to be said to people, apart from the language. Immutable; what it holds may be hostile,
 * and is escaped at the exit like every other text. As a string it is English.
 */
public sealed interface Sentence {

  /** The sentence in the words of a language. */
  String in(Wording words);

  /**
   * A sentence of this program's.
   *
   * @param key {@code postfix.no-certificate}: of {@code no-certificate} in the file {@code
   *     postfix.properties} of every language
   * @param values in place of {@code {0}}, {@code {1}}…: strings and numbers as they are, other
   *     sentences in the same language
   */
  static Sentence of(String key, Object... values) {
    return new Keyed(key, List.copyOf(Arrays.asList(values)));
  }

  /**
   * A sentence that says how many: {@code key.one} or {@code key.many}, {@code {0}} the number and
   * the values behind it.
   */
  static Sentence count(String key, long number, Object... values) {
    Object[] all = new Object[values.length + 1];
    all[0] = number;
    System.arraycopy(values, 0, all, 1, values.length);
    return of(key + (number == 1 ? ".one" : ".many"), all);
  }

  /** What has its words already: a name, a number, a sentence of somebody else's. */
  static Sentence verbatim(String text) {
    return new Verbatim(text);
  }

  /** One after the other. */
  static Sentence joined(String separator, Collection<? extends Sentence> parts) {
    return new Joined(separator, List.copyOf(parts));
  }

  /** The same, cut at so many characters. */
  default Sentence limited(int characters) {
    return new Limited(this, characters);
  }

  /** A sentence of this program's. */
  record Keyed(String key, List<Object> values) implements Sentence {
    @Override
    public String in(Wording words) {
      return TextFile.filled(
          words.text(key), values.stream().map(value -> told(value, words)).toList());
    }

    private static String told(Object value, Wording words) {
      return value instanceof Sentence sentence ? sentence.in(words) : value.toString();
    }

    @Override
    public String toString() {
      return in(Wording.ENGLISH);
    }
  }

  /** What has its words already. */
  record Verbatim(String text) implements Sentence {
    @Override
    public String in(Wording words) {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Several sentences. */
  record Joined(String separator, List<Sentence> parts) implements Sentence {
    @Override
    public String in(Wording words) {
      return parts.stream().map(part -> part.in(words)).collect(Collectors.joining(separator));
    }

    @Override
    public String toString() {
      return in(Wording.ENGLISH);
    }
  }

  /** A sentence of which only the beginning is wanted, because somebody else may have filled it. */
  record Limited(Sentence whole, int characters) implements Sentence {
    @Override
    public String in(Wording words) {
      String text = whole.in(words);
      return text.codePointCount(0, text.length()) <= characters
          ? text
          : text.substring(0, text.offsetByCodePoints(0, characters)) + "…";
    }

    @Override
    public String toString() {
      return in(Wording.ENGLISH);
    }
  }
}
