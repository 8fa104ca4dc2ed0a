package dev.mxray.mcss.evidence.fail2ban;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Lines;
import dev.mxray.mcss.evidence.host.Presence;
import dev.mxray.mcss.evidence.host.Services;
import dev.mxray.text.Sentence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What decides the controls about Fail2ban. */
public final class Fail2banAssessors {
  private static final Set<String> SERVICE = Set.of("fail2ban", "fail2ban-server");

  /** In this order, so that a host with both is always judged alike. */
  private static final SortedMap<String, String> OTHERS =
      new TreeMap<>(Map.of("crowdsec", "CrowdSec", "sshguard", "SSHGuard"));

  private Fail2banAssessors() {}

  public static Map<String, Assessor> all() {
    Map<String, Assessor> own = new LinkedHashMap<>();
    own.put("FAIL2BAN-002", MailJails::watched);
    own.put("FAIL2BAN-003", MailJails::bans);
    own.put("FAIL2BAN-004", MailJails::attempts);
    own.put("FAIL2BAN-005", MailJails::window);
    own.put("FAIL2BAN-006", LogFilters::work);
    own.put("FAIL2BAN-007", LogFilters::watchedNumbers);
    Map<String, Assessor> all = new LinkedHashMap<>();
    all.put("FAIL2BAN-001", Fail2banAssessors::running);
    all.putAll(Presence.whereInstalled("fail2ban", "Fail2ban", own));
    return all;
  }

  /** Not being there is what this control is about. */
  private static HostVerdict running(Evidence evidence) {
    Optional<Quote> absent = Presence.absent(evidence, "fail2ban");
    if (absent.isPresent()) {
      return OTHERS.entrySet().stream()
          .flatMap(
              other ->
                  Presence.present(evidence, other.getKey()).stream()
                      .map(
                          quote ->
                              HostVerdict.pass(
                                      quote, Sentence.of("fail2ban.other-bans", other.getValue()))
                                  .indicative()))
          .findFirst()
          .orElseGet(
              () -> HostVerdict.fail(absent.get(), Sentence.of("host.not-on-host", "Fail2ban")));
    }
    Services services = Services.of(evidence, "fail2ban/service_status.txt", Services.LIST);
    Optional<Quote> answers = line(evidence, "Number of jail:");
    if (answers.isEmpty()) {
      Optional<Quote> refused = line(evidence, "Is fail2ban running?");
      return refused
          .map(quote -> HostVerdict.fail(quote, Sentence.of("fail2ban.silent")))
          .orElseGet(() -> services.runs("Fail2ban", SERVICE, Jails.STATUS));
    }
    HostVerdict told = services.runs("Fail2ban", SERVICE, Jails.STATUS);
    return switch (told.status()) {
      case PARTIAL -> told;
      case PASS ->
          told.strength() == dev.mxray.mcss.Strength.DIRECT
              ? HostVerdict.pass(answers.get(), Sentence.of("fail2ban.answers"))
              : answering(answers.get());
      case FAIL, NA, NOT_ASSESSED -> answering(answers.get());
    };
  }

  private static HostVerdict answering(Quote quote) {
    return HostVerdict.pass(quote, Sentence.of("host.running-boot-untold", "Fail2ban"))
        .indicative();
  }

  private static Optional<Quote> line(Evidence evidence, String part) {
    return evidence
        .file(Jails.STATUS)
        .flatMap(file -> Lines.first(file, text -> text.contains(part)));
  }

  /** The kinds of mail services that are on the host, by the words that jails name them with. */
  static Map<String, List<String>> services(Evidence evidence) {
    Map<String, List<String>> services = new LinkedHashMap<>();
    Map<String, List<String>> known =
        Map.of(
            "postfix", List.of("postfix", "sasl"),
            "exim", List.of("exim"),
            "dovecot", List.of("dovecot", "imap"),
            "cyrus", List.of("cyrus", "imap"));
    Stream.of("postfix", "exim", "dovecot", "cyrus")
        .filter(name -> there(evidence, name))
        .forEach(name -> services.put(name, known.getOrDefault(name, List.of(name))));
    return services;
  }

  private static boolean there(Evidence evidence, String name) {
    return !evidence.under(name + "/").isEmpty() || Presence.present(evidence, name).isPresent();
  }
}
