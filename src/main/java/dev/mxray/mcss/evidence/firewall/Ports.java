package dev.mxray.mcss.evidence.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ports that a rule names.
 *
 * @param ranges first and last of each, both included
 * @param named false when the rule names none and means all
 */
record Ports(List<int[]> ranges, boolean named, boolean negated) {
  static final Ports ALL = new Ports(List.of(), false, false);

  /** Names of services (RFC 6335) that packet filters print. */
  private static final Map<String, Integer> NAMES =
      Map.ofEntries(
          Map.entry("ssh", 22),
          Map.entry("smtp", 25),
          Map.entry("http", 80),
          Map.entry("pop3", 110),
          Map.entry("pop-3", 110),
          Map.entry("imap", 143),
          Map.entry("imap2", 143),
          Map.entry("https", 443),
          Map.entry("submissions", 465),
          Map.entry("urd", 465),
          Map.entry("smtps", 465),
          Map.entry("submission", 587),
          Map.entry("imaps", 993),
          Map.entry("pop3s", 995),
          Map.entry("sieve", 4190));

  boolean has(int port) {
    return !named
        || ranges.stream().anyMatch(range -> port >= range[0] && port <= range[1]) != negated;
  }

  /** {@code 25}, {@code 25,465}, {@code 1024-65535}, {@code 1024:65535}, {@code smtp}. */
  static Ports of(List<String> words, boolean negated) {
    List<int[]> ranges = new ArrayList<>();
    for (String word : words) {
      String[] ends = word.strip().split("[-:]", 2);
      int whole = number(word.strip());
      int first = whole >= 0 ? whole : number(ends[0]);
      int last = whole >= 0 || ends.length == 1 ? first : number(ends[1]);
      if (first >= 0 && last >= first) {
        ranges.add(new int[] {first, last});
      }
    }
    return new Ports(List.copyOf(ranges), true, negated);
  }

  private static int number(String word) {
    if (word.matches("\\d{1,5}")) {
      return Integer.parseInt(word);
    }
    return NAMES.getOrDefault(word, -1);
  }

  /** The ports that are named one by one; ranges are left out. */
  List<Integer> single() {
    return negated
        ? List.of()
        : ranges.stream().filter(range -> range[0] == range[1]).map(range -> range[0]).toList();
  }
}
