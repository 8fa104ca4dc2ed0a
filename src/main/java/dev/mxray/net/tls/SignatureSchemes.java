package dev.mxray.net.tls;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.tls.SignatureScheme;

/** Schemes of signatures, and the pairs of hash and signature that TLS 1.2 had before them. */
final class SignatureSchemes {
  /** What is offered, the strongest of each kind first; DSA and MD5 last. */
  static final List<Integer> ALL =
      List.of(
          0x0804, 0x0403, 0x0807, 0x0805, 0x0806, 0x0503, 0x0603, 0x0808, 0x0401, 0x0501, 0x0601,
          0x0809, 0x080a, 0x080b, 0x081a, 0x081b, 0x081c, 0x0904, 0x0905, 0x0906, 0x0708, 0x0709,
          0x070a, 0x070b, 0x070c, 0x070d, 0x070e, 0x070f, 0x0402, 0x0502, 0x0602, 0x0301, 0x0303,
          0x0302, 0x0201, 0x0203, 0x0202, 0x0101, 0xeded, 0xeeee, 0xefef);

  /** Of these, those that are registered for TLS 1.3, and SHA-1 under certificates. */
  static final List<Integer> REGISTERED =
      ALL.stream().filter(one -> !SignatureScheme.getName(one).equals("UNKNOWN")).toList();

  private static final List<String> HASHES =
      List.of("none", "md5", "sha1", "sha224", "sha256", "sha384", "sha512");

  private static final List<String> SIGNATURES = List.of("anonymous", "rsa_pkcs1", "dsa", "ecdsa");

  /** The object identifiers of keys, and the schemes of TLS 1.3 that need such a key. */
  private static final Map<String, Set<Integer>> KEYS =
      Map.of(
          "1.2.840.113549.1.1.1", Set.of(0x0804, 0x0805, 0x0806),
          "1.2.840.113549.1.1.10", Set.of(0x0809, 0x080a, 0x080b),
          "1.2.840.10045.2.1", Set.of(0x0403, 0x0503, 0x0603, 0x081a, 0x081b, 0x081c),
          "1.3.101.112", Set.of(0x0807),
          "1.3.101.113", Set.of(0x0808));

  private SignatureSchemes() {}

  /** The kind of key that a scheme of TLS 1.3 needs; empty for those of the few. */
  static Optional<String> key(int scheme) {
    return KEYS.entrySet().stream()
        .filter(kind -> kind.getValue().contains(scheme))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The kind of key in a certificate; empty when it cannot be read. */
  static Optional<String> key(List<byte[]> chain) {
    try {
      return chain.isEmpty()
          ? Optional.empty()
          : Optional.of(
              Certificate.getInstance(chain.get(0))
                  .getSubjectPublicKeyInfo()
                  .getAlgorithm()
                  .getAlgorithm()
                  .getId());
    } catch (IllegalArgumentException | ClassCastException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** The registered name; {@code rsa_pkcs1_sha224} for pairs without one; else the number. */
  static String name(int scheme) {
    String known = SignatureScheme.getName(scheme);
    if (!known.equals("UNKNOWN")) {
      return known;
    }
    int hash = scheme >> 8;
    int signature = scheme & 0xff;
    return hash < HASHES.size() && signature < SIGNATURES.size()
        ? SIGNATURES.get(signature) + "_" + HASHES.get(hash)
        : String.format(Locale.ROOT, "0x%04X", scheme);
  }
}
