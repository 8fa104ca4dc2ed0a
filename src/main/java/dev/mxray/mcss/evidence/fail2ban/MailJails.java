package dev.mxray.mcss.evidence.fail2ban;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The jails that watch mail services, and how strict they are. */
final class MailJails {
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
      return HostVerdict.fail(quote, Sentence.of("fail2ban.no-mail-jail"));
    }
    if (services.isEmpty()) {
      return HostVerdict.pass(quote, Sentence.of("fail2ban.services-not-told")).indicative();
    }
    return without.isEmpty()
        ? HostVerdict.pass(
            quote, Sentence.of("fail2ban.watched", String.join(", ", services.keySet())))
        : HostVerdict.partial(quote, Sentence.of("fail2ban.unwatched", String.join(", ", without)));
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
    return strict(evidence, Strictness.BANS);
  }

  static HostVerdict attempts(Evidence evidence) {
    return strict(evidence, Strictness.ATTEMPTS);
  }

  static HostVerdict window(Evidence evidence) {
    return strict(evidence, Strictness.WINDOW);
  }

  /** The same question to every jail for mail; without any to the defaults of all. */
  private static HostVerdict strict(Evidence evidence, Strictness strictness) {
    Optional<Jails> jails = Jails.of(evidence);
    if (jails.isEmpty()) {
      return HostVerdict.missing(Jails.LOCAL);
    }
    List<String> mail = jails.get().enabled().stream().filter(MailJails::ofMail).toList();
    Setting passing = null;
    Setting failing = null;
    String failed = "";
    for (String jail : mail.isEmpty() ? List.of("DEFAULT") : mail) {
      Optional<Setting> setting = jails.get().setting(jail, strictness.setting());
      Optional<Boolean> enough = setting.map(Setting::value).flatMap(strictness::enough);
      if (enough.isEmpty()) {
        return HostVerdict.notAssessed(
            Sentence.of("fail2ban.setting-not-told", Jails.LOCAL, strictness.setting(), jail));
      }
      if (enough.get()) {
        passing = setting.get();
      } else {
        failing = setting.get();
        failed = jail;
      }
    }
    if (failing == null) {
      Setting shown = Objects.requireNonNull(passing);
      return shown.pass(strictness.strict(shown.value()));
    }
    Sentence reason = strictness.lax(failed, failing.value());
    return passing == null ? failing.fail(reason) : failing.partial(reason);
  }
}
