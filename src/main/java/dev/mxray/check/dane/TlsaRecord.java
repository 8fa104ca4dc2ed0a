package dev.mxray.check.dane;

import java.util.HexFormat;
import java.util.Optional;

/**
 * One TLSA record (RFC 6698 §2).
 *
 * @param usage 3 the server's own certificate, 2 an authority above it; 0 and 1 are of no use for
 *     SMTP (RFC 7672 §3.1.3)
 * @param selector 0 the whole certificate, 1 its public key
 * @param matching 0 the data itself, 1 its SHA-256, 2 its SHA-512
 * @param data what a certificate is compared with
 */
@SuppressWarnings("ArrayRecordComponent") // Octets as published; nobody compares records.
public record TlsaRecord(int usage, int selector, int matching, byte[] data) {
  /** DANE-TA: an authority. */
  public static final int AUTHORITY = 2;

  /** DANE-EE: the server's own. */
  public static final int OWN = 3;

  static final int WHOLE = 0;
  static final int KEY = 1;

  static final int EXACT = 0;
  static final int SHA_256 = 1;
  static final int SHA_512 = 2;

  private static final int HEADER = 3;
  private static final int SHA_256_OCTETS = 32;
  private static final int SHA_512_OCTETS = 64;

  /** Hexadecimal digits that are shown; a SHA-512 has 128. */
  private static final int MAX_SHOWN = 128;

  /** Reads the data of a record in wire form; empty when it is too short. */
  public static Optional<TlsaRecord> of(byte[] wire) {
    if (wire.length < HEADER) {
      return Optional.empty();
    }
    var data = new byte[wire.length - HEADER];
    System.arraycopy(wire, HEADER, data, 0, data.length);
    return Optional.of(new TlsaRecord(wire[0] & 0xff, wire[1] & 0xff, wire[2] & 0xff, data));
  }

  /** True when senders of mail can use it (RFC 7672 §3.1, RFC 7671 §4.3). */
  public boolean isUsable() {
    return (usage == AUTHORITY || usage == OWN)
        && (selector == WHOLE || selector == KEY)
        && switch (matching) {
          case EXACT -> data.length > 0;
          case SHA_256 -> data.length == SHA_256_OCTETS;
          case SHA_512 -> data.length == SHA_512_OCTETS;
          default -> false;
        };
  }

  /** As zone files have it, cut where it is long: {@code 3 1 1 8cb0…}. */
  @Override
  public String toString() {
    String digits = HexFormat.of().formatHex(data);
    return usage
        + " "
        + selector
        + " "
        + matching
        + " "
        + (digits.length() > MAX_SHOWN ? digits.substring(0, MAX_SHOWN) + "…" : digits);
  }
}
