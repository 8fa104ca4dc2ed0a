package dev.mxray.cli;

import dev.mxray.store.HistoryStore;
import dev.mxray.store.StoreException;
import dev.mxray.store.StoreOptions;
import org.jspecify.annotations.Nullable;

/** Opens histories. Whatever is wrong with one is a line for the user. */
final class Histories {
  private Histories() {}

  static HistoryStore open(DatabaseOptions options) throws UsageException, StoreException {
    return HistoryStore.open(options(options.url(), options.user(), options.password()));
  }

  /**
   * Which database is meant.
   *
   * @param url null for the file of the user
   */
  static StoreOptions options(
      @Nullable String url, @Nullable String user, @Nullable String password)
      throws UsageException {
    try {
      return url == null ? StoreOptions.ofUser() : StoreOptions.of(url, user, password);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--jdbc-url: " + e.getMessage());
    }
  }
}
