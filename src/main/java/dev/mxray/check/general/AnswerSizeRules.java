package dev.mxray.check.general;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import dev.mxray.observe.Observed;
import java.util.List;

/** Judges the size of the answer to TXT of the domain. */
public final class AnswerSizeRules {
  /** What resolvers ask for over UDP since DNS Flag Day 2020: IPv6 minimum MTU less headers. */
  static final int MAX_UDP_OCTETS = 1232;

  private AnswerSizeRules() {}

  /**
   * The findings about the size.
   *
   * @param domain the scanned domain
   * @param size octets of the message that answers TXT of the domain
   */
  public static List<Finding> judge(String domain, Observed<Integer> size) {
    return size.unknown()
        .map(unknown -> List.of(Finding.inconclusive(Section.GENERAL, domain, unknown)))
        .orElseGet(
            () ->
                size.found()
                    .filter(octets -> octets > MAX_UDP_OCTETS)
                    .map(octets -> List.of(large(domain, octets)))
                    .orElse(List.of()));
  }

  private static Finding large(String domain, int octets) {
    return Finding.of(FindingType.DNS_ANSWER_LARGE, domain)
        .with("question", "TXT " + domain)
        .with("octets", octets)
        .with("limit", MAX_UDP_OCTETS);
  }
}
