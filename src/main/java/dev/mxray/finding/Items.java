package dev.mxray.finding;

import dev.mxray.text.Sentence;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Several things as one piece of evidence: the first of them, and how many more there are. */
public final class Items {
  private Items() {}

  /** Names or values, with commas between them. */
  public static Sentence listed(Collection<String> items, int most) {
    return listed(items.stream(), ", ", most);
  }

  /** Names or values. */
  public static Sentence listed(Stream<String> items, String separator, int most) {
    return told(items.map(Sentence::verbatim).toList(), separator, most);
  }

  /** What is said by this program. */
  public static Sentence told(List<? extends Sentence> items, String separator, int most) {
    if (items.size() <= most) {
      return Sentence.joined(separator, items);
    }
    return Sentence.count(
        "finding.and-more",
        items.size() - (long) most,
        Sentence.joined(separator, items.subList(0, most)));
  }
}
