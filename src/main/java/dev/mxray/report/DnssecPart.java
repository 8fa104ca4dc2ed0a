package dev.mxray.report;

import dev.mxray.check.dnssec.Algorithms;
import dev.mxray.check.dnssec.DnssecObservation;
import dev.mxray.check.dnssec.Verdict;
import dev.mxray.check.dnssec.ZoneKeys;
import dev.mxray.text.Wording;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The chains of trust, validated here.
 *
 * @param state of the domain: {@code secure}, {@code insecure}, {@code bogus} or {@code unknown}
 * @param link where the chain breaks; null unless it does
 * @param reason why the state is not secure; null when it is
 * @param exchanges of the exchanges' addresses
 * @param zones with what their zones are signed, and how their parents vouch for that
 */
public record DnssecPart(
    String state,
    @Nullable String link,
    @Nullable String reason,
    List<Exchange> exchanges,
    List<Zone> zones) {

  /** One exchange's addresses. */
  public record Exchange(
      String host, String state, @Nullable String link, @Nullable String reason) {}

  /**
   * One zone.
   *
   * @param algorithms of its keys: {@code ECDSAP256SHA256 (13)}
   * @param digests of its DS records; empty without DS
   */
  public record Zone(String zone, List<String> algorithms, List<String> digests) {}

  /** The part for what was seen. */
  public static DnssecPart of(DnssecObservation seen, Wording words) {
    Verdict mx = seen.mx();
    return new DnssecPart(
        word(mx),
        mx.link(),
        reason(mx, words),
        seen.exchanges().stream()
            .map(one -> new Exchange(one.name(), word(one), one.link(), reason(one, words)))
            .toList(),
        seen.zones().stream().filter(DnssecPart::isSigned).map(DnssecPart::zone).toList());
  }

  private static boolean isSigned(ZoneKeys zone) {
    return !zone.algorithms().isEmpty() || !zone.digests().isEmpty();
  }

  private static Zone zone(ZoneKeys zone) {
    return new Zone(
        zone.zone(),
        zone.algorithms().stream().map(Algorithms::name).toList(),
        zone.digests().stream().map(Algorithms::digest).toList());
  }

  static String word(Verdict verdict) {
    return verdict.state().name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String reason(Verdict verdict, Wording words) {
    return verdict.told() == null ? null : verdict.told().in(words);
  }
}
