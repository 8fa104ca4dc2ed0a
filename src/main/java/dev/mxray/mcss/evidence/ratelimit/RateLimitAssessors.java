package dev.mxray.mcss.evidence.ratelimit;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.exim.EximAssessors;
import dev.mxray.mcss.evidence.exim.EximConfig;
import dev.mxray.mcss.evidence.host.MailServer;
import dev.mxray.mcss.evidence.postfix.Judgement;
import dev.mxray.mcss.evidence.postfix.PostfixConfig;
import dev.mxray.text.Sentence;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The controls on rates, greylisting and policy services. */
public final class RateLimitAssessors {
  /** The file that collectors write for these controls; Postfix's own outputs tell the same. */
  static final String FILE = "policy/postfix_ratelimit.txt";

  private RateLimitAssessors() {}

  /** By the id of the control. */
  public static Map<String, Assessor> all() {
    return Map.of(
        "POLICY-001", over(FILE, PostfixRates::any, like("EXIM-011")),
        "POLICY-002", over(FILE, PostfixRates::connections, like("EXIM-010")),
        "POLICY-003", over(FILE, PostfixRates::messages, like("EXIM-011")),
        "POLICY-004", over(FILE, PostfixRates::recipients, RateLimitAssessors::eximRecipients),
        "POLICY-005", Greylisting::of,
        "POLICY-006", PolicyServices::of);
  }

  /** Exim has the same limits under its own controls. */
  private static Assessor like(String control) {
    return evidence ->
        Objects.requireNonNull(EximAssessors.all().get(control), control).assess(evidence);
  }

  /** By whichever mail server is on the host; by the worse where both are. */
  private static Assessor over(
      String path, Function<PostfixConfig, HostVerdict> postfix, Assessor exim) {
    return evidence -> {
      boolean hasExim = !evidence.under("exim/").isEmpty();
      boolean hasPostfix = !evidence.under("postfix/").isEmpty();
      if (hasExim && !hasPostfix) {
        return exim.assess(evidence);
      }
      HostVerdict byPostfix = byPostfix(evidence, path, postfix);
      return hasExim ? Judgement.worse(byPostfix, exim.assess(evidence)) : byPostfix;
    };
  }

  private static HostVerdict byPostfix(
      Evidence evidence, String path, Function<PostfixConfig, HostVerdict> postfix) {
    return MailServer.POSTFIX
        .absent(evidence)
        .orElseGet(
            () ->
                PostfixConfig.of(evidence).map(postfix).orElseGet(() -> HostVerdict.missing(path)));
  }

  /** The limit of recipients in Exim, where 0 is none. */
  private static HostVerdict eximRecipients(Evidence evidence) {
    return EximConfig.of(evidence)
        .flatMap(config -> config.option("recipients_max"))
        .filter(option -> option.value().matches("[0-9]{1,9}"))
        .map(
            option -> {
              long most = Long.parseLong(option.value());
              return RecipientLimit.judged(
                  option.quote(),
                  most == 0 ? Long.MAX_VALUE : most,
                  Sentence.verbatim(option.said()));
            })
        .orElseGet(() -> HostVerdict.missing(EximConfig.OPTIONS));
  }
}
