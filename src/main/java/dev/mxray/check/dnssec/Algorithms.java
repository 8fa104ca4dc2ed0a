package dev.mxray.check.dnssec;

import java.util.Map;
import java.util.Set;

/**
 * The algorithms and digests of DNSSEC and what the columns "use for signing" and "use for
 * delegation" of the IANA registries say of them (RFC 9904, RFC 9905, RFC 9906).
 */
public final class Algorithms {
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "RSAMD5"),
          Map.entry(3, "DSA"),
          Map.entry(5, "RSASHA1"),
          Map.entry(6, "DSA-NSEC3-SHA1"),
          Map.entry(7, "RSASHA1-NSEC3-SHA1"),
          Map.entry(8, "RSASHA256"),
          Map.entry(10, "RSASHA512"),
          Map.entry(12, "ECC-GOST"),
          Map.entry(13, "ECDSAP256SHA256"),
          Map.entry(14, "ECDSAP384SHA384"),
          Map.entry(15, "ED25519"),
          Map.entry(16, "ED448"),
          Map.entry(17, "SM2SM3"),
          Map.entry(23, "ECC-GOST12"));

  private static final Map<Integer, String> DIGESTS =
      Map.of(
          1,
          "SHA-1",
          2,
          "SHA-256",
          3,
          "GOST R 34.11-94",
          4,
          "SHA-384",
          5,
          "GOST R 34.11-2012",
          6,
          "SM3");

  /** Must not be used for signing any more. */
  private static final Set<Integer> DEPRECATED = Set.of(1, 3, 5, 6, 7, 12);

  /** Must not be used for delegation any more. */
  private static final Set<Integer> DEPRECATED_DIGESTS = Set.of(1, 3);

  private Algorithms() {}

  /** The mnemonic with the number: {@code RSASHA256 (8)}. */
  public static String name(int algorithm) {
    return NAMES.getOrDefault(algorithm, "algorithm") + " (" + algorithm + ")";
  }

  /** The digest's name with the number: {@code SHA-256 (2)}. */
  public static String digest(int digest) {
    return DIGESTS.getOrDefault(digest, "digest") + " (" + digest + ")";
  }

  static boolean isDeprecated(int algorithm) {
    return DEPRECATED.contains(algorithm);
  }

  static boolean isDeprecatedDigest(int digest) {
    return DEPRECATED_DIGESTS.contains(digest);
  }
}
