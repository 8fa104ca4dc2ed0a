package dev.mxray.mcss;

import dev.mxray.text.Sentence;
import java.util.List;

/** Puts what was seen into one line of evidence. */
final class Facts {
  /** Characters of one fact; the report has the whole elsewhere. */
  private static final int MAX_LENGTH = 160;

  private Facts() {}

  /** The first ones, and how many there are beside them. */
  static Sentence listed(List<Sentence> facts, int max) {
    Sentence first =
        Sentence.joined(
            "; ", facts.stream().limit(max).map(fact -> fact.limited(MAX_LENGTH)).toList());
    int more = facts.size() - max;
    return more > 0 ? Sentence.count("decision.and-more", more, first) : first;
  }

  /** The same of what has no language: names, addresses. */
  static Sentence names(List<String> names, int max) {
    return listed(names.stream().map(Sentence::verbatim).toList(), max);
  }

  /** What was seen, as a whole sentence. */
  static Sentence stated(Sentence facts) {
    return Sentence.of("decision.stated", facts);
  }
}
