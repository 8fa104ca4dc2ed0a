package dev.mxray.mcss.evidence.sasl;

import dev.mxray.mcss.Status;
import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.dovecot.DovecotSasl;
import dev.mxray.mcss.evidence.exim.EximConfig;
import dev.mxray.mcss.evidence.host.MailServer;
import dev.mxray.mcss.evidence.postfix.PostfixConfig;
import java.util.Map;
import java.util.function.Function;

/** The controls on logins. */
public final class SaslAssessors {
  private SaslAssessors() {}

  /** By the id of the control. */
  public static Map<String, Assessor> all() {
    return Map.ofEntries(
        Map.entry("AUTH-001", mailServer(PostfixLogins::framework, EximLogins::framework)),
        Map.entry("AUTH-002", mailServer(PostfixLogins::submission, EximLogins::framework)),
        Map.entry("AUTH-003", mailServer(PostfixLogins::anonymous, EximLogins::anonymous)),
        Map.entry("AUTH-004", mailServer(PostfixLogins::insideTls, EximLogins::insideTls)),
        Map.entry("AUTH-005", mailServer(PostfixLogins::onlyInsideTls, EximLogins::onlyInsideTls)),
        Map.entry("AUTH-006", DovecotSasl::accounts),
        Map.entry("AUTH-007", DovecotSasl::mechanisms),
        Map.entry("AUTH-008", SaslAssessors::nothingInTheClear),
        Map.entry("AUTH-009", DovecotSasl::failures),
        Map.entry("AUTH-010", DovecotSasl::policy));
  }

  /** Decides by whichever mail server is on the host; by the worse where both are. */
  private static Assessor mailServer(
      Function<PostfixConfig, HostVerdict> postfix, Function<EximConfig, HostVerdict> exim) {
    return evidence -> {
      boolean hasExim = !evidence.under("exim/").isEmpty();
      boolean hasPostfix = !evidence.under("postfix/").isEmpty();
      if (hasExim && !hasPostfix) {
        return over(evidence, exim);
      }
      HostVerdict byPostfix =
          MailServer.POSTFIX
              .absent(evidence)
              .orElseGet(
                  () ->
                      PostfixConfig.of(evidence)
                          .map(postfix)
                          .orElseGet(() -> HostVerdict.missing(PostfixConfig.ACTIVE)));
      return hasExim ? byPostfix.worse(over(evidence, exim)) : byPostfix;
    };
  }

  private static HostVerdict over(Evidence evidence, Function<EximConfig, HostVerdict> exim) {
    return EximConfig.of(evidence)
        .map(exim)
        .orElseGet(() -> HostVerdict.missing(EximConfig.OPTIONS));
  }

  /** AUTH-008: neither the mail server nor the mailbox server. */
  private static HostVerdict nothingInTheClear(Evidence evidence) {
    HostVerdict mail =
        mailServer(PostfixLogins::onlyInsideTls, EximLogins::onlyInsideTls).assess(evidence);
    HostVerdict mailbox = DovecotSasl.cleartext(evidence);
    if (mail.status() == Status.NA) {
      return mailbox;
    }
    return mailbox.status() == Status.NA ? mail : mail.worse(mailbox);
  }
}
