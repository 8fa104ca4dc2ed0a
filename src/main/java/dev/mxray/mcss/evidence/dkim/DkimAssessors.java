package dev.mxray.mcss.evidence.dkim;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.ConfigTest;
import dev.mxray.mcss.evidence.host.Presence;
import dev.mxray.text.Sentence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What decides the controls about signing. The catalogue names OpenDKIM; Rspamd and Exim sign as
 * well, and the reasons say which it was.
 */
public final class DkimAssessors {
  private DkimAssessors() {}

  public static Map<String, Assessor> all() {
    Map<String, Assessor> all = new LinkedHashMap<>();
    all.put("DKIM-001", Signers::signed);
    all.put("DKIM-002", SigningKeys::lengths);
    all.put("DKIM-003", SigningTables::domains);
    all.put("DKIM-004", SigningTables::selectors);
    all.put("DKIM-005", Signers::wired);
    all.put("DKIM-006", DkimAssessors::faults);
    return all;
  }

  private static HostVerdict faults(Evidence evidence) {
    String test = "dkim/config_test.txt";
    if (evidence.file(test).isPresent()) {
      return ConfigTest.judge(evidence.file(test).get(), "OpenDKIM");
    }
    Optional<Quote> exim = Signers.exim(evidence);
    if (exim.isPresent() && evidence.file("exim/config_test.txt").isPresent()) {
      return ConfigTest.judge(
          evidence.file("exim/config_test.txt").get(), Sentence.of("dkim-host.exim"));
    }
    String rspamd = "antispam/rspamd/config_lint.txt";
    if (Signers.rspamd(evidence).isPresent() && evidence.file(rspamd).isPresent()) {
      return ConfigTest.judge(evidence.file(rspamd).get(), Sentence.of("dkim-host.rspamd"));
    }
    return Presence.absent(evidence, "opendkim")
        .map(quote -> HostVerdict.notApplicable(quote, Sentence.of("host.not-on-host", "OpenDKIM")))
        .orElseGet(() -> HostVerdict.missing(test));
  }
}
