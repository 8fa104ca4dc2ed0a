package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.MessageSize;
import dev.mxray.text.Sentence;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Sizes, errors and delays in Postfix. */
final class LimitAssessors {
  private static final long MOST_ERRORS = 20;
  private static final long FAR_TOO_MANY_ERRORS = 100;

  private LimitAssessors() {}

  /** POSTFIX-010. */
  static HostVerdict messageSize(Setting limit) {
    return limit
        .asNumber()
        .map(bytes -> MessageSize.judged(limit.quote(), bytes, limit.said()))
        .orElseGet(() -> noNumber(limit));
  }

  /** POSTFIX-011. */
  static HostVerdict mailboxSize(PostfixConfig config) {
    Optional<HostVerdict> elsewhere = deliveredElsewhere(config);
    Optional<Setting> domains = config.setting("virtual_mailbox_domains");
    boolean virtual =
        domains.map(d -> d.isSet() && !d.value().isEmpty()).orElse(false)
            && config
                .setting("virtual_transport")
                .map(t -> t.value().equals("virtual"))
                .orElse(false);
    if (elsewhere.isPresent() && !virtual) {
      return elsewhere.get();
    }
    HostVerdict local =
        elsewhere.orElseGet(
            () -> Judgement.one(config, "mailbox_size_limit", s -> enough(config, s)));
    return virtual
        ? Judgement.worse(
            Judgement.one(config, "virtual_mailbox_limit", s -> enough(config, s)), local)
        : local;
  }

  private static HostVerdict enough(PostfixConfig config, Setting limit) {
    Optional<Long> bytes = limit.asNumber();
    if (bytes.isEmpty()) {
      return noNumber(limit);
    }
    if (bytes.get() == 0) {
      return HostVerdict.fail(
          limit.quote(), Sentence.of("postfix.mailboxes-unlimited", limit.said()));
    }
    Optional<Long> message = config.setting("message_size_limit").flatMap(Setting::asNumber);
    return message.isPresent() && bytes.get() < message.get()
        ? HostVerdict.fail(
            limit.quote(),
            Sentence.of("postfix.mailbox-below-message", limit.said(), message.get()))
        : HostVerdict.pass(limit.quote(), Sentence.of("postfix.mailbox-limited", limit.said()));
  }

  /** Where another program keeps the mailboxes, its quotas count. */
  private static Optional<HostVerdict> deliveredElsewhere(PostfixConfig config) {
    return Stream.of("mailbox_transport", "mailbox_command", "virtual_transport")
        .flatMap(name -> config.setting(name).stream())
        .filter(other -> other.isSet() && handsOver(other.value()))
        .findFirst()
        .map(
            other ->
                HostVerdict.notApplicable(
                    other.quote(), Sentence.of("postfix.mailboxes-elsewhere", other.said())));
  }

  private static boolean handsOver(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return lower.contains("lmtp") || lower.contains("dovecot") || lower.contains("cyrus");
  }

  /** POSTFIX-013. */
  static HostVerdict errorDelay(Setting delay) {
    Optional<Long> seconds = Seconds.of(delay.value());
    if (seconds.isEmpty()) {
      return noNumber(delay);
    }
    return seconds.get() >= 1
        ? HostVerdict.pass(delay.quote(), Sentence.of("postfix.errors-delayed", delay.said()))
        : HostVerdict.fail(delay.quote(), Sentence.of("postfix.errors-undelayed", delay.said()));
  }

  /** POSTFIX-014. */
  static HostVerdict hardErrors(Setting limit) {
    Optional<Long> errors = limit.asNumber();
    if (errors.isEmpty()) {
      return noNumber(limit);
    }
    if (errors.get() <= MOST_ERRORS) {
      return HostVerdict.pass(
          limit.quote(), Sentence.of("postfix.errors-limited", errors.get(), limit.said()));
    }
    Sentence reason = Sentence.of("postfix.errors-many", errors.get(), limit.said());
    return errors.get() > FAR_TOO_MANY_ERRORS
        ? HostVerdict.fail(limit.quote(), reason)
        : HostVerdict.partial(limit.quote(), reason);
  }

  static HostVerdict noNumber(Setting setting) {
    return HostVerdict.notAssessed(
        Sentence.of("postfix.unreadable", setting.quote().place(), setting.said()));
  }
}
