package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.text.Sentence;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The value of a parameter of Postfix, and what says so.
 *
 * @param value expanded; a {@code $name} that nothing tells stays as it is
 * @param line where it stands, null when no line sets it
 * @param file shows that it is not set, for a default
 */
public record Setting(
    String name, String value, Origin origin, @Nullable LogicalLine line, Quote file) {

  /** What gives a parameter its value. */
  public enum Origin {
    /** A line of main.cf or an option of master.cf. */
    SET,
    /** The collected list of all parameters shows the default. */
    SHOWN_DEFAULT,
    /** Not set; the default of that version is known. */
    KNOWN_DEFAULT
  }

  /** The line that gives it, or the file that lacks it. */
  public Quote quote() {
    return quote("");
  }

  /** The same, for a value over several lines the one that holds this text. */
  public Quote quote(String part) {
    return line == null ? file : line.quote(part);
  }

  public boolean isSet() {
    return origin == Origin.SET;
  }

  /** True for {@code yes}, false for {@code no}, empty for anything else. */
  public Optional<Boolean> asBoolean() {
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "yes" -> Optional.of(true);
      case "no" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** Its value as a number without unit; empty for anything else. */
  public Optional<Long> asNumber() {
    String text = value.strip();
    return text.length() <= 18 && text.matches("[0-9]+")
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }

  /** How it reads in a reason: {@code smtpd_helo_required = yes}, with where a default is from. */
  public Sentence said() {
    String shortened = value.length() > 200 ? value.substring(0, 200) + "…" : value;
    String said = (name + " = " + shortened).strip();
    return switch (origin) {
      case SET -> Sentence.verbatim(said);
      case SHOWN_DEFAULT -> Sentence.of("postfix.shown-default", said);
      case KNOWN_DEFAULT -> Sentence.of("postfix.known-default", said);
    };
  }

  /** A verdict that rests on this value: indicative where it is a default compiled in. */
  public HostVerdict resting(HostVerdict verdict) {
    return origin == Origin.KNOWN_DEFAULT ? verdict.indicative() : verdict;
  }
}
