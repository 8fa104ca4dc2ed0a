package dev.mxray.fix;

import dev.mxray.check.mx.MxObservation;
import dev.mxray.finding.Finding;
import dev.mxray.finding.Remediation;
import java.util.List;
import java.util.Optional;

/** The first DMARC record of a domain that has none. */
final class DmarcStart {
  private static final String LABEL = "_dmarc.";

  /** The mailbox that proposals name; somebody has to make it. */
  private static final String MAILBOX = "dmarc-reports";

  private DmarcStart() {}

  static List<Remediation> of(Finding finding, Sight seen) {
    return List.of(Remediation.publish(LABEL + seen.domain(), "TXT", record(seen)));
  }

  /**
   * A domain without mail has nothing to lose, and nowhere to send reports to. One with mail begins
   * by listening.
   */
  private static String record(Sight seen) {
    return seen.noMail()
        ? "v=DMARC1; p=reject"
        : "v=DMARC1; p=none" + reports(seen).map(uri -> "; rua=" + uri).orElse("");
  }

  /** The domain's own address for reports; empty when it is not known to take mail. */
  static Optional<String> reports(Sight seen) {
    return seen.mx().state() == MxObservation.State.PRESENT
        ? Optional.of("mailto:" + MAILBOX + "@" + seen.domain())
        : Optional.empty();
  }
}
