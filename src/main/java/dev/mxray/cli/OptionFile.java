package dev.mxray.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads a file that an option names. */
final class OptionFile {
  /**
   * Makes something of a file.
   *
   * @param <T> what is made of it
   */
  interface Reading<T> {
    /**
     * Reads it.
     *
     * @throws IllegalArgumentException with one line for the user when it is not what it should be
     */
    T read(Path file) throws IOException;
  }

  private OptionFile() {}

  /**
   * What is in the file.
   *
   * @param option the option's name, for what goes wrong
   */
  static <T> T read(Reading<T> reading, String file, String option) throws UsageException {
    try {
      return reading.read(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      // The JDK's messages repeat the name, or leave it out, and say little else.
      throw new UsageException(option + ": '" + file + "' cannot be read");
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }
}
