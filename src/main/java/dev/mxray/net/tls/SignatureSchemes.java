package dev.mxray.net.tls;

import java.util.List;
import java.util.Locale;
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

  private static final List<String> HASHES =
      List.of("none", "md5", "sha1", "sha224", "sha256", "sha384", "sha512");

  private static final List<String> SIGNATURES = List.of("anonymous", "rsa_pkcs1", "dsa", "ecdsa");

  private SignatureSchemes() {}

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
