package dev.mxray.message.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One field of a message's header, octet by octet (RFC 5322 §2.2). Line ends are CR LF, whatever
 * they were in the file, and the last one belongs to the field.
 */
public final class HeaderField {
  private static final byte[] CRLF = {'\r', '\n'};

  private final String name;
  private final byte[] octets;
  private final int colon;
  private final int line;

  private HeaderField(byte[] octets, int colon, int nameEnd, int line) {
    this.octets = octets;
    this.colon = colon;
    this.line = line;
    this.name = new String(octets, 0, nameEnd, StandardCharsets.ISO_8859_1);
  }

  /**
   * A field, or null when the octets are none: no colon, or a name with characters other than
   * visible ASCII.
   *
   * @param octets the lines of the field, each ended by CR LF
   * @param line number of the field's first line in the message, from 1
   */
  static @Nullable HeaderField of(byte[] octets, int line) {
    int colon = 0;
    while (colon < octets.length && octets[colon] != ':') {
      colon++;
    }
    int nameEnd = colon;
    while (nameEnd > 0 && isBlank(octets[nameEnd - 1])) {
      nameEnd--; // Obsolete syntax: white space before the colon (RFC 5322 §4.5).
    }
    if (colon == octets.length || nameEnd == 0) {
      return null;
    }
    for (int i = 0; i < nameEnd; i++) {
      if (octets[i] <= ' ' || octets[i] > '~') {
        return null;
      }
    }
    return new HeaderField(octets, colon, nameEnd, line);
  }

  /** The name as it is written. */
  public String name() {
    return name;
  }

  /** The name in lower case; names are compared without case. */
  public String key() {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The line of the message at which the field begins, from 1. */
  public int line() {
    return line;
  }

  /** What follows the colon, every octet one char, line ends inside kept, the last one not. */
  public String body() {
    return new String(
        octets, colon + 1, octets.length - CRLF.length - colon - 1, StandardCharsets.ISO_8859_1);
  }

  /** The body on one line and without white space at its ends, every octet one char. */
  public String unfolded() {
    return body().replace("\r\n", "").strip();
  }

  /**
   * The form that is hashed (RFC 6376 §3.4.1, §3.4.2), with the line end at its end.
   *
   * @return a new array
   */
  public byte[] canonical(Canonicalization form) {
    return form == Canonicalization.SIMPLE ? octets.clone() : relaxed();
  }

  /**
   * The form of a signature's own field that it signs itself: canonical, with an empty tag {@code
   * b} and without the line end at its end (RFC 6376 §3.7).
   */
  public byte[] canonicalUnsigned(Canonicalization form) {
    byte[] whole = withoutSignature().canonical(form);
    return Arrays.copyOf(whole, whole.length - CRLF.length);
  }

  /** The field with the value of its tag {@code b} cut out, white space around it too. */
  private HeaderField withoutSignature() {
    var out = new ByteArrayOutputStream(octets.length);
    out.write(octets, 0, colon + 1);
    int end = octets.length - CRLF.length;
    int start = colon + 1;
    while (start <= end) {
      int semicolon = indexOf(';', start, end);
      int equals = indexOf('=', start, semicolon);
      boolean signature =
          equals < semicolon
              && new String(octets, start, equals - start, StandardCharsets.ISO_8859_1)
                  .strip()
                  .equals("b");
      out.write(octets, start, (signature ? equals + 1 : semicolon) - start);
      if (semicolon < end) {
        out.write(';');
      }
      start = semicolon + 1;
    }
    out.writeBytes(CRLF);
    return new HeaderField(out.toByteArray(), colon, name.length(), line);
  }

  private int indexOf(char wanted, int from, int end) {
    int i = from;
    while (i < end && octets[i] != wanted) {
      i++;
    }
    return i;
  }

  private byte[] relaxed() {
    var out = new ByteArrayOutputStream(octets.length);
    out.writeBytes(key().getBytes(StandardCharsets.ISO_8859_1));
    out.write(':');
    boolean blank = false;
    boolean text = false;
    int end = octets.length - CRLF.length;
    for (int i = colon + 1; i < end; i++) {
      byte octet = octets[i];
      if (octet == '\r' && octets[i + 1] == '\n') {
        i++;
      } else if (isBlank(octet)) {
        blank = true;
      } else {
        if (blank && text) {
          out.write(' ');
        }
        out.write(octet);
        blank = false;
        text = true;
      }
    }
    out.writeBytes(CRLF);
    return out.toByteArray();
  }

  static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  @Override
  public String toString() {
    return name + ":" + body();
  }
}
