package dev.mxray.report;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes every character that is not {@linkplain Printable#isVisible visible} as {@code \\uXXXX},
 * because a report is also printed to terminals; JSON itself asks for that in C0 only. Surrogates
 * are always written so: pairs stay pairs, and half of one cannot make the document invalid UTF-8.
 */
final class VisibleEscapes extends CharacterEscapes {
  private static final char DEL = 0x7f;

  private final int[] ascii = standardAsciiEscapesForJSON();

  VisibleEscapes() {
    ascii[DEL] = ESCAPE_STANDARD;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii.clone();
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return Printable.isVisible(character)
        ? null
        : new SerializedString(String.format(Locale.ROOT, "\\u%04X", character));
  }
}
