package dev.mxray.store;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with a database, in one line for people. */
final class Faults {
  /* Error codes of H2 (org.h2.api.ErrorCode), which are constants of its interface. */
  private static final int H2_IN_USE = 90020;
  private static final int H2_READ_ONLY = 90097;
  private static final int H2_OTHER_FORMAT = 90048;
  private static final int H2_CORRUPTED = 90030;
  private static final int H2_LOCK_TIMEOUT = 50200;
  private static final int H2_WRONG_USER = 28000;

  /**
   * After these the connection does not work any more: general error, reading or writing failed,
   * damaged, connection to the process that serves it broken, closed.
   */
  private static final Set<Integer> H2_GONE =
      Set.of(50000, 90028, 90031, H2_CORRUPTED, 90067, 90098, 90121);

  private static final int MAX_CAUSES = 20; // Some causes are their own.

  private Faults() {}

  /** True when an embedded database has to be opened again. */
  static boolean isGone(SQLException error) {
    return H2_GONE.contains(error.getErrorCode());
  }

  /** The error, with the name of the database. */
  static StoreException of(StoreOptions options, Exception error) {
    return new StoreException(line(options, what(error)), error);
  }

  /** A line about a database: {@code the history (/home/a/history.mv.db) is read-only}. */
  static String line(StoreOptions options, String what) {
    return "the history (" + options.shown() + ") " + what;
  }

  private static String what(Exception error) {
    SQLException told = innermost(error);
    if (told == null) {
      return "failed: " + first(error);
    }
    if (isFull(error)) {
      return "has no room: the disk is full";
    }
    return byCode(told).or(() -> byState(told)).orElseGet(() -> "failed: " + first(told));
  }

  private static Optional<String> byCode(SQLException error) {
    return switch (error.getErrorCode()) {
      case H2_IN_USE -> Optional.of("is locked: another program has it open");
      case H2_READ_ONLY -> Optional.of("is read-only");
      case H2_OTHER_FORMAT ->
          Optional.of("has a file format that this program does not read; a newer one made it");
      case H2_CORRUPTED -> Optional.of("is no database, or damaged");
      case H2_LOCK_TIMEOUT -> Optional.of("is locked: another program is busy with it");
      case H2_WRONG_USER -> Optional.of("does not let this user in");
      default -> Optional.empty();
    };
  }

  /** By the classes and codes of SQL, as PostgreSQL has them. */
  private static Optional<String> byState(SQLException error) {
    String state = error.getSQLState();
    if (state == null) {
      return Optional.empty();
    }
    return switch (state) {
      case "25006" -> Optional.of("is read-only");
      case "53100" -> Optional.of("has no room: the disk is full");
      case "55P03", "40P01" -> Optional.of("is locked: another program is busy with it");
      case "53300" -> Optional.of("has no connection left");
      case "42501" -> Optional.of("does not let this user in: " + first(error));
      default ->
          state.startsWith("08") || state.startsWith("57P")
              ? Optional.of("cannot be reached: " + first(error))
              : state.startsWith("28")
                  ? Optional.of("does not let this user in: " + first(error))
                  : Optional.empty();
    };
  }

  /** A database in a file tells of a full disk only in words of the system. */
  private static boolean isFull(Exception error) {
    int depth = 0;
    for (Throwable cause = error;
        cause != null && depth < MAX_CAUSES;
        cause = cause.getCause(), depth++) {
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (message.contains("no space left on device") || message.contains("disk quota exceeded")) {
        return true;
      }
    }
    return false;
  }

  /** The SQL error that says what happened: a pool and a migration wrap it. */
  private static @Nullable SQLException innermost(Throwable error) {
    SQLException told = null;
    int depth = 0;
    for (Throwable cause = error;
        cause != null && depth < MAX_CAUSES;
        cause = cause.getCause(), depth++) {
      if (cause instanceof SQLException sql) {
        told = sql;
      }
    }
    return told instanceof java.sql.BatchUpdateException batch && batch.getNextException() != null
        ? batch.getNextException()
        : told;
  }

  private static String first(Throwable error) {
    String message = error.getMessage();
    return message == null
        ? error.getClass().getSimpleName()
        : message.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("");
  }
}
