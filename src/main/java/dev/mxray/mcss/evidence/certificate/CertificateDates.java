package dev.mxray.mcss.evidence.certificate;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/** TLS-001 to TLS-003: how the certificates of a host stood on the day of the evidence. */
final class CertificateDates {
  private static final int SHORT_LIVED_DAYS = 100;

  private CertificateDates() {}

  /** TLS-001. */
  static HostVerdict within(Evidence evidence) {
    return onTheDay(
        evidence,
        (now, info) -> {
          Optional<CertificateInfo.Dated> from = info.notBefore();
          Optional<CertificateInfo.Dated> until = info.notAfter();
          if (from.isEmpty() || until.isEmpty()) {
            return untold(info);
          }
          if (now.isBefore(from.get().time())) {
            return HostVerdict.fail(from.get().quote(), Sentence.of("certificate.not-yet-valid"));
          }
          return now.isAfter(until.get().time())
              ? HostVerdict.fail(until.get().quote(), Sentence.of("certificate.expired"))
              : HostVerdict.pass(until.get().quote(), Sentence.of("certificate.within-dates"));
        });
  }

  /** TLS-002 and TLS-003. */
  static HostVerdict lasting(Evidence evidence, int days) {
    return onTheDay(
        evidence,
        (now, info) -> {
          Optional<CertificateInfo.Dated> until = info.notAfter();
          if (until.isEmpty()) {
            return untold(info);
          }
          long left = Duration.between(now, until.get().time()).toDays();
          if (left > days) {
            return HostVerdict.pass(until.get().quote(), Sentence.of("certificate.lasts", days));
          }
          return left > 0 && isShortLived(info, until.get())
              ? HostVerdict.partial(
                  until.get().quote(), Sentence.of("certificate.ends-soon-by-design", left))
              : HostVerdict.fail(
                  until.get().quote(), Sentence.of("certificate.ends-soon", Math.max(left, 0)));
        });
  }

  private static boolean isShortLived(CertificateInfo info, CertificateInfo.Dated until) {
    return info.notBefore()
        .map(from -> Duration.between(from.time(), until.time()).toDays() <= SHORT_LIVED_DAYS)
        .orElse(false);
  }

  private static HostVerdict onTheDay(
      Evidence evidence, BiFunction<Instant, CertificateInfo, HostVerdict> judge) {
    Instant now = evidence.collectedAt();
    return now == null
        ? HostVerdict.notAssessed(Sentence.of("certificate.day-untold"))
        : CertificateJudgement.worst(evidence, info -> judge.apply(now, info));
  }

  private static HostVerdict untold(CertificateInfo info) {
    return HostVerdict.notAssessed(Sentence.of("certificate.dates-untold", info.path()));
  }
}
