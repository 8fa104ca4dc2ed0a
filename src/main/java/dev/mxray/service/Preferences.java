package dev.mxray.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a client likes, as {@code Accept} and {@code Accept-Language} say it (RFC 9110 §12.4.2). */
final class Preferences {
  /** Ranges of one header that are looked at. */
  private static final int MAX_RANGES = 20;

  private Preferences() {}

  /** The ranges of a header in lower case, the dearest first; without those that are not wanted. */
  static List<String> of(@Nullable String header) {
    if (header == null) {
      return List.of();
    }
    var weighed = new ArrayList<Weighed>();
    for (String range : header.toLowerCase(Locale.ROOT).split(",", MAX_RANGES)) {
      String[] words = range.split(";", -1);
      double quality = quality(words);
      if (quality > 0) {
        weighed.add(new Weighed(words[0].strip(), quality));
      }
    }
    // The sort is stable: of two that are as dear the first one stays first.
    return weighed.stream()
        .sorted(Comparator.comparingDouble(Weighed::quality).reversed())
        .map(Weighed::range)
        .toList();
  }

  private record Weighed(String range, double quality) {}

  private static double quality(String[] words) {
    for (String word : List.of(words).subList(1, words.length)) {
      String parameter = word.strip();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
