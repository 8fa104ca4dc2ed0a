package dev.mxray.report;

import dev.mxray.check.sender.Spoofability;
import dev.mxray.text.Wording;
import java.util.List;

/**
 * Who can put the domain in From: and reach an inbox.
 *
 * @param verdict {@code open}, {@code subdomains}, {@code quarantined}, {@code rejected} or {@code
 *     unknown}
 * @param summary the verdict in a sentence
 * @param proof the lines that prove it
 */
public record SpoofabilityPart(String verdict, String summary, List<String> proof) {

  /** What the report says about it. */
  public static SpoofabilityPart of(Spoofability spoofability, Wording words) {
    return new SpoofabilityPart(
        spoofability.verdict().id(),
        spoofability.verdict().sentence().in(words),
        spoofability.told().stream().map(line -> line.in(words)).toList());
  }
}
