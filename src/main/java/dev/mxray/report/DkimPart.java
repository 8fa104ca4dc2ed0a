package dev.mxray.report;

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
      @Nullable String provider) {}
}
