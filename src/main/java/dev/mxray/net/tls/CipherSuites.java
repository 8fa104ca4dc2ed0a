package dev.mxray.net.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The registered cipher suites by code point, and what of them is offered. */
final class CipherSuites {
  private static final String TABLE = "cipher-suites.txt";

  /** The order of {@link TlsOffer#USUAL}: forward secrecy first, then AEAD, then the rest. */
  private static final int[] USUAL = {
    0x1302, 0x1303, 0x1301, 0x1304, // TLS 1.3: AES_256_GCM, CHACHA20, AES_128_GCM, AES_128_CCM
    0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC02B, 0xC02F, // ECDHE with AEAD
    0x009F, 0xCCAA, 0x009E, // DHE_RSA with AEAD
    0xC024, 0xC028, 0xC023, 0xC027, 0xC00A, 0xC014, 0xC009, 0xC013, // ECDHE with AES-CBC
    0x006B, 0x0067, 0x0039, 0x0033, // DHE_RSA with AES-CBC
    0xC0AD, 0xC09F, 0xC0AC, 0xC09E, // AES-CCM
    0xC05D, 0xC061, 0xC05C, 0xC060, 0xC053, 0xC052, // ARIA-GCM
    0xC073, 0xC077, 0xC072, 0xC076, 0x00C4, 0x00BE, 0x0088, 0x0045, // Camellia-CBC
    0x00A3, 0x00A2, 0x006A, 0x0040, 0x0038, 0x0032, // DHE_DSS
    0x009D, 0x009C, 0x003D, 0x003C, 0x0035, 0x002F, // RSA key transport
    0xC09D, 0xC09C, 0xC051, 0xC050, 0x00C0, 0x00BA, 0x0084, 0x0041,
  };

  /**
   * What {@link TlsOffer#WIDEST} begins with: some old servers look at the first 64 suites only, so
   * what such servers have comes before what is merely unusual.
   */
  private static final int[] WIDEST_FIRST = {
    0x1302, 0x1303, 0x1301, // TLS 1.3
    0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC02B, 0xC02F, // ECDHE with AEAD
    0x009F, 0xCCAA, 0x009E, // DHE_RSA with AEAD
    0xC024, 0xC028, 0xC023, 0xC027, 0xC00A, 0xC014, 0xC009, 0xC013, // ECDHE with AES-CBC
    0x006B, 0x0067, 0x0039, 0x0033, // DHE_RSA with AES-CBC
    0x0038, 0x0032, // DHE_DSS with AES-CBC
    0x009D, 0x009C, 0x003D, 0x003C, 0x0035, 0x002F, // RSA key transport
    0xC008, 0xC012, 0x0016, 0x0013, 0x000A, // 3DES
  };

  private static final class Registered {
    static final CipherSuites ALL = load();
  }

  /** With fewer suites in a part, groups need hellos of their own (servers have about five). */
  private static final int MIN_PART = 5;

  private static final int MOST_WEAKNESS = 3;

  private final Map<Integer, String> names;

  private CipherSuites(Map<Integer, String> names) {
    this.names = names;
  }

  /** All of them. */
  static CipherSuites registered() {
    return Registered.ALL;
  }

  private static CipherSuites load() {
    try (InputStream in =
        Objects.requireNonNull(CipherSuites.class.getResourceAsStream(TABLE), TABLE)) {
      var names = new LinkedHashMap<Integer, String>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
        if (!line.startsWith("#")) {
          names.put(Integer.parseInt(line.substring(0, 4), 16), line.substring(5).strip());
        }
      }
      return new CipherSuites(names);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The registered name, or the code point as {@code 0xC0FF} when there is none. */
  String name(int code) {
    return names.getOrDefault(code, String.format(Locale.ROOT, "0x%04X", code));
  }

  /** Suites that may be asked for together: those that a server takes or leaves alike. */
  record Share(String keyExchange, List<Integer> suites) {
    Share {
      suites = List.copyOf(suites);
    }
  }

  /**
   * All suites of a version in shares, so that several can be asked for at a time. The shares of
   * what common servers have come first and hold little else: where everything in a share is
   * accepted, nothing is left to be refused.
   *
   * @param ecdsa the server is known to have a certificate for ECDSA rather than RSA
   * @param parts into which the suites of one key exchange are divided
   */
  List<Share> shares(TlsVersion version, boolean ecdsa, int parts) {
    List<Integer> all = candidates(version);
    if (version == TlsVersion.TLS_1_3) {
      return List.of(new Share("", all));
    }
    var shares = new ArrayList<Share>();
    var rest = new ArrayList<>(all);
    List<String> common =
        ecdsa
            ? List.of("TLS_ECDHE_ECDSA_WITH_")
            : List.of("TLS_ECDHE_RSA_WITH_", "TLS_DHE_RSA_WITH_", "TLS_RSA_WITH_");
    for (String keyExchange : common) {
      List<Integer> chosen =
          all.stream()
              .filter(code -> name(code).startsWith(keyExchange) && isCommon(name(code)))
              .toList();
      rest.removeAll(chosen);
      parts(chosen, parts).forEach(part -> shares.add(new Share(keyExchange, part)));
    }
    shares.add(new Share("", rest));
    return List.copyOf(shares);
  }

  /** So many parts, each with strong and with weak suites, when there is enough for that. */
  private static List<List<Integer>> parts(List<Integer> suites, int wanted) {
    if (suites.isEmpty()) {
      return List.of();
    }
    int count = Math.max(1, Math.min(wanted, suites.size() / MIN_PART));
    var parts = new ArrayList<List<Integer>>();
    for (int part = 0; part < count; part++) {
      var mine = new ArrayList<Integer>();
      for (int i = part; i < suites.size(); i += count) {
        mine.add(suites.get(i));
      }
      parts.add(mine);
    }
    return parts;
  }

  /** What OpenSSL has without being asked for. */
  private static boolean isCommon(String name) {
    return List.of("_AES_", "_CHACHA20_", "_CAMELLIA_", "_ARIA_").stream().anyMatch(name::contains)
        && !name.contains("_RMD")
        && !(name.contains("_ARIA_") && name.contains("_CBC_"))
        && !(name.contains("_CAMELLIA_") && name.contains("_GCM_"));
  }

  /** Every suite that a server of this version could take, the strong ones first. */
  List<Integer> candidates(TlsVersion version) {
    boolean newest = version == TlsVersion.TLS_1_3;
    var all = new LinkedHashSet<Integer>();
    for (int code : USUAL) {
      all.add(code);
    }
    for (int weakness = 0; weakness <= MOST_WEAKNESS; weakness++) {
      for (var suite : names.entrySet()) {
        if (weakness(suite.getValue()) == weakness) {
          all.add(suite.getKey());
        }
      }
    }
    all.removeIf(
        code -> needsSecret(name(code)) || isOfNewest(code) != newest || isBeyond(code, version));
    return List.copyOf(all);
  }

  /** Of TLS 1.3, which has suites of its own. */
  private boolean isOfNewest(int code) {
    String name = name(code);
    return !name.contains("_WITH_") || name.contains("_MGM_");
  }

  /** AEAD and other hashes came with TLS 1.2, elliptic curves with TLS 1.0. */
  private boolean isBeyond(int code, TlsVersion version) {
    String name = name(code);
    return (version.compareTo(TlsVersion.TLS_1_2) < 0
            && List.of("_GCM_", "_CCM", "_SHA256", "_SHA384", "_SM3", "_OMAC").stream()
                .anyMatch(name::contains))
        || (version == TlsVersion.SSL_3 && name.contains("_ECDH"))
        || (version != TlsVersion.SSL_3 && name.startsWith("SSL_FORTEZZA"));
  }

  private static boolean needsSecret(String name) {
    return name.contains("PSK")
        || name.contains("SRP")
        || name.contains("ECCPWD")
        || name.endsWith("SCSV")
        || name.equals("TLS_NULL_WITH_NULL_NULL");
  }

  /** Code points in order of preference; not all of them need be implemented. */
  int[] offered(TlsOffer offer) {
    return switch (offer) {
      case USUAL -> USUAL.clone();
      case WIDEST -> widest();
    };
  }

  private int[] widest() {
    var offered = new LinkedHashMap<Integer, String>();
    IntStream.concat(Arrays.stream(WIDEST_FIRST), Arrays.stream(USUAL))
        .forEach(code -> offered.putIfAbsent(code, name(code)));
    // The weaker a suite, the later: a server that lets the client choose shows its best.
    for (int weakness = 0; weakness <= 3; weakness++) {
      for (var suite : names.entrySet()) {
        if (weakness(suite.getValue()) == weakness && !leftOut(suite.getValue())) {
          offered.putIfAbsent(suite.getKey(), suite.getValue());
        }
      }
    }
    return offered.keySet().stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * It needs a secret shared beforehand, or is a signalling value, or belongs to no deployed mail
   * server and would only make the hello longer.
   */
  private static boolean leftOut(String name) {
    return name.contains("PSK")
        || name.contains("SRP")
        || name.contains("GOSTR")
        || name.contains("SM4")
        || name.contains("CCM_8")
        || name.contains("ECCPWD")
        || name.contains("KRB5")
        || name.contains("FORTEZZA")
        || name.contains("AEGIS")
        || name.startsWith("OLD_")
        || name.endsWith("_RMD")
        || name.endsWith("SCSV")
        || name.equals("TLS_NULL_WITH_NULL_NULL");
  }

  private static int weakness(String name) {
    if (name.contains("_NULL_")) {
      return 3;
    }
    if (name.contains("_anon_")) {
      return 2;
    }
    if (List.of("_RC4_", "_DES_", "_DES40_", "_RC2_", "_EXPORT").stream()
        .anyMatch(name::contains)) {
      return 2;
    }
    return name.contains("_3DES_") || name.contains("_SEED_") || name.contains("_IDEA_") ? 1 : 0;
  }
}
