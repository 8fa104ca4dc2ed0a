package dev.mxray.fix;

import dev.mxray.check.mx.MxObservation;
import dev.mxray.check.spf.SpfAnalysis;
import dev.mxray.check.spf.SpfFlattening;
import dev.mxray.check.spf.SpfObservation;
import dev.mxray.check.spf.SpfParser;
import dev.mxray.check.spf.SpfPolicy;
import dev.mxray.check.spf.SpfRecord;
import dev.mxray.check.spf.SpfRules;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Remediation;
import dev.mxray.finding.Severity;
import dev.mxray.observe.Observed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * The corrected SPF record. All corrections of a record make one text, which every finding that it
 * clears carries; whether it clears one is tried on the observation with the text in the record's
 * place, so that nothing is proposed that would not help.
 */
final class SpfRemedies {
  private static final String TXT = "TXT";
  private static final String NO_MAIL = "v=spf1 -all";

  /** The exchanges may send, and whoever else does is found out before it is refused. */
  private static final String START = "v=spf1 mx ~all";

  /** The same without an MX: the mechanism mx would find nothing (RFC 7208 §5.4). */
  private static final String START_IMPLICIT = "v=spf1 a ~all";

  private SpfRemedies() {}

  static List<Remediation> of(Finding finding, Sight seen) {
    if (!seen.spf().seen()) {
      return List.of();
    }
    if (finding.type() == FindingType.SPF_TYPE_99) {
      return seen.spf().type99().found().orElse(List.of()).stream()
          .map(text -> Remediation.delete(seen.domain(), "SPF", text))
          .toList();
    }
    if (sendsNothing(seen)) {
      return replaced(seen, NO_MAIL);
    }
    if (finding.type() == FindingType.SPF_MISSING) {
      return switch (seen.mx().state()) {
        case PRESENT -> replaced(seen, START);
        case IMPLICIT -> replaced(seen, START_IMPLICIT);
        case NULL_MX, ABSENT, UNKNOWN -> List.of();
      };
    }
    boolean step =
        finding.type() == FindingType.SPF_SOFTFAIL_ALL && finding.severity() != Severity.INFO;
    String text = withinLimit(new SpfDraft(seen.spf(), step).text(), seen.spf());
    return clears(finding, text, seen) ? replaced(seen, text) : List.of();
  }

  /** The record, with addresses in place of names where there are too many of those. */
  private static String withinLimit(String text, SpfObservation spf) {
    SpfObservation corrected = with(spf, text);
    return SpfAnalysis.of(corrected).lookups() > SpfAnalysis.MAX_LOOKUPS
        ? SpfFlattening.of(corrected).map(SpfFlattening::record).orElse(text)
        : text;
  }

  /**
   * A null MX, or no way to reach the domain at all. A domain with a policy that names senders may
   * send all the same, unless it has the null MX.
   */
  private static boolean sendsNothing(Sight seen) {
    return seen.mx().state() == MxObservation.State.NULL_MX
        || (seen.noMail() && seen.spf().own().records().isAbsent());
  }

  private static List<Remediation> replaced(Sight seen, String text) {
    var steps = new ArrayList<Remediation>();
    for (SpfRecord old : seen.spf().own().records().found().orElse(List.of())) {
      if (!old.text().equals(text)) {
        steps.add(Remediation.delete(seen.domain(), TXT, old.text()));
      }
    }
    steps.add(Remediation.publish(seen.domain(), TXT, text));
    return steps;
  }

  private static boolean clears(Finding finding, String text, Sight seen) {
    return SpfRules.judge(
            with(seen.spf(), text),
            seen.mx().state() == MxObservation.State.NULL_MX,
            seen.dmarc().enforced())
        .stream()
        .noneMatch(left -> left.type() == finding.type());
  }

  /** What would be seen with another record in place of the domain's own. */
  static SpfObservation with(SpfObservation spf, String text) {
    var policies = new HashMap<>(spf.policies());
    policies.put(
        spf.domain(),
        new SpfPolicy(spf.domain(), Observed.present(List.of(SpfParser.parse(text))), List.of()));
    return new SpfObservation(
        spf.domain(),
        policies,
        spf.ipv4(),
        spf.ipv6(),
        spf.exchanges(),
        spf.unregistered(),
        spf.type99());
  }
}
