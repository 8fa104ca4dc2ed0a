package dev.mxray.mcss.evidence.host;

import dev.mxray.mcss.Status;
import dev.mxray.mcss.Strength;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.text.Sentence;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The value of one parameter, and what shows it.
 *
 * @param value hostile text
 * @param quote the line that sets it, or that shows the version whose default it is
 * @param defaultOf the software whose compiled-in default it is ({@code Dovecot 2.3.19}); null when
 *     a line sets it
 */
public record Setting(String name, String value, Quote quote, @Nullable String defaultOf) {

  public static Setting set(String name, String value, Quote quote) {
    return new Setting(name, value, quote, null);
  }

  /**
   * No line sets it, and what then holds is not known.
   *
   * @param file that would set it
   * @param software whose default it would be
   */
  public static HostVerdict unknown(String file, String name, Sentence software) {
    return HostVerdict.notAssessed(Sentence.of("host.default-unknown", file, name, software));
  }

  public boolean is(String... values) {
    for (String one : values) {
      if (value.equalsIgnoreCase(one)) {
        return true;
      }
    }
    return false;
  }

  /** The value as a switch: yes, true, on and 1 in any case. */
  public boolean on() {
    return is("yes", "true", "on", "1", "y", "t");
  }

  /** The value in lower case. */
  public String lower() {
    return value.toLowerCase(Locale.ROOT);
  }

  public HostVerdict pass(Sentence reason) {
    return verdict(Status.PASS, reason);
  }

  public HostVerdict fail(Sentence reason) {
    return verdict(Status.FAIL, reason);
  }

  public HostVerdict partial(Sentence reason) {
    return verdict(Status.PARTIAL, reason);
  }

  /** A default that is not written anywhere speaks for the state; it does not show it. */
  private HostVerdict verdict(Status status, Sentence reason) {
    return defaultOf == null
        ? new HostVerdict(status, Strength.DIRECT, reason, quote)
        : new HostVerdict(
            status,
            Strength.INDICATIVE,
            Sentence.of("evidence.default", reason, name, defaultOf),
            quote);
  }
}
