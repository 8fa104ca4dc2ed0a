package dev.mxray.check.dkim;

import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsAnswer.Status;
import dev.mxray.net.dns.Texts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells what was published for a selector from what a wildcard makes up for every name. */
final class WildcardAnswer {
  /** Fewer selectors than this with one answer may really have the same key. */
  private static final int MIN_SAME = 10;

  private WildcardAnswer() {}

  /** What an answer says, whatever the order of its records. */
  private record Content(Status status, Set<String> texts, List<String> aliases) {
    static Content of(DnsAnswer answer) {
      return new Content(
          answer.status(),
          answer.records().stream().map(Texts::joined).collect(Collectors.toSet()),
          answer.aliases());
    }
  }

  /**
   * The answer that a name gets which nobody published: the random name's. Where that stayed
   * unknown, an answer that most of the selectors share is taken for it.
   */
  static DnsAnswer of(DnsAnswer random, List<DnsAnswer> answers) {
    if (random.status() != Status.UNKNOWN) {
      return random;
    }
    Map<Content, Integer> counts = new HashMap<>();
    for (DnsAnswer answer : answers) {
      int count = counts.merge(Content.of(answer), 1, Integer::sum);
      if (answer.status() != Status.UNKNOWN && count >= MIN_SAME && 2 * count > answers.size()) {
        return answer;
      }
    }
    return random;
  }

  /** True when the answer is the wildcard's. */
  static boolean same(DnsAnswer answer, DnsAnswer wild) {
    return Content.of(answer).equals(Content.of(wild));
  }
}
