package dev.mxray.check.tls;

import java.util.Map;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Signature algorithms by object identifier, under the names that Java gives them. */
final class SignatureNames {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("1.2.840.113549.1.1.2", "MD2withRSA"),
          Map.entry("1.2.840.113549.1.1.3", "MD4withRSA"),
          Map.entry("1.2.840.113549.1.1.4", "MD5withRSA"),
          Map.entry("1.2.840.113549.1.1.5", "SHA1withRSA"),
          Map.entry("1.3.14.3.2.29", "SHA1withRSA"),
          Map.entry("1.2.840.113549.1.1.14", "SHA224withRSA"),
          Map.entry("1.2.840.113549.1.1.11", "SHA256withRSA"),
          Map.entry("1.2.840.113549.1.1.12", "SHA384withRSA"),
          Map.entry("1.2.840.113549.1.1.13", "SHA512withRSA"),
          Map.entry("1.2.840.10040.4.3", "SHA1withDSA"),
          Map.entry("2.16.840.1.101.3.4.3.1", "SHA224withDSA"),
          Map.entry("2.16.840.1.101.3.4.3.2", "SHA256withDSA"),
          Map.entry("1.2.840.10045.4.1", "SHA1withECDSA"),
          Map.entry("1.2.840.10045.4.3.1", "SHA224withECDSA"),
          Map.entry("1.2.840.10045.4.3.2", "SHA256withECDSA"),
          Map.entry("1.2.840.10045.4.3.3", "SHA384withECDSA"),
          Map.entry("1.2.840.10045.4.3.4", "SHA512withECDSA"),
          Map.entry("1.3.101.112", "Ed25519"),
          Map.entry("1.3.101.113", "Ed448"),
          Map.entry("2.16.840.1.101.3.4.3.17", "ML-DSA-44"),
          Map.entry("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
          Map.entry("2.16.840.1.101.3.4.3.19", "ML-DSA-87"));

  private static final Map<String, String> DIGESTS =
      Map.of(
          "1.2.840.113549.2.5", "MD5",
          "1.3.14.3.2.26", "SHA1",
          "2.16.840.1.101.3.4.2.4", "SHA224",
          "2.16.840.1.101.3.4.2.1", "SHA256",
          "2.16.840.1.101.3.4.2.2", "SHA384",
          "2.16.840.1.101.3.4.2.3", "SHA512");

  private SignatureNames() {}

  /** The name; the identifier itself for one that is not known. */
  static String of(AlgorithmIdentifier algorithm) {
    if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return pss(algorithm);
    }
    String identifier = algorithm.getAlgorithm().getId();
    return NAMES.getOrDefault(identifier, identifier);
  }

  /** The digest stands in the parameters; without them it is SHA-1 (RFC 4055 §3.1). */
  private static String pss(AlgorithmIdentifier algorithm) {
    try {
      RSASSAPSSparams parameters =
          algorithm.getParameters() == null
              ? new RSASSAPSSparams()
              : RSASSAPSSparams.getInstance(algorithm.getParameters());
      String digest = parameters.getHashAlgorithm().getAlgorithm().getId();
      return DIGESTS.getOrDefault(digest, digest) + "withRSAandMGF1";
    } catch (IllegalArgumentException e) {
      return "RSASSA-PSS";
    }
  }

  /** True when collisions in the digest can be made, so that signatures can be moved. */
  static boolean isWeak(String name) {
    return name.startsWith("MD") || name.startsWith("SHA1with");
  }
}
