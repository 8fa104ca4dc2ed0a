package dev.mxray.watch;

import dev.mxray.store.HistoryStore;
import dev.mxray.store.Run;
import dev.mxray.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is watched as gauges for Prometheus, of the latest run each: score, listings, days of
 * certificates, and when it was.
 */
public final class Gauges {
  /** The type of the text, for HTTP. */
  public static final String CONTENT_TYPE =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private static final int MAX_SERIES = 100_000;

  private Gauges() {}

  /** OpenMetrics text with its end. */
  public static String text(HistoryStore history) throws StoreException {
    return families(history) + "# EOF\n";
  }

  /** The same without the end, to be put together with other metrics. */
  public static String families(HistoryStore history) throws StoreException {
    var runs = new ArrayList<Run>();
    while (runs.size() < MAX_SERIES) {
      List<Run> page = history.latestOfEach(HistoryStore.MAX_PAGE, runs.size());
      runs.addAll(page);
      if (page.size() < HistoryStore.MAX_PAGE) {
        break;
      }
    }
    var text = new StringBuilder();
    family(
        text,
        "mxray_score",
        "Score of the latest full run, 0 to 100.",
        runs,
        run -> run.profile().equals("full") ? run.score() : null);
    family(
        text,
        "mxray_listings",
        "Answers of block lists that list it.",
        runs,
        run -> run.profile().equals("chosen") ? null : run.listings());
    family(
        text,
        "mxray_lists_unknown",
        "Answers of block lists that say nothing.",
        runs,
        run -> run.profile().equals("chosen") ? null : run.listsUnknown());
    family(
        text,
        "mxray_certificate_days",
        "Days until the first certificate ends, from the run on.",
        runs,
        Run::certificateDays);
    family(
        text,
        "mxray_last_run_timestamp_seconds",
        "When the latest run began.",
        runs,
        run -> run.scannedAt().getEpochSecond());
    number(
        text,
        "mxray_alerts_pending",
        "Alerts that have not been delivered yet.",
        history.watches().count("pending"));
    number(
        text, "mxray_alerts_dead", "Alerts that were given up.", history.watches().count("dead"));
    return text.toString();
  }

  /** Writes the text to a file, whole or not at all. */
  public static void write(HistoryStore history, Path file) throws StoreException, IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path part = Files.createTempFile(directory, ".mxray", ".part");
    try {
      Files.write(part, text(history).getBytes(StandardCharsets.UTF_8));
      // Others read it.
      if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(
            part, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void family(
      StringBuilder text,
      String name,
      String help,
      List<Run> runs,
      Function<Run, @Nullable Number> value) {
    head(text, name, help);
    for (Run run : runs) {
      Number number = value.apply(run);
      if (number != null) {
        text.append(name)
            .append("{subject=\"")
            .append(label(run.subject()))
            .append("\",profile=\"")
            .append(label(run.profile()))
            .append("\"} ")
            .append(number)
            .append('\n');
      }
    }
  }

  private static void number(StringBuilder text, String name, String help, int value) {
    head(text, name, help);
    text.append(name).append(' ').append(value).append('\n');
  }

  private static void head(StringBuilder text, String name, String help) {
    text.append("# TYPE ").append(name).append(" gauge\n");
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
  }

  private static String label(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
