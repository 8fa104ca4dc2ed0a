package dev.mxray.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/** How a command that has text and JSON prints its result. */
final class TextOrJson {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "console",
      description = "What standard output gets: console (default) or json.")
  private String format = "console";

  @Option(names = "--json", description = "Short for --format json.")
  private boolean jsonFormat;

  /** True when one JSON document is asked for. */
  boolean json() throws UsageException {
    return switch (jsonFormat ? "json" : format.toLowerCase(Locale.ROOT)) {
      case "console" -> false;
      case "json" -> true;
      default -> throw new UsageException("--format is console or json, not '" + format + "'");
    };
  }
}
