package dev.mxray.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A handful of telling domains; the zone file says what each of them is about. Their servers are in
 * {@link DemoServers}.
 */
public final class DemoDomains {
  private static final String ZONE_FILE = "demo.zone";
  private static final String LISTS_FILE = "lists.zone";

  private static final List<String> DOMAINS =
      List.of(
          "exemplary.example",
          "neglected.example",
          "spoofable.example",
          "broken.example",
          "expired.example",
          "listed.example",
          "bare.example",
          "parked.example",
          "unlucky.example");

  private DemoDomains() {}

  /** The domains to look at, in the order in which they are best told. */
  public static List<String> domains() {
    return DOMAINS;
  }

  /** Their DNS, that of the services that they use, and the block lists. */
  public static Zones zones() {
    return zones("");
  }

  /** The same with more records. */
  static Zones zones(String more) {
    return Zones.parse(zoneText() + "\n" + read(LISTS_FILE) + "\n" + more);
  }

  /** The zone file as it is shipped, without the block lists. */
  public static String zoneText() {
    return read(ZONE_FILE);
  }

  private static String read(String file) {
    try (InputStream in = DemoDomains.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
