package dev.mxray.mcss.evidence.certificate;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The versions that a list of Postfix allows (postconf(5)): those named, or all without those
 * behind {@code !}, or from 3.6 on between {@code >=TLSv1.2} and {@code <=TLSv1.3}.
 */
final class TlsVersions {
  /** In their order. */
  enum Version {
    SSLV2,
    SSLV3,
    TLSV1,
    TLSV1_1,
    TLSV1_2,
    TLSV1_3
  }

  private TlsVersions() {}

  /** Empty when a word of the list is no version. */
  static Optional<Set<Version>> of(String list) {
    var included = EnumSet.noneOf(Version.class);
    var allowed = EnumSet.allOf(Version.class);
    for (String word : list.strip().split("[\\s,:]+")) {
      if (word.isEmpty()) {
        continue;
      }
      String sign =
          word.startsWith(">=") || word.startsWith("<=")
              ? word.substring(0, 2)
              : word.startsWith("!") ? "!" : "";
      Version version = version(word.substring(sign.length())).orElse(null);
      if (version == null) {
        return Optional.empty();
      }
      switch (sign) {
        case ">=" -> allowed.removeIf(other -> other.compareTo(version) < 0);
        case "<=" -> allowed.removeIf(other -> other.compareTo(version) > 0);
        case "!" -> allowed.remove(version);
        default -> included.add(version);
      }
    }
    if (!included.isEmpty()) {
      allowed.retainAll(included);
    }
    return Optional.of(allowed);
  }

  private static Optional<Version> version(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "sslv2" -> Optional.of(Version.SSLV2);
      case "sslv3" -> Optional.of(Version.SSLV3);
      case "tlsv1", "tlsv1.0" -> Optional.of(Version.TLSV1);
      case "tlsv1.1" -> Optional.of(Version.TLSV1_1);
      case "tlsv1.2" -> Optional.of(Version.TLSV1_2);
      case "tlsv1.3" -> Optional.of(Version.TLSV1_3);
      default -> Optional.empty();
    };
  }

  /** True when a version before 1.2 is among them. */
  static boolean hasOld(Set<Version> versions) {
    return versions.stream().anyMatch(version -> version.compareTo(Version.TLSV1_2) < 0);
  }
}
