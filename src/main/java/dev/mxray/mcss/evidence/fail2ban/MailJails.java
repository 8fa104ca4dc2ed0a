package dev.mxray.mcss.evidence.fail2ban;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The jails that watch mail services, and how strict they are. */
final class MailJails {
  private static final long TEN_MINUTES = 600;
  private static final long FIVE_MINUTES = 300;
  private static final long MOST_ATTEMPTS = 5;

  private static final List<String> MAIL =
      List.of(
          "postfix",
          "sasl",
          "dovecot",
          "exim",
          "cyrus",
          "imap",
          "pop3",
          "smtp",
          "sieve",
          "mail",
          "courier",
          "roundcube",
          "sogo");

  private MailJails() {}

  static boolean ofMail(String jail) {
    return MAIL.stream().anyMatch(jail.toLowerCase(java.util.Locale.ROOT)::contains);
  }

  static HostVerdict watched(Evidence evidence) {
    Optional<Jails> jails = Jails.of(evidence);
    if (jails.isEmpty()) {
      return HostVerdict.missing(Jails.STATUS);
    }
    Quote quote = shown(evidence, jails.get());
    List<String> enabled = jails.get().enabled();
    Map<String, List<String>> services = Fail2banAssessors.services(evidence);
    List<String> without = new ArrayList<>();
    services.forEach(
        (service, words) -> {
          if (enabled.stream().noneMatch(jail -> words.stream().anyMatch(jail::contains))) {
            without.add(service);
          }
        });
    if (enabled.stream().noneMatch(MailJails::ofMail)) {
      return HostVerdict.fail(quote, "No jail watches a mail service.");
    }
    if (services.isEmpty()) {
      return HostVerdict.pass(
              quote, "Jails watch mail services; which of them run here is not told.")
          .indicative();
    }
    return without.isEmpty()
        ? HostVerdict.pass(quote, "Jails watch " + String.join(", ", services.keySet()) + ".")
        : HostVerdict.partial(quote, "No jail watches " + String.join(", ", without) + ".");
  }

  /** The list of jails that run, or a file of settings. */
  private static Quote shown(Evidence evidence, Jails jails) {
    return jails
        .list()
        .or(
            () ->
                jails.enabled().stream()
                    .filter(MailJails::ofMail)
                    .flatMap(jail -> jails.setting(jail, "enabled").stream())
                    .map(Setting::quote)
                    .findFirst())
        .or(() -> evidence.file(Jails.LOCAL).map(EvidenceFile::quote))
        .or(() -> evidence.under("fail2ban/").stream().findFirst().map(EvidenceFile::quote))
        .orElseGet(() -> new Quote(Jails.LOCAL, 0, ""));
  }

  static HostVerdict bans(Evidence evidence) {
    return each(
        evidence,
        "bantime",
        setting -> {
          OptionalLong seconds = BanTime.seconds(setting.value());
          return seconds.isEmpty()
              ? Optional.empty()
              : Optional.of(seconds.getAsLong() < 0 || seconds.getAsLong() >= TEN_MINUTES);
        },
        "Bans last at least ten minutes",
        "Bans end before ten minutes are over");
  }

  static HostVerdict attempts(Evidence evidence) {
    return each(
        evidence,
        "maxretry",
        setting ->
            setting.value().matches("\\d{1,9}")
                ? Optional.of(Long.parseLong(setting.value()) <= MOST_ATTEMPTS)
                : Optional.empty(),
        "Five failures at most lead to a ban",
        "More than five failures are let pass");
  }

  static HostVerdict window(Evidence evidence) {
    return each(
        evidence,
        "findtime",
        setting -> {
          OptionalLong seconds = BanTime.seconds(setting.value());
          return seconds.isEmpty()
              ? Optional.empty()
              : Optional.of(seconds.getAsLong() >= FIVE_MINUTES);
        },
        "Failures are counted together over five minutes at least",
        "Failures are counted over less than five minutes");
  }

  /** The same question to every jail for mail; without any to the defaults of all. */
  private static HostVerdict each(
      Evidence evidence,
      String name,
      Function<Setting, Optional<Boolean>> fits,
      String good,
      String bad) {
    Optional<Jails> jails = Jails.of(evidence);
    if (jails.isEmpty()) {
      return HostVerdict.missing(Jails.LOCAL);
    }
    List<String> mail = jails.get().enabled().stream().filter(MailJails::ofMail).toList();
    Setting passing = null;
    Setting failing = null;
    String failed = "";
    for (String jail : mail.isEmpty() ? List.of("DEFAULT") : mail) {
      Optional<Setting> setting = jails.get().setting(jail, name);
      Optional<Boolean> fit = setting.flatMap(fits);
      if (fit.isEmpty()) {
        return HostVerdict.notAssessed(
            "Neither "
                + Jails.LOCAL
                + " nor fail2ban/config_files/jail.conf tells "
                + name
                + " of "
                + jail
                + ".");
      }
      if (fit.get()) {
        passing = setting.get();
      } else {
        failing = setting.get();
        failed = jail;
      }
    }
    if (failing == null) {
      Setting shown = java.util.Objects.requireNonNull(passing);
      return shown.pass(good + ": " + name + " is " + shown.value() + ".");
    }
    String reason = bad + ": " + name + " of " + failed + " is " + failing.value() + ".";
    return passing == null ? failing.fail(reason) : failing.partial(reason);
  }
}
