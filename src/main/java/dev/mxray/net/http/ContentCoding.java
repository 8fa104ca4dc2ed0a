package dev.mxray.net.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Undoes the one content coding that servers use unasked (RFC 9110 §8.4.1.3), within bounds. */
final class ContentCoding {
  private static final Set<String> NONE = Set.of("", "identity");
  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

  private ContentCoding() {}

  /** True for a coding that can be undone. */
  static boolean isKnown(String coding) {
    String word = word(coding);
    return NONE.contains(word) || GZIP.contains(word);
  }

  /**
   * The content.
   *
   * @param maxOctets of it; one octet more is unpacked at most, whatever the body holds
   * @return empty when the body is not what the coding says; longer than the limit by one octet
   *     when it is too long
   */
  static Optional<byte[]> content(String coding, byte[] body, int maxOctets) {
    if (!GZIP.contains(word(coding))) {
      return Optional.of(body);
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return Optional.of(in.readNBytes(maxOctets + 1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String word(String coding) {
    return coding.strip().toLowerCase(Locale.ROOT);
  }
}
