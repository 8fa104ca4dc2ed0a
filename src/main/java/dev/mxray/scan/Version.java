package dev.mxray.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version of this program. */
public final class Version {
  private Version() {}

  /** The version number, as in {@code 0.1.0}. */
  public static String number() {
    var properties = new Properties();
    try (var in =
        Objects.requireNonNull(
            Version.class.getResourceAsStream("/dev/mxray/version.properties"))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
