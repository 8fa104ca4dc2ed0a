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
      return HostVerdict.fail(nowhere.get().quote(), "Postfix logs to nowhere.");
    }
    Optional<Counts.Count> lines =
        counts(evidence).flatMap(all -> all.first("total_lines_processed"));
    if (lines.isPresent()) {
      return lines.get().number() > 0
          ? HostVerdict.pass(
              lines.get().quote(), "The mail log holds " + lines.get().number() + " lines.")
          : HostVerdict.fail(lines.get().quote(), "The mail log holds no line.");
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
      return HostVerdict.partial(none.get(), "No file of a mail log was found.").indicative();
    }
    return PostfixConfig.of(evidence)
        .flatMap(config -> config.setting("maillog_file"))
        .map(
            set ->
                HostVerdict.pass(
                        set.quote(),
                        set.value().isEmpty()
                            ? "Postfix logs to syslog; whether lines arrive is not told."
                            : "Postfix logs to a file; whether lines arrive is not told.")
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
            "The log holds " + logins.get().number() + " logins: " + told.reason())
        : told;
  }

  private static HostVerdict collected(Evidence evidence) {
    HostVerdict runs =
        Services.of(evidence, FORWARDING, Services.LIST)
            .runs("A log daemon", DAEMONS, Services.LIST);
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
        .map(
            line ->
                HostVerdict.pass(line, "A log daemon runs, and sends lines to another machine."))
        .orElseGet(
            () ->
                HostVerdict.pass(
                    quote,
                    "A log daemon collects the messages of all services; on this machine alone."));
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
      return HostVerdict.notAssessed(STATISTICS + " shows no line of a mail log.");
    }
    Optional<Counts.Count> found =
        Stream.of("panic_count", "fatal_count")
            .flatMap(name -> counts.all(name).stream())
            .filter(count -> count.number() > 0)
            .findFirst();
    if (found.isPresent()) {
      return HostVerdict.partial(
              found.get().quote(),
              "The log holds severe errors; whether somebody has looked at them is not told.")
          .indicative();
    }
    return counts
        .first("fatal_count")
        .map(
            count ->
                HostVerdict.pass(count.quote(), "The mail log holds no fatal error.").indicative())
        .orElseGet(() -> HostVerdict.notAssessed(STATISTICS + " counts no severe errors."));
  }

  private static HostVerdict logins(Evidence evidence) {
    Optional<EvidenceFile> file = evidence.file(FAILED);
    if (file.isEmpty()) {
      return HostVerdict.missing(FAILED);
    }
    Optional<Counts.Count> failed = Counts.of(file.get()).first("failed_logins");
    if (failed.isPresent() && failed.get().number() == 0) {
      return HostVerdict.pass(failed.get().quote(), "The log holds no failed login.").indicative();
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
      return HostVerdict.pass(
              jails.get(), "Fail2ban evaluates failed logins of mail services over time.")
          .indicative();
    }
    return failed
        .map(
            count ->
                HostVerdict.partial(
                        count.quote(),
                        "The log holds "
                            + count.number()
                            + " failed logins, and nothing is shown that evaluates them.")
                    .indicative())
        .orElseGet(
            () ->
                HostVerdict.notAssessed(
                    FAILED + " lists addresses, but not whether somebody looks at them."));
  }
}
