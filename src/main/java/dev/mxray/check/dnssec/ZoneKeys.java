package dev.mxray.check.dnssec;

import java.util.List;

/**
 * With what a zone is signed, and how its parent vouches for that.
 *
 * @param zone A-labels, lower case, no final dot
 * @param algorithms the numbers of the algorithms of its keys, each once, in order
 * @param digests the numbers of the digests of its DS records, each once, in order; empty without
 *     DS
 * @param signatures over its keys
 */
public record ZoneKeys(
    String zone, List<Integer> algorithms, List<Integer> digests, List<Signature> signatures) {

  public ZoneKeys {
    algorithms = List.copyOf(algorithms);
    digests = List.copyOf(digests);
    signatures = List.copyOf(signatures);
  }
}
