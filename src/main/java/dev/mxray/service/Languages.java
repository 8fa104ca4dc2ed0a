package dev.mxray.service;

import dev.mxray.finding.FindingTexts;
import dev.mxray.report.Printable;
import dev.mxray.text.TextFile;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** In which language a client is told what it asks for. Safe for use by several threads. */
final class Languages {
  /** The name of the language in requests: of a field of JSON, and of a parameter. */
  static final String FIELD = "lang";

  private static final int MAX_SHOWN = 40;

  private final String usual;
  private final Map<String, FindingTexts> findings =
      TextFile.LANGUAGES.stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), FindingTexts::new));

  /**
   * @param usual the language when a client asks for none, by ISO 639-1
   */
  Languages(String usual) {
    this.usual = TextFile.language(usual);
  }

  /** The language when a client asks for none. */
  String usual() {
    return usual;
  }

  /** The texts of findings in a language that is there. */
  FindingTexts findings(String language) {
    FindingTexts texts = findings.get(language);
    return texts == null ? new FindingTexts(language) : texts;
  }

  /**
   * What {@code Accept-Language} names first of the languages that are there, or else the usual.
   */
  String accepted(RoutingContext context) {
    return Preferences.of(context.request().getHeader("Accept-Language")).stream()
        .map(range -> range.split("-", 2)[0])
        .filter(TextFile.LANGUAGES::contains)
        .findFirst()
        .orElse(usual);
  }

  /**
   * What {@code ?lang=} asks for; empty when it does not.
   *
   * @throws BadRequestException when there is no such language
   */
  Optional<String> asked(RoutingContext context) throws BadRequestException {
    String language = context.request().getParam(FIELD);
    return language == null ? Optional.empty() : Optional.of(known(language));
  }

  /**
   * What {@code ?lang=} asks for, or else what is {@link #accepted}.
   *
   * @throws BadRequestException when there is no such language
   */
  String of(RoutingContext context) throws BadRequestException {
    return asked(context).orElseGet(() -> accepted(context));
  }

  /** The same for a page that people read, which comes whatever they ask for. */
  String ofPage(RoutingContext context) {
    try {
      return of(context);
    } catch (BadRequestException e) {
      return accepted(context);
    }
  }

  /**
   * A language that a client names.
   *
   * @throws BadRequestException when it is none that is there
   */
  static String known(@Nullable Object language) throws BadRequestException {
    if (!(language instanceof String text)) {
      throw new BadRequestException(
          FIELD + " is a string: " + String.join(" or ", TextFile.LANGUAGES));
    }
    String id = text.toLowerCase(Locale.ROOT);
    if (!TextFile.LANGUAGES.contains(id)) {
      throw new BadRequestException(
          FIELD
              + ": there is no language '"
              + Printable.of(Printable.cut(text, MAX_SHOWN))
              + "', only "
              + String.join(", ", TextFile.LANGUAGES));
    }
    return id;
  }
}
