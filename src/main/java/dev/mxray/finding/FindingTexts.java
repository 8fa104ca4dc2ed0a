package dev.mxray.finding;

import dev.mxray.text.Sentence;
import dev.mxray.text.TextFile;
import dev.mxray.text.Wording;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The texts that people read about findings, in one language. They are in {@code
 * dev/mxray/finding/<language>/<section>.properties} (UTF-8) under the keys {@code <id>.title},
 * {@code <id>.description} and {@code <id>.recommendation}; the English files also have {@code
 * <id>.references} (separated by semicolons), which are the same in every language. A section's
 * file is read when one of its findings is first asked for. Safe for use by several threads.
 */
public final class FindingTexts {

  /**
   * Characters of one value that are put into a text. The evidence holds the whole value; a
   * sentence with a record of 60 kB in it helps nobody.
   */
  public static final int MAX_VALUE = 300;

  /** A placeholder; {@code %{i}} is an SPF macro and none. */
  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!%)\\{([a-z][a-z0-9_-]*)}");

  private static final String SUBJECT = "subject";

  /** The language whose files hold what is the same in all: the references. */
  private static final String ENGLISH = "en";

  private final String language;
  private final Wording words;
  private final Map<Section, Properties> sections = new ConcurrentHashMap<>();

  /**
   * The texts of a language.
   *
   * @param language the directory's name, {@code en}
   */
  public FindingTexts(String language) {
    this.language = language;
    this.words = TextFile.LANGUAGES.contains(language) ? Wording.in(language) : Wording.ENGLISH;
  }

  /** The language, the directory's name. */
  public String language() {
    return language;
  }

  /** The sentences of the same language; English where it has none. */
  public Wording words() {
    return words;
  }

  /** The English texts. */
  public static FindingTexts english() {
    return new FindingTexts(ENGLISH);
  }

  /**
   * What is said about a finding or, with the placeholders still in it, about a type.
   *
   * @param title short, without a final dot
   * @param description what is true, and why it matters
   * @param recommendation what to do
   * @param references where it is written: {@code RFC 7208 §4.6.4}
   */
  public record Text(
      String title, String description, String recommendation, List<String> references) {

    public Text {
      references = List.copyOf(references);
    }

    /** The names in braces that the title, description and recommendation ask for. */
    public Set<String> placeholders() {
      Set<String> names = new LinkedHashSet<>();
      for (String text : List.of(title, description, recommendation)) {
        PLACEHOLDER.matcher(text).results().forEach(found -> names.add(found.group(1)));
      }
      return names;
    }

    private Text map(UnaryOperator<String> change) {
      return new Text(
          change.apply(title), change.apply(description), change.apply(recommendation), references);
    }
  }

  /**
   * The text of a type, with the placeholders in it as they are written.
   *
   * @throws IllegalStateException when a key is not there, which is a mistake in the program
   */
  public Text of(FindingType type) {
    return new Text(
        text(type, "title"),
        text(type, "description"),
        text(type, "recommendation"),
        Arrays.stream(references(type).split(";"))
            .map(String::strip)
            .filter(reference -> !reference.isEmpty())
            .toList());
  }

  /**
   * The text of a finding: {@code {subject}} and the names of its evidence in braces are replaced
   * by their values. Values are data: what looks like a placeholder in one stays as it is. They are
   * cut at {@value #MAX_VALUE} characters and not escaped, because that depends on the exit.
   *
   * @throws IllegalStateException when a key is not there, which is a mistake in the program
   */
  public Text of(Finding finding) {
    return of(finding.type()).map(text -> filled(text, finding));
  }

  /** The evidence of a finding as it is said to people, in its order. */
  public Map<String, String> evidence(Finding finding) {
    var told = new LinkedHashMap<>(finding.evidence());
    finding.told().forEach((name, sentence) -> told.put(name, sentence.in(words)));
    return Collections.unmodifiableMap(told);
  }

  private String filled(String text, Finding finding) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found -> {
              String name = found.group(1);
              String value = name.equals(SUBJECT) ? finding.subject() : said(finding.piece(name));
              return Matcher.quoteReplacement(value == null ? found.group() : cut(value));
            });
  }

  private @Nullable String said(@Nullable Sentence piece) {
    return piece == null ? null : piece.in(words);
  }

  private String cut(String value) {
    return cut(value, MAX_VALUE, words);
  }

  /** A text of at most so many characters; it says how many were cut off. */
  public static String cut(String text, int most, Wording words) {
    int length = text.codePointCount(0, text.length());
    return length <= most
        ? text
        : Sentence.count(
                "finding.cut",
                length - (long) most,
                text.substring(0, text.offsetByCodePoints(0, most)))
            .in(words);
  }

  private String references(FindingType type) {
    String key = type.id() + ".references";
    String own = sections.computeIfAbsent(type.section(), this::load).getProperty(key);
    return own != null || language.equals(ENGLISH)
        ? text(type, "references")
        : english().text(type, "references");
  }

  private String text(FindingType type, String field) {
    String key = type.id() + "." + field;
    String text = sections.computeIfAbsent(type.section(), this::load).getProperty(key);
    if (text == null) {
      throw new IllegalStateException("no text " + key + " in " + file(type.section()));
    }
    return text.strip();
  }

  private Properties load(Section section) {
    return TextFile.read(file(section));
  }

  private String file(Section section) {
    return "/dev/mxray/finding/" + language + "/" + section.id() + ".properties";
  }
}
