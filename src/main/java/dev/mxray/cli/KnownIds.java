package dev.mxray.cli;

import dev.mxray.finding.FindingType;
import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** The ids of findings and controls, for one that is not quite right. */
final class KnownIds {
  private KnownIds() {}

  /**
   * The end of a message: a question about the id that was probably meant, or what ids are like.
   */
  static String nearest(String given) {
    Catalogue catalogue = Catalogue.english();
    String wanted = given.toLowerCase(Locale.ROOT);
    return Stream.of(
            Arrays.stream(FindingType.values()).map(FindingType::id),
            catalogue.controls().stream().map(Control::id),
            catalogue.extensions().stream().map(Control::id))
        .flatMap(Function.identity())
        .min(Comparator.comparingInt(known -> distance(wanted, known.toLowerCase(Locale.ROOT))))
        .filter(known -> 2 * distance(wanted, known.toLowerCase(Locale.ROOT)) <= known.length())
        .map(known -> "; did you mean '" + known + "'?")
        .orElse("; reports show the ids, such as spf-missing");
  }

  /** Levenshtein's distance, on short words. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= Math.min(one.length(), 100); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
