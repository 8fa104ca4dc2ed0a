package dev.mxray.cli;

import dev.mxray.finding.Section;
import dev.mxray.report.Report;
import dev.mxray.scan.ScanOptions;
import dev.mxray.store.HistoryStore;
import dev.mxray.store.Profile;
import dev.mxray.store.StoreException;
import java.util.Set;
import java.util.function.Consumer;

/** Keeps the reports of a scan. Loaded only where that is wanted. */
final class ScanHistory implements AutoCloseable {
  private final HistoryStore store;
  private final Profile profile;

  private ScanHistory(HistoryStore store, Profile profile) {
    this.store = store;
    this.profile = profile;
  }

  /**
   * Opens the history.
   *
   * @throws UsageException when it cannot be, before anything is scanned
   */
  static ScanHistory open(DatabaseOptions options, Set<Section> checks) throws UsageException {
    Profile profile =
        checks.equals(ScanOptions.ALL_CHECKS)
            ? Profile.FULL
            : checks.equals(Set.of(Section.REPUTATION)) ? Profile.REPUTATION : Profile.CHOSEN;
    try {
      return new ScanHistory(Histories.open(options), profile);
    } catch (StoreException e) {
      throw new UsageException("--history: " + e.getMessage());
    }
  }

  /** Keeps a report; false when the database failed, which the reporter is told. */
  boolean add(Report report, Consumer<String> reporter) {
    try {
      store.add(report, profile);
      return true;
    } catch (StoreException e) {
      reporter.accept(report.domain() + ": " + e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
