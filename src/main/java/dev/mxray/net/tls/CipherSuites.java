package dev.mxray.net.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
    return name.contains("_3DES_") || name.contains("_SEED_") || name.contains("_IDEA_") ? 1 : 0;
  }
}
