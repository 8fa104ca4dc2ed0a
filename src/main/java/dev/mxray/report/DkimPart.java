package dev.mxray.report;

import dev.mxray.check.dkim.DkimKey;
import dev.mxray.check.dkim.DkimObservation;
import dev.mxray.check.dkim.DkimRecord;
import dev.mxray.check.dkim.SelectorObservation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DKIM keys.
 *
 * @param state {@code present}, {@code absent} (proved), {@code not_found} or {@code unknown}
 * @param wildcard true when a random selector answers with a DKIM record; null when not seen
 */
public record DkimPart(
    String state, int selectorsTried, @Nullable Boolean wildcard, List<Selector> selectors) {

  /**
   * One selector with a record of its own, broken and revoked ones too.
   *
   * @param keyType {@code rsa} or {@code ed25519}; null when the key cannot be read
   * @param keyBits modulus length for rsa, 256 for ed25519; null when the key cannot be read
   * @param cname where the selector's name is an alias to
   */
  public record Selector(
      String selector,
      @Nullable String record,
      @Nullable String keyType,
      @Nullable Integer keyBits,
      boolean revoked,
      boolean testing,
      @Nullable String cname,
      @Nullable String provider) {

    private static Selector of(SelectorObservation seen) {
      DkimRecord shown = seen.shown().orElse(null);
      DkimKey key = seen.readableKey().orElse(null);
      return new Selector(
          seen.selector(),
          shown == null ? null : shown.text(),
          key instanceof DkimKey.Rsa ? "rsa" : key instanceof DkimKey.Ed25519 ? "ed25519" : null,
          key instanceof DkimKey.Rsa rsa
              ? Integer.valueOf(rsa.bits())
              : key instanceof DkimKey.Ed25519 ? ED25519_BITS : null,
          shown instanceof DkimRecord.Key record && record.revoked(),
          shown instanceof DkimRecord.Key record && record.testing(),
          seen.aliases().isEmpty() ? null : seen.aliases().get(seen.aliases().size() - 1),
          seen.provider());
    }
  }

  /** RFC 8463: there is one size only. */
  private static final Integer ED25519_BITS = 256;

  /** The part that shows what was seen. */
  public static DkimPart of(DkimObservation dkim) {
    return new DkimPart(
        dkim.state().id(),
        dkim.selectorsTried(),
        dkim.wildcardRecord(),
        dkim.selectors().stream().map(Selector::of).toList());
  }

  /**
   * The selectors with a key that verifiers can read, weak ones too, revoked and broken ones not:
   * the report's {@code dkim_selectors_found}.
   */
  public List<String> found() {
    return selectors.stream()
        .filter(selector -> selector.keyType() != null)
        .map(Selector::selector)
        .toList();
  }
}
