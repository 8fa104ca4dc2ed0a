package dev.mxray.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A handful of telling domains; the zone file says what each of them is about. */
public final class DemoDomains {
  private static final String ZONE_FILE = "demo.zone";

  private static final List<String> DOMAINS =
      List.of(
          "exemplary.example",
          "neglected.example",
          "spoofable.example",
          "bare.example",
          "parked.example",
          "unlucky.example");

  private DemoDomains() {}

  /** The domains to look at, in the order in which they are best told. */
  public static List<String> domains() {
    return DOMAINS;
  }

  /** Their DNS, and that of the services that they use. */
  public static Zones zones() {
    return Zones.parse(zoneText());
  }

  /** The zone file as it is shipped. */
  public static String zoneText() {
    try (InputStream in = DemoDomains.class.getResourceAsStream(ZONE_FILE)) {
      if (in == null) {
        throw new IllegalStateException(ZONE_FILE + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
