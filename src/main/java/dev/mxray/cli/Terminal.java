package dev.mxray.cli;

import dev.mxray.report.Palette;
import dev.mxray.report.Printable;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Standard output and standard error, and what they can show.
 *
 * <p>Java cannot ask whether one of them is a terminal; the launcher can, and tells by system
 * properties. Without the launcher, both count as terminals when the JDK sees a console.
 */
final class Terminal {
  private static final int DEFAULT_WIDTH = 100;
  private static final int MIN_WIDTH = 40;
  private static final int MAX_WIDTH = 160;

  /** From here on System.console() exists without a terminal too. */
  private static final int CONSOLE_ALWAYS_THERE = 22;

  private final PrintStream out;
  private final PrintStream err;

  Terminal(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  /** Says one line of trouble on standard error. */
  void error(@Nullable String message) {
    err.println("mxray: " + Printable.of(String.valueOf(message)));
  }

  boolean outIsTerminal() {
    return isTerminal("mxray.stdout.terminal");
  }

  boolean errIsTerminal() {
    return isTerminal("mxray.stderr.terminal");
  }

  /**
   * The colours of standard output.
   *
   * @param when auto, always or never; auto: on a terminal, unless NO_COLOR is set (no-color.org)
   * @throws UsageException when it is none of them
   */
  Palette palette(String when) throws UsageException {
    return switch (when.toLowerCase(Locale.ROOT)) {
      case "always" -> Palette.ON;
      case "never" -> Palette.OFF;
      case "auto" ->
          outIsTerminal() && System.getenv().getOrDefault("NO_COLOR", "").isEmpty()
              ? Palette.ON
              : Palette.OFF;
      default -> throw new UsageException("--color is auto, always or never, not '" + when + "'");
    };
  }

  /** Whether the locale can show more than ASCII. */
  boolean unicode() {
    Map<String, String> environment = System.getenv();
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        String locale = value.toLowerCase(Locale.ROOT);
        return locale.contains("utf-8") || locale.contains("utf8");
      }
    }
    return false;
  }

  /** Columns: of the terminal when the environment tells, else a width that suits a page. */
  int width() {
    String columns =
        System.getProperty("mxray.columns", System.getenv().getOrDefault("COLUMNS", ""));
    try {
      return Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, Integer.parseInt(columns)));
    } catch (NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }

  @SuppressWarnings("SystemConsoleNull") // Asked only where it can be null.
  private static boolean isTerminal(String property) {
    String said = System.getProperty(property);
    if (said != null) {
      return Boolean.parseBoolean(said);
    }
    return Runtime.version().feature() < CONSOLE_ALWAYS_THERE && System.console() != null;
  }
}
