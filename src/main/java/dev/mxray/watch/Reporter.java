package dev.mxray.watch;

/** Hears what goes on while it is watched. */
@FunctionalInterface
public interface Reporter {
  /** About trouble, one line. */
  void say(String line);

  /** A change that was confirmed. */
  default void changed(Change change) {
    say(change.text());
  }
}
