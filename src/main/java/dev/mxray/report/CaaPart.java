package dev.mxray.report;

import dev.mxray.check.caa.CaaObservation;
import dev.mxray.check.caa.HostCaa;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which authorities may issue certificates for the exchanges.
 *
 * @param state {@code present} when any exchange has CAA records, {@code absent} or {@code unknown}
 * @param hosts the exchanges
 */
public record CaaPart(String state, List<Host> hosts) {

  /**
   * One exchange.
   *
   * @param foundAt the name, from the host upwards, that has the records that hold; null without
   * @param records as zone files have them
   */
  public record Host(String host, @Nullable String foundAt, List<String> records) {}

  /** The part for what was seen. */
  public static CaaPart of(CaaObservation seen) {
    return new CaaPart(
        seen.state().name().toLowerCase(Locale.ROOT),
        seen.hosts().stream().map(CaaPart::host).toList());
  }

  private static Host host(HostCaa host) {
    return new Host(
        host.host(),
        host.foundAt().isEmpty() ? null : host.foundAt(),
        host.records().found().orElse(List.of()));
  }
}
