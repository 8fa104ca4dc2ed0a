package dev.mxray.check.dkim;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A selector at which something was found: a key record of its own, or an alias.
 *
 * @param selector the selector, lower case
 * @param provider who it belongs to, when that can be told
 * @param records the TXT records, the best first: a usable key, another readable key, an invalid
 *     key, a revoked one, a malformed record, records of another kind
 * @param aliases the CNAME targets on the way, in order
 * @param dangling true when the end of the alias chain does not exist
 */
public record SelectorObservation(
    String selector,
    @Nullable String provider,
    List<DkimRecord> records,
    List<String> aliases,
    boolean dangling) {

  public SelectorObservation {
    records = records.stream().sorted(BEST_FIRST).toList();
    aliases = List.copyOf(aliases);
  }

  /** The order does not depend on that of the answer, which changes from query to query. */
  private static final Comparator<DkimRecord> BEST_FIRST =
      Comparator.comparingInt(SelectorObservation::rank).thenComparing(DkimRecord::text);

  private static int rank(DkimRecord record) {
    if (record instanceof DkimRecord.Key key) {
      if (key.usable()) {
        return 0;
      }
      if (key.key() instanceof DkimKey.Invalid) {
        return 2;
      }
      return key.revoked() ? 3 : 1;
    }
    return record instanceof DkimRecord.Malformed ? 4 : 5;
  }

  /** The same with each record turned into another. */
  SelectorObservation map(UnaryOperator<DkimRecord> function) {
    return new SelectorObservation(
        selector, provider, records.stream().map(function).toList(), aliases, dangling);
  }

  /** The key records, malformed ones and those of another kind left out. */
  public List<DkimRecord.Key> keys() {
    return records.stream()
        .filter(DkimRecord.Key.class::isInstance)
        .map(DkimRecord.Key.class::cast)
        .toList();
  }

  /** The record that the report shows. */
  public Optional<DkimRecord> shown() {
    return records.stream().filter(r -> !(r instanceof DkimRecord.Foreign)).findFirst();
  }

  /** The key of the shown record, when verifiers can read it: usable, weak or compromised. */
  public Optional<DkimKey> readableKey() {
    return keys().stream()
        .map(DkimRecord.Key::key)
        .filter(key -> key instanceof DkimKey.Rsa || key instanceof DkimKey.Ed25519)
        .findFirst();
  }

  /** True when there is a key that receivers accept. */
  public boolean usable() {
    return keys().stream().anyMatch(DkimRecord.Key::usable);
  }

  /** True when a key is published here, be it broken; a revoked one is none. */
  public boolean hasKey() {
    return records.stream()
        .anyMatch(
            record ->
                record instanceof DkimRecord.Malformed
                    || (record instanceof DkimRecord.Key key && !key.revoked()));
  }
}
