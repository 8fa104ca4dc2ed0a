package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.Status;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Postfix says of itself in the dialogue, and whom it examines there. */
final class SmtpdAssessors {
  private static final Pattern VERSION =
      Pattern.compile("[0-9]+\\.[0-9]+|\\$mail_version|\\$\\{mail_version\\}");
  private static final List<String> SYSTEMS =
      List.of(
          "debian", "ubuntu", "linux", "gnu", "centos", "red hat", "redhat", "fedora", "suse",
          "freebsd", "openbsd", "netbsd", "solaris", "rocky", "alma", "macos", "windows");

  private SmtpdAssessors() {}

  /** POSTFIX-002. */
  static HostVerdict banner(Setting banner) {
    String text = banner.value().strip();
    String[] parts = text.split("\\s+", 2);
    String rest = parts.length == 2 ? parts[1] : "";
    String lower = rest.toLowerCase(Locale.ROOT);
    Optional<String> system = SYSTEMS.stream().filter(lower::contains).findFirst();
    if (VERSION.matcher(rest).find()) {
      return HostVerdict.fail(banner.quote(), Sentence.of("postfix.banner-version", text));
    }
    if (system.isPresent()) {
      return HostVerdict.fail(banner.quote(), Sentence.of("postfix.banner-system", text));
    }
    if (!parts[0].contains(".") && !parts[0].equals("$myhostname")) {
      return HostVerdict.partial(banner.quote(), Sentence.of("postfix.banner-without-name", text));
    }
    return HostVerdict.pass(banner.quote(), Sentence.of("postfix.banner-quiet", text));
  }

  /** POSTFIX-005. */
  static HostVerdict recipientChecks(PostfixConfig config) {
    Optional<Setting> recipients = config.setting("smtpd_recipient_restrictions");
    if (recipients.isEmpty()) {
      return config.untold("smtpd_recipient_restrictions");
    }
    Optional<HostVerdict> checked =
        firstCheck(config, recipients.get())
            .map(
                check ->
                    HostVerdict.pass(
                        recipients.get().quote(Words.first(check)),
                        Sentence.of("postfix.recipients-checked", check)));
    if (checked.isPresent()) {
      return checked.get();
    }
    for (String name : List.of("smtpd_relay_restrictions", "smtpd_sender_restrictions")) {
      Optional<Setting> other = config.setting(name);
      Optional<String> check = other.flatMap(list -> firstCheck(config, list));
      if (check.isPresent()) {
        return HostVerdict.partial(
            other.orElseThrow().quote(Words.first(check.get())),
            Sentence.of("postfix.recipients-checked-elsewhere", name, check.get()));
      }
    }
    Setting list = recipients.get();
    return list.resting(
        HostVerdict.fail(
            list.quote(),
            list.value().isEmpty()
                ? Sentence.of("postfix.recipients-empty")
                : Sentence.of("postfix.recipients-unchecked", list.value())));
  }

  /** The first restriction that can refuse by anything but the destination, before all is ended. */
  private static Optional<String> firstCheck(PostfixConfig config, Setting list) {
    return reached(config, list)
        .filter(Restriction::examines)
        .map(Restriction::toString)
        .findFirst();
  }

  /** The restrictions up to one that ends the list for everybody, those of classes with them. */
  private static Stream<Restriction> reached(PostfixConfig config, Setting list) {
    List<String> classes =
        config
            .setting("smtpd_restriction_classes")
            .map(setting -> Words.ofList(setting.value()))
            .orElse(List.of());
    return Restriction.list(list.value(), "check_recipient_access").stream()
        .takeWhile(r -> !r.name().equals("permit") && !r.name().equals("reject"))
        .flatMap(
            r ->
                classes.contains(r.name())
                    ? config
                        .setting(r.name())
                        .map(c -> Restriction.list(c.value(), "check_recipient_access").stream())
                        .orElse(Stream.empty())
                    : Stream.of(r));
  }

  /** POSTFIX-012. */
  static HostVerdict clientChecks(PostfixConfig config) {
    Optional<MasterService> postscreen =
        config.services().stream()
            .filter(s -> s.command().equals("postscreen") && PostfixConfig.isPort(s, "smtp", "25"))
            .findFirst();
    Optional<HostVerdict> screened = postscreen.map(service -> screened(config, service));
    if (screened.isPresent() && screened.get().status() == Status.PASS) {
      return screened.get();
    }
    MasterService server = config.exchangeServers().stream().findFirst().orElse(null);
    for (String name : PostfixConfig.RESTRICTION_LISTS) {
      Optional<Setting> list = config.setting(server, name);
      Optional<Restriction> check =
          list.flatMap(l -> reached(config, l).filter(Restriction::examinesClient).findFirst());
      if (check.isPresent()) {
        return HostVerdict.pass(
            list.orElseThrow().quote(check.get().name()),
            Sentence.of("postfix.clients-checked", name, check.get()));
      }
    }
    if (screened.isPresent()) {
      return screened.get();
    }
    return config
        .setting(server, "smtpd_client_restrictions")
        .map(
            list ->
                list.resting(
                    HostVerdict.fail(
                        list.quote(), Sentence.of("postfix.clients-unchecked", list.said()))))
        .orElseGet(() -> config.untold("smtpd_client_restrictions"));
  }

  private static HostVerdict screened(PostfixConfig config, MasterService service) {
    for (String name : List.of("postscreen_dnsbl_action", "postscreen_greet_action")) {
      Optional<Setting> action = config.setting(service, name);
      boolean acts =
          action.map(a -> a.value().equals("enforce") || a.value().equals("drop")).orElse(false);
      boolean hasSites =
          name.equals("postscreen_greet_action")
              || config
                  .setting(service, "postscreen_dnsbl_sites")
                  .map(s -> !s.value().isEmpty())
                  .orElse(false);
      if (acts && hasSites) {
        return HostVerdict.pass(
            action.orElseThrow().quote(),
            Sentence.of("postfix.postscreen", action.orElseThrow().said()));
      }
    }
    return HostVerdict.partial(service.line().quote(""), Sentence.of("postfix.postscreen-idle"));
  }
}
