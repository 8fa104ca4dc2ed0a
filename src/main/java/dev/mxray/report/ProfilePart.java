package dev.mxray.report;

import dev.mxray.check.tls.TlsProfile;
import java.util.List;

/**
 * How a server compares with what an authority recommends.
 *
 * @param name of the profile
 * @param level {@code good}, {@code sufficient}, {@code phase_out} or {@code insufficient}: the
 *     worst of all that was seen
 * @param items what is not good, the worst first
 */
public record ProfilePart(String name, String level, List<Item> items) {

  /**
   * One thing that is not good.
   *
   * @param kind {@code version}, {@code suite}, {@code group}, {@code key}, {@code compression},
   *     {@code extended_master_secret} or {@code early_data}
   */
  public record Item(String kind, String value, String level) {}

  static ProfilePart of(TlsProfile.Verdict verdict) {
    return new ProfilePart(
        verdict.profile(),
        verdict.level().id(),
        verdict.items().stream()
            .map(item -> new Item(item.kind(), item.value(), item.level().id()))
            .toList());
  }
}
