package dev.mxray.report;

import dev.mxray.check.dane.DaneObservation;
import dev.mxray.check.dane.DaneResult;
import dev.mxray.check.dane.HostTlsa;
import dev.mxray.check.dane.TlsaRecord;
import dev.mxray.check.smtp.ServerObservation;
import dev.mxray.check.smtp.SmtpPlan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The TLSA records of a host beside what it presented on port 25.
 *
 * @param state {@code match}, {@code mismatch}, {@code absent}, {@code insecure} (no chain of trust
 *     leads to them), {@code unusable} or {@code unknown}
 * @param records as zone files have them: {@code 3 1 1 …}
 * @param matching those that match
 * @param rollover {@code single} (one usable record alone), {@code prepared} (another one is there
 *     for the next key, or for the authority); null when nothing matches
 */
public record DanePart(
    String state, List<String> records, List<String> matching, @Nullable String rollover) {

  /** The part of one server; null for other ports and when the check was not made. */
  static @Nullable DanePart of(DaneObservation dane, ServerObservation server) {
    if (!dane.looked() || server.port() != SmtpPlan.RELAY_PORT) {
      return null;
    }
    Optional<HostTlsa> host =
        dane.hosts().stream().filter(one -> one.host().equals(server.host())).findFirst();
    Optional<DaneResult> result =
        dane.of(server.host()).stream()
            .filter(one -> one.address().equals(server.address()))
            .findFirst();
    return new DanePart(
        state(host, result),
        host.map(one -> text(one.records())).orElse(List.of()),
        result.map(one -> text(one.matching())).orElse(List.of()),
        result
            .map(DaneResult::rollover)
            .map(rollover -> rollover.name().toLowerCase(Locale.ROOT))
            .orElse(null));
  }

  private static String state(Optional<HostTlsa> host, Optional<DaneResult> result) {
    if (result.isPresent()) {
      return result.get().matches() ? "match" : "mismatch";
    }
    if (host.isEmpty()) {
      return "unknown";
    }
    return switch (host.get().published()) {
      case ABSENT -> "absent";
      case INSECURE -> "insecure";
      case UNUSABLE -> "unusable";
      case USABLE, BOGUS, UNKNOWN -> "unknown";
    };
  }

  private static List<String> text(List<TlsaRecord> records) {
    return records.stream().map(TlsaRecord::toString).toList();
  }
}
