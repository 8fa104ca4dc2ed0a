package dev.mxray.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version of this program. */
public final class Version {
  private Version() {}

  private static final class Read {
    static final String NUMBER = read();
  }

  /** The version number, as in {@code 0.1.0}. */
  public static String number() {
    return Read.NUMBER;
  }

  private static String read() {
    var properties = new Properties();
    try (var in =
        Objects.requireNonNull(
            Version.class.getResourceAsStream("/dev/mxray/version.properties"))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Objects.requireNonNull(properties.getProperty("version"));
  }
}
