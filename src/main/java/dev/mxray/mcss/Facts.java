package dev.mxray.mcss;

import java.util.List;
import java.util.stream.Collectors;

/** Puts what was seen into one line of evidence. */
final class Facts {
  /** Characters of one fact; the report has the whole elsewhere. */
  private static final int MAX_LENGTH = 160;

  private Facts() {}

  /** The first ones, and how many there are beside them. */
  static String listed(List<String> facts, int max) {
    String first = facts.stream().limit(max).map(Facts::cut).collect(Collectors.joining("; "));
    int more = facts.size() - max;
    return more > 0 ? first + "; and " + more + " more" : first;
  }

  private static String cut(String fact) {
    return fact.codePointCount(0, fact.length()) <= MAX_LENGTH
        ? fact
        : fact.substring(0, fact.offsetByCodePoints(0, MAX_LENGTH)) + "…";
  }
}
