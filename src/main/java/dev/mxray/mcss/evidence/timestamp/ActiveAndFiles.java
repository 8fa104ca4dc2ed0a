package dev.mxray.mcss.evidence.timestamp;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.MailServer;
import dev.mxray.mcss.evidence.postfix.MainCfComparison;
import dev.mxray.text.Sentence;

/** TIMESTAMP-002: what Postfix reports as active is what its file says. */
final class ActiveAndFiles {
  private static final String MAIN_CF = "postfix/config_files/main.cf";

  private ActiveAndFiles() {}

  static HostVerdict of(Evidence evidence) {
    if (evidence.under("postfix/").isEmpty()) {
      return MailServer.POSTFIX.absent(evidence).isPresent()
          ? HostVerdict.notAssessed(Sentence.of("timestamp.only-postfix", MAIN_CF))
          : HostVerdict.missing(MAIN_CF);
    }
    return MainCfComparison.of(evidence);
  }
}
