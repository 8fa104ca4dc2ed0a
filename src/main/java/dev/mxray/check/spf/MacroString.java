package dev.mxray.check.spf;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A domain-spec or macro-string that follows the grammar of RFC 7208 §7.1.
 *
 * @param text as published
 * @param parts its pieces, in order
 */
public record MacroString(String text, List<Part> parts) {

  /** One piece. */
  public sealed interface Part {}

  /** Fixed text; {@code %%}, {@code %_} and {@code %-} are already turned into what they mean. */
  public record Literal(String text) implements Part {}

  /**
   * A macro that depends on the message or the record's domain (RFC 7208 §7.2, §7.3).
   *
   * @param letter in lower case
   * @param escaped true for an upper-case letter: the value is URL-escaped
   * @param parts how many right-hand parts are kept; 0 for all
   * @param reversed true for the transformer {@code r}
   * @param delimiters where the value is split; empty for the dot alone
   */
  public record Macro(char letter, boolean escaped, int parts, boolean reversed, String delimiters)
      implements Part {}

  public MacroString {
    parts = List.copyOf(parts);
  }

  /** True when the value depends on more than the record itself. */
  public boolean hasMacros() {
    return parts.stream().anyMatch(Macro.class::isInstance);
  }

  /**
   * The domain name that this always is, as it is asked for: lower case, without the final dot,
   * backslashes escaped (RFC 1035 §5.1); empty when there are macros in it.
   */
  public Optional<String> name() {
    if (hasMacros()) {
      return Optional.empty();
    }
    String name =
        parts.stream()
            .map(part -> ((Literal) part).text())
            .collect(Collectors.joining())
            .toLowerCase(Locale.ROOT);
    name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return Optional.of(name.replace("\\", "\\\\"));
  }

  @Override
  public String toString() {
    return text;
  }
}
