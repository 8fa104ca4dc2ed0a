package dev.mxray.cli;

import dev.mxray.report.JsonWriter;
import dev.mxray.report.Palette;
import dev.mxray.store.HistoryStore;
import dev.mxray.store.Run;
import dev.mxray.store.StoreException;
import dev.mxray.store.StoredReport;
import dev.mxray.text.Sentence;
import dev.mxray.text.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code mxray history}, apart from the command, because it brings a database with it. */
final class HistoryProgram {
  private final Terminal terminal;
  private final DatabaseOptions database;
  private final Palette palette;
  private final Wording words;

  HistoryProgram(Terminal terminal, DatabaseOptions database, Palette palette, Wording words) {
    this.terminal = terminal;
    this.database = database;
    this.palette = palette;
    this.words = words;
  }

  /**
   * Prints runs.
   *
   * @param from the first moment that counts; null for all
   */
  int list(String subject, @Nullable Instant from, int limit, boolean json) throws UsageException {
    try (HistoryStore store = Histories.open(database)) {
      List<Run> runs = runs(store, subject, from, limit);
      if (runs.isEmpty()) {
        Sentence none =
            from == null
                ? Sentence.of("history.no-runs", subject)
                : Sentence.of("history.no-runs-in-time", subject);
        terminal.error(none.in(words));
      }
      if (json) {
        terminal.out().print(new JsonWriter().pretty(runs));
      } else if (!runs.isEmpty()) {
        terminal
            .out()
            .print(new HistoryView(palette, words, terminal.unicode()).text(subject, runs));
      }
      return runs.isEmpty() ? ExitCode.GATE : ExitCode.OK;
    } catch (StoreException e) {
      terminal.error(e.getMessage());
      return ExitCode.GATE;
    }
  }

  private static List<Run> runs(
      HistoryStore store, String subject, @Nullable Instant from, int limit) throws StoreException {
    var runs = new ArrayList<Run>();
    while (runs.size() < limit) {
      int page = Math.min(HistoryStore.MAX_PAGE, limit - runs.size());
      List<Run> more = store.runs(subject, from, page, runs.size());
      runs.addAll(more);
      if (more.size() < page) {
        break;
      }
    }
    return runs;
  }

  /** Prints the report of one run. */
  int report(String subject, long id) throws UsageException {
    try (HistoryStore store = Histories.open(database)) {
      Optional<StoredReport> found =
          store.report(id).filter(stored -> stored.run().subject().equals(subject));
      if (found.isEmpty()) {
        terminal.error(Sentence.of("history.no-run", subject, id).in(words));
        return ExitCode.GATE;
      }
      terminal.out().println(found.get().json());
      return ExitCode.OK;
    } catch (StoreException e) {
      terminal.error(e.getMessage());
      return ExitCode.GATE;
    }
  }
}
