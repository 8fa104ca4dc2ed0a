package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.HostVerdict;
import java.util.Locale;
import java.util.Optional;

/** Sizes, errors and delays in Postfix. */
final class LimitAssessors {
  /** Above this a single message fills ordinary disks; POSTFIX-010 speaks of what suits them. */
  private static final long LARGE_MESSAGE = 1L << 30;

  private static final long MOST_ERRORS = 20;
  private static final long FAR_TOO_MANY_ERRORS = 100;

  private LimitAssessors() {}

  /** POSTFIX-010. */
  static HostVerdict messageSize(Setting limit) {
    Optional<Long> bytes = limit.asNumber();
    if (bytes.isEmpty()) {
      return noNumber(limit);
    }
    if (bytes.get() == 0) {
      return HostVerdict.fail(
          limit.quote(), "Messages of any size are taken: " + limit.said() + ".");
    }
    return bytes.get() > LARGE_MESSAGE
        ? HostVerdict.partial(limit.quote(), "The limit is above 1 GiB: " + limit.said() + ".")
        : HostVerdict.pass(limit.quote(), "The size is limited: " + limit.said() + ".");
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
          limit.quote(), "Mailboxes may grow without end: " + limit.said() + ".");
    }
    Optional<Long> message = config.setting("message_size_limit").flatMap(Setting::asNumber);
    return message.isPresent() && bytes.get() < message.get()
        ? HostVerdict.fail(
            limit.quote(), limit.said() + " is below message_size_limit = " + message.get() + ".")
        : HostVerdict.pass(limit.quote(), "The size is limited: " + limit.said() + ".");
  }

  /** Where another program keeps the mailboxes, its quotas count. */
  private static Optional<HostVerdict> deliveredElsewhere(PostfixConfig config) {
    for (String name :
        java.util.List.of("mailbox_transport", "mailbox_command", "virtual_transport")) {
      Optional<Setting> other = config.setting(name);
      boolean hands = other.map(o -> o.isSet() && handsOver(o.value())).orElse(false);
      if (hands) {
        return Optional.of(
            HostVerdict.notApplicable(
                other.orElseThrow().quote(),
                "Another program keeps the mailboxes, with quotas of its own: "
                    + other.orElseThrow().said()
                    + "."));
      }
    }
    return Optional.empty();
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
        ? HostVerdict.pass(delay.quote(), "A client waits after an error: " + delay.said() + ".")
        : HostVerdict.fail(delay.quote(), "Errors cost a client no time: " + delay.said() + ".");
  }

  /** POSTFIX-014. */
  static HostVerdict hardErrors(Setting limit) {
    Optional<Long> errors = limit.asNumber();
    if (errors.isEmpty()) {
      return noNumber(limit);
    }
    if (errors.get() <= MOST_ERRORS) {
      return HostVerdict.pass(
          limit.quote(),
          "A client is cut off after " + errors.get() + " errors: " + limit.said() + ".");
    }
    String reason = "A client may make " + errors.get() + " errors: " + limit.said() + ".";
    return errors.get() > FAR_TOO_MANY_ERRORS
        ? HostVerdict.fail(limit.quote(), reason)
        : HostVerdict.partial(limit.quote(), reason);
  }

  static HostVerdict noNumber(Setting setting) {
    return HostVerdict.notAssessed(
        setting.quote().place() + ": " + setting.said() + " is not a value that can be read.");
  }
}
