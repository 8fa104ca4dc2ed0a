package dev.mxray.report;

import dev.mxray.check.mx.MxObservation;
import java.util.List;
import java.util.Locale;

/**
 * Mail routing.
 *
 * @param state {@code present}, {@code implicit}, {@code null_mx}, {@code absent} or {@code
 *     unknown}
 * @param hosts the exchanges by preference, then name; the domain itself with preference 0 when it
 *     is its own implicit exchange
 */
public record MxPart(String state, List<Host> hosts) {
  /** One exchange. */
  public record Host(String host, int preference, List<String> addresses) {}

  /** The part for what was seen. */
  public static MxPart of(MxObservation mx) {
    return new MxPart(
        mx.state().name().toLowerCase(Locale.ROOT),
        mx.hosts().stream()
            .map(host -> new Host(host.host(), host.preference(), host.addresses()))
            .toList());
  }
}
