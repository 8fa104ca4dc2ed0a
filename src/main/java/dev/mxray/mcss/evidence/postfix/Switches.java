package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Sentence;

/** Parameters of smtpd that have to be {@code yes}. */
final class Switches {
  private Switches() {}

  /** POSTFIX-006: {@code smtpd_helo_required}. */
  static HostVerdict helo(Setting required) {
    return Judgement.on(
        required,
        Sentence.of("postfix.helo-required", required.said()),
        Sentence.of("postfix.helo-not-required", required.said()));
  }

  /** POSTFIX-007: {@code strict_rfc821_envelopes}. */
  static HostVerdict strictEnvelopes(Setting strict) {
    return Judgement.on(
        strict,
        Sentence.of("postfix.malformed-envelopes-refused", strict.said()),
        Sentence.of("postfix.malformed-envelopes-taken", strict.said()));
  }

  /** POSTFIX-008: {@code disable_vrfy_command}. */
  static HostVerdict vrfy(Setting disabled) {
    return Judgement.on(
        disabled,
        Sentence.of("postfix.vrfy-off", disabled.said()),
        Sentence.of("postfix.vrfy-answered", disabled.said()));
  }

  /** POSTFIX-009: {@code smtpd_delay_reject}. */
  static HostVerdict delay(Setting delayed) {
    return Judgement.on(
        delayed,
        Sentence.of("postfix.rejections-delayed", delayed.said()),
        Sentence.of("postfix.rejections-early", delayed.said()));
  }
}
