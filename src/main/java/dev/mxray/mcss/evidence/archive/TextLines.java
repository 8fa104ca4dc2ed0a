package dev.mxray.mcss.evidence.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Octets as lines of text. */
final class TextLines {
  private TextLines() {}

  /**
   * Lines that end with LF, CR LF or CR; in UTF-8, or in Latin-1 when it is no UTF-8. A byte order
   * mark is left out.
   *
   * @param most lines; further ones are left out
   */
  static List<String> of(ByteBuffer octets, int most) {
    String text = decoded(octets);
    var lines = new ArrayList<String>();
    int begin = text.startsWith("\ufeff") ? 1 : 0;
    while (begin < text.length() && lines.size() < most) {
      int end = endOfLine(text, begin);
      lines.add(text.substring(begin, end));
      begin = end + (text.startsWith("\r\n", end) ? 2 : 1);
    }
    return lines;
  }

  private static int endOfLine(String text, int begin) {
    int at = begin;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  private static String decoded(ByteBuffer octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(octets.duplicate()).toString();
    } catch (CharacterCodingException e) {
      return StandardCharsets.ISO_8859_1.decode(octets).toString();
    }
  }
}
