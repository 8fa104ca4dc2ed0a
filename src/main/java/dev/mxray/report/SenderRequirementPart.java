package dev.mxray.report;

import dev.mxray.check.sender.SenderRequirements;
import dev.mxray.text.Wording;
import java.util.List;

/**
 * One thing that a large receiver asks of those who send to it.
 *
 * @param receiver {@code Gmail}, {@code Yahoo} or {@code Microsoft}
 * @param since when its rules came into force
 * @param requirement a word for it: {@code spf}, {@code reverse_dns}
 * @param description what is asked
 * @param status {@code met}, {@code not_met} or {@code not_visible} from outside
 */
public record SenderRequirementPart(
    String receiver, String since, String requirement, String description, String status) {

  /** What the report says of them, by receiver. */
  public static List<SenderRequirementPart> of(List<SenderRequirements.Line> lines, Wording words) {
    return lines.stream()
        .map(
            line ->
                new SenderRequirementPart(
                    line.receiver().label(),
                    line.receiver().since(),
                    line.requirement().id(),
                    line.requirement().label().in(words),
                    line.status().id()))
        .toList();
  }
}
