package dev.mxray.store;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections to PostgreSQL. */
final class PostgresqlSource {
  private final PGSimpleDataSource source = new PGSimpleDataSource();

  private PostgresqlSource(StoreOptions options, int timeoutSeconds) {
    source.setUrl(options.url());
    source.setApplicationName("mxray");
    source.setLoginTimeout(timeoutSeconds);
    if (source.getSocketTimeout() == 0) {
      source.setSocketTimeout(timeoutSeconds);
    }
    String user = options.user();
    if (user != null) {
      source.setUser(user);
    }
    String password = options.password();
    if (password != null) {
      source.setPassword(password);
    }
  }

  /**
   * @throws IllegalArgumentException when the URL cannot be read
   */
  static DataSource of(StoreOptions options, int timeoutSeconds) {
    try {
      return new PostgresqlSource(options, timeoutSeconds).source;
    } catch (IllegalArgumentException e) {
      // Its message would repeat the URL, which may have a password in it.
      throw new IllegalArgumentException("its URL cannot be read");
    }
  }
}
