package dev.mxray.mcss.evidence.logging;

import dev.mxray.mcss.Status;
import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.cyrus.CyrusAssessors;
import dev.mxray.mcss.evidence.dovecot.DovecotAssessors;
import dev.mxray.mcss.evidence.host.Counts;
import dev.mxray.mcss.evidence.host.Lines;
import dev.mxray.mcss.evidence.host.MailServer;
import dev.mxray.mcss.evidence.host.Presence;
import dev.mxray.mcss.evidence.host.Services;
import dev.mxray.mcss.evidence.postfix.PostfixConfig;
import dev.mxray.mcss.evidence.postfix.Setting;
import dev.mxray.text.Sentence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What decides the controls about logs. */
public final class LoggingAssessors {
  static final String STATISTICS = "logs/critical_events_stats.txt";
  private static final String FAILED = "logs/top_failed_auth_ips.txt";
  private static final String FORWARDING = "logs/forwarding.txt";
  private static final Set<String> DAEMONS =
      Set.of("rsyslog", "rsyslogd", "syslog-ng", "systemd-journald", "systemd-journal", "syslogd");

  private LoggingAssessors() {}

  public static Map<String, Assessor> all() {
    Map<String, Assessor> all = new LinkedHashMap<>();
    all.put("LOGGING-001", LoggingAssessors::mailServer);
    all.put("LOGGING-002", LoggingAssessors::mailboxServer);
    all.put("LOGGING-003", LoggingAssessors::collected);
    all.put("LOGGING-004", LoggingAssessors::severe);
    all.put("LOGGING-005", LoggingAssessors::logins);
    all.put("LOGGING-006", LogRotation::rotated);
    return all;
  }

  private static Optional<Counts> counts(Evidence evidence) {
    return evidence.file(STATISTICS).map(Counts::of);
  }

  private static HostVerdict mailServer(Evidence evidence) {
    Optional<HostVerdict> postfix = MailServer.POSTFIX.absent(evidence);
    Optional<HostVerdict> exim = MailServer.EXIM.absent(evidence);
    if (postfix.isPresent() && exim.isPresent()) {
      return postfix.get();
    }
    Optional<Setting> nowhere =
        PostfixConfig.of(evidence)
            .flatMap(config -> config.setting("maillog_file"))
            .filter(set -> set.value().equals("/dev/null"));
    if (nowhere.isPresent()) {
      return HostVerdict.fail(nowhere.get().quote(), Sentence.of("logging.to-nowhere"));
    }
    Optional<Counts.Count> lines =
        counts(evidence).flatMap(all -> all.first("total_lines_processed"));
    if (lines.isPresent()) {
      return lines.get().number() > 0
          ? HostVerdict.pass(
              lines.get().quote(), Sentence.count("logging.lines", lines.get().number()))
          : HostVerdict.fail(lines.get().quote(), Sentence.of("logging.empty"));
    }
    Optional<Quote> none =
        evidence
            .file(STATISTICS)
            .flatMap(
                file ->
                    file.lines().contains("## Mail log: NON TROVATO")
                        ? Optional.of(
                            file.quote(file.lines().indexOf("## Mail log: NON TROVATO") + 1))
                        : Optional.empty());
    if (none.isPresent()) {
      return HostVerdict.partial(none.get(), Sentence.of("logging.no-file")).indicative();
    }
    return PostfixConfig.of(evidence)
        .flatMap(config -> config.setting("maillog_file"))
        .map(
            set ->
                HostVerdict.pass(
                        set.quote(),
                        set.value().isEmpty()
                            ? Sentence.of("logging.to-syslog")
                            : Sentence.of("logging.to-file"))
                    .indicative())
        .orElseGet(() -> HostVerdict.missing(STATISTICS));
  }

  private static HostVerdict mailboxServer(Evidence evidence) {
    boolean cyrus =
        Presence.absent(evidence, "dovecot").isPresent()
            || (evidence.under("dovecot/").isEmpty() && !evidence.under("cyrus/").isEmpty());
    Assessor assessor =
        Objects.requireNonNull(
            cyrus
                ? CyrusAssessors.all().get("CYRUS-009")
                : DovecotAssessors.all().get("DOVECOT-012"));
    HostVerdict told = assessor.assess(evidence);
    Optional<Counts.Count> logins =
        counts(evidence).stream()
            .flatMap(all -> all.all("login_count").stream())
            .filter(count -> count.number() > 0)
            .findFirst();
    return told.status() == Status.PASS && logins.isPresent()
        ? HostVerdict.pass(
            logins.get().quote(),
            Sentence.count("logging.logins", logins.get().number(), told.told()))
        : told;
  }

  private static HostVerdict collected(Evidence evidence) {
    HostVerdict runs =
        Services.of(evidence, FORWARDING, Services.LIST)
            .runs(Sentence.of("logging.daemon"), DAEMONS, Services.LIST);
    if (runs.status() != Status.PASS) {
      return runs;
    }
    Optional<Quote> elsewhere =
        evidence
            .file(FORWARDING)
            .flatMap(
                file ->
                    Lines.first(
                        file,
                        text ->
                            text.matches(
                                    "[^#]*:\\d+:[^#]*(\\s@@?[\\w\\[(]|omfwd|omrelp|network\\().*")
                                || text.matches("\\s*URL=.+")));
    Quote quote = Objects.requireNonNull(runs.quote());
    return elsewhere
        .map(line -> HostVerdict.pass(line, Sentence.of("logging.forwarded")))
        .orElseGet(() -> HostVerdict.pass(quote, Sentence.of("logging.collected")));
  }

  private static HostVerdict severe(Evidence evidence) {
    Optional<EvidenceFile> file = evidence.file(STATISTICS);
    if (file.isEmpty()) {
      return HostVerdict.missing(STATISTICS);
    }
    Counts counts = Counts.of(file.get());
    boolean read =
        counts.first("total_lines_processed").map(count -> count.number() > 0).orElse(false);
    if (!read) {
      return HostVerdict.notAssessed(Sentence.of("logging.no-line", STATISTICS));
    }
    Optional<Counts.Count> found =
        Stream.of("panic_count", "fatal_count")
            .flatMap(name -> counts.all(name).stream())
            .filter(count -> count.number() > 0)
            .findFirst();
    if (found.isPresent()) {
      return HostVerdict.partial(found.get().quote(), Sentence.of("logging.severe")).indicative();
    }
    return counts
        .first("fatal_count")
        .map(count -> HostVerdict.pass(count.quote(), Sentence.of("logging.no-fatal")).indicative())
        .orElseGet(
            () -> HostVerdict.notAssessed(Sentence.of("logging.severe-not-counted", STATISTICS)));
  }

  private static HostVerdict logins(Evidence evidence) {
    Optional<EvidenceFile> file = evidence.file(FAILED);
    if (file.isEmpty()) {
      return HostVerdict.missing(FAILED);
    }
    Optional<Counts.Count> failed = Counts.of(file.get()).first("failed_logins");
    if (failed.isPresent() && failed.get().number() == 0) {
      return HostVerdict.pass(failed.get().quote(), Sentence.of("logging.no-failed-login"))
          .indicative();
    }
    Optional<Quote> jails =
        evidence
            .file("fail2ban/config_active/status.txt")
            .flatMap(
                status ->
                    Lines.first(
                        status,
                        text -> text.matches(".*Jail list:.*(postfix|dovecot|exim|cyrus|sasl).*")));
    if (jails.isPresent()) {
      return HostVerdict.pass(jails.get(), Sentence.of("logging.logins-evaluated")).indicative();
    }
    return failed
        .map(
            count ->
                HostVerdict.partial(
                        count.quote(),
                        Sentence.count("logging.logins-not-evaluated", count.number()))
                    .indicative())
        .orElseGet(() -> HostVerdict.notAssessed(Sentence.of("logging.addresses-only", FAILED)));
  }
}
