package dev.mxray.mcss.evidence.timestamp;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.MailServer;
import dev.mxray.mcss.evidence.postfix.MainCfComparison;

/** TIMESTAMP-002: what Postfix reports as active is what its file says. */
final class ActiveAndFiles {
  private ActiveAndFiles() {}

  static HostVerdict of(Evidence evidence) {
    if (evidence.under("postfix/").isEmpty()) {
      return MailServer.POSTFIX.absent(evidence).isPresent()
          ? HostVerdict.notAssessed(
              "Only Postfix has a file, postfix/config_files/main.cf, that can be compared with its active"
                  + " configuration, and it is not on this host.")
          : HostVerdict.missing("postfix/config_files/main.cf");
    }
    return MainCfComparison.of(evidence);
  }
}
