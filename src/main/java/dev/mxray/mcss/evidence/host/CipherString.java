package dev.mxray.mcss.evidence.host;

import dev.mxray.text.Sentence;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A cipher string of OpenSSL (openssl-ciphers(1)), played over one suite of each kind that anybody
 * ever offered, to see which weak kinds it lets through. What the installed library has left out is
 * another matter.
 */
public final class CipherString {
  /** A string of a configuration has some hundred octets; the suites by name some thousand. */
  private static final int LONGEST = 16_384;

  private CipherString() {}

  /** What is weak about a suite, as in “suites with …”. */
  private enum Weakness {
    NONE,
    RC4,
    RC4_WITH_MD5,
    DES,
    TRIPLE_DES,
    EXPORT_KEYS,
    NO_ENCRYPTION,
    ANONYMOUS;

    Sentence title() {
      return switch (this) {
        case NONE -> Sentence.verbatim("");
        case RC4 -> Sentence.verbatim("RC4");
        case RC4_WITH_MD5 -> Sentence.of("host.rc4-with-md5");
        case DES -> Sentence.verbatim("DES");
        case TRIPLE_DES -> Sentence.verbatim("3DES");
        case EXPORT_KEYS -> Sentence.of("host.export-keys");
        case NO_ENCRYPTION -> Sentence.of("host.no-encryption");
        case ANONYMOUS -> Sentence.of("host.anonymous-key-exchange");
      };
    }
  }

  /** A suite, the words of OpenSSL that select it, and what is weak about it. */
  private record Suite(String name, Set<String> words, Weakness weakness) {}

  private static final List<Suite> SUITES =
      List.of(
          suite(
              "ECDHE-RSA-AES256-GCM-SHA384",
              Weakness.NONE,
              "HIGH ECDHE EECDH kECDHE kEECDH aRSA AES AES256 AESGCM AEAD SHA384 TLSv1.2"),
          suite(
              "ECDHE-ECDSA-CHACHA20-POLY1305",
              Weakness.NONE,
              "HIGH ECDHE EECDH kECDHE kEECDH aECDSA ECDSA CHACHA20 AEAD TLSv1.2"),
          suite(
              "DHE-RSA-AES128-GCM-SHA256",
              Weakness.NONE,
              "HIGH DHE EDH kDHE kEDH DH aRSA AES AES128 AESGCM AEAD SHA256 TLSv1.2"),
          suite("AES128-SHA", Weakness.NONE, "HIGH kRSA RSA aRSA AES AES128 SHA SHA1 SSLv3 TLSv1"),
          suite(
              "CAMELLIA128-SHA",
              Weakness.NONE,
              "HIGH kRSA RSA aRSA CAMELLIA CAMELLIA128 SHA SHA1 SSLv3 TLSv1"),
          suite(
              "ECDHE-RSA-RC4-SHA",
              Weakness.RC4,
              "MEDIUM ECDHE EECDH kECDHE kEECDH aRSA RC4 SHA SHA1 TLSv1"),
          suite("RC4-SHA", Weakness.RC4, "MEDIUM kRSA RSA aRSA RC4 SHA SHA1 SSLv3 TLSv1"),
          suite("RC4-MD5", Weakness.RC4_WITH_MD5, "MEDIUM kRSA RSA aRSA RC4 MD5 SSLv3 TLSv1"),
          suite(
              "DES-CBC3-SHA",
              Weakness.TRIPLE_DES,
              "MEDIUM kRSA RSA aRSA 3DES SHA SHA1 SSLv3 TLSv1"),
          suite(
              "ECDHE-RSA-DES-CBC3-SHA",
              Weakness.TRIPLE_DES,
              "MEDIUM ECDHE EECDH kECDHE kEECDH aRSA 3DES SHA SHA1 TLSv1"),
          suite(
              "EDH-RSA-DES-CBC3-SHA",
              Weakness.TRIPLE_DES,
              "MEDIUM DHE EDH kDHE kEDH DH aRSA 3DES SHA SHA1 SSLv3 TLSv1"),
          suite("DES-CBC-SHA", Weakness.DES, "LOW kRSA RSA aRSA DES SHA SHA1 SSLv3 TLSv1"),
          suite(
              "EDH-RSA-DES-CBC-SHA",
              Weakness.DES,
              "LOW DHE EDH kDHE kEDH DH aRSA DES SHA SHA1 SSLv3 TLSv1"),
          suite(
              "EXP-DES-CBC-SHA",
              Weakness.EXPORT_KEYS,
              "EXP EXPORT EXPORT40 kRSA RSA aRSA DES SHA SHA1 SSLv3 TLSv1"),
          suite(
              "EXP-RC4-MD5",
              Weakness.EXPORT_KEYS,
              "EXP EXPORT EXPORT40 kRSA RSA aRSA RC4 MD5 SSLv3 TLSv1"),
          suite("NULL-SHA256", Weakness.NO_ENCRYPTION, "eNULL NULL kRSA RSA aRSA SHA256 TLSv1.2"),
          suite(
              "ECDHE-RSA-NULL-SHA",
              Weakness.NO_ENCRYPTION,
              "eNULL NULL ECDHE EECDH kECDHE kEECDH aRSA SHA SHA1 TLSv1"),
          suite("NULL-MD5", Weakness.NO_ENCRYPTION, "eNULL NULL kRSA RSA aRSA MD5 SSLv3 TLSv1"),
          suite(
              "ADH-AES256-SHA",
              Weakness.ANONYMOUS,
              "HIGH aNULL ADH DH kDHE kEDH AES AES256 SHA SHA1 SSLv3 TLSv1"),
          suite(
              "AECDH-AES256-SHA",
              Weakness.ANONYMOUS,
              "HIGH aNULL AECDH kECDHE kEECDH AES AES256 SHA SHA1 TLSv1"),
          suite(
              "ADH-RC4-MD5",
              Weakness.ANONYMOUS,
              "MEDIUM aNULL ADH DH kDHE kEDH RC4 MD5 SSLv3 TLSv1"));

  private static Suite suite(String name, Weakness weakness, String words) {
    return new Suite(name, Set.of(words.split(" ")), weakness);
  }

  /**
   * What is weak in what this string lets through, each kind once; nothing when it is not a string
   * that can be told without the machine ({@code PROFILE=SYSTEM}).
   */
  public static Optional<List<Sentence>> weaknesses(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    if (upper.isEmpty() || upper.startsWith("PROFILE=") || text.length() > LONGEST) {
      return Optional.empty();
    }
    Set<Suite> chosen = new LinkedHashSet<>();
    Set<Suite> killed = new LinkedHashSet<>();
    for (String token : text.strip().split("[:, ]+")) {
      apply(token.replaceFirst("@STRENGTH$", ""), chosen, killed);
    }
    return Optional.of(
        chosen.stream()
            .map(Suite::weakness)
            .filter(weakness -> weakness != Weakness.NONE)
            .distinct()
            .map(Weakness::title)
            .toList());
  }

  private static void apply(String token, Set<Suite> chosen, Set<Suite> killed) {
    if (token.isEmpty() || token.startsWith("@") || token.startsWith("+")) {
      return; // an order, or a level of the library, not a choice
    }
    char first = token.charAt(0);
    String words = first == '!' || first == '-' ? token.substring(1) : token;
    List<Suite> named = SUITES.stream().filter(suite -> selects(suite, words)).toList();
    switch (first) {
      case '!' -> {
        named.forEach(chosen::remove);
        killed.addAll(named);
      }
      case '-' -> named.forEach(chosen::remove);
      default -> named.stream().filter(suite -> !killed.contains(suite)).forEach(chosen::add);
    }
  }

  private static boolean selects(Suite suite, String words) {
    return Stream.of(words.split("\\+"))
        .allMatch(
            word ->
                suite.name().equals(word)
                    || suite.words().contains(word)
                    || everything(suite, word));
  }

  /** ALL has all but suites without encryption; DEFAULT leaves out more (OpenSSL 1.0 and later). */
  private static boolean everything(Suite suite, String word) {
    boolean encrypted = !suite.words().contains("eNULL");
    return switch (word) {
      case "ALL" -> encrypted;
      case "COMPLEMENTOFALL" -> !encrypted;
      case "DEFAULT" ->
          encrypted
              && !suite.words().contains("aNULL")
              && !suite.words().contains("EXP")
              && !suite.words().contains("LOW")
              && !suite.words().contains("RC4")
              && !suite.words().contains("3DES");
      default -> false;
    };
  }
}
