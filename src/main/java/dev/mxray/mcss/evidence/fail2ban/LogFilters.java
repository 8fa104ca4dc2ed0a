package dev.mxray.mcss.evidence.fail2ban;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Counts;
import dev.mxray.mcss.evidence.host.Lines;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the filters of mail jails find what they are for. */
final class LogFilters {
  private static final String TEST = "fail2ban/config_test.txt";
  private static final String FILTERS = "fail2ban/config_files/filter.d/";
  private static final String FAILED = "logs/top_failed_auth_ips.txt";
  private static final String BANNED = "fail2ban/config_active/banned_ips.txt";
  private static final Pattern TOTAL = Pattern.compile(".*Total (failed|banned):\\s*(\\d{1,12}).*");
  private static final Pattern ADDRESS =
      Pattern.compile("'(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:]+)'");

  private LogFilters() {}

  static HostVerdict work(Evidence evidence) {
    Optional<Quote> fault = fault(evidence);
    if (fault.isPresent()) {
      return HostVerdict.fail(fault.get(), Sentence.of("fail2ban.own-test-fault"));
    }
    List<Quote> totals =
        evidence.under("fail2ban/config_active/jail_").stream()
            .filter(file -> MailJails.ofMail(file.path().substring(file.path().indexOf("jail_"))))
            .flatMap(file -> total(file, "failed").stream())
            .toList();
    Optional<Quote> matched = totals.stream().filter(quote -> number(quote) > 0).findFirst();
    if (matched.isPresent()) {
      return HostVerdict.pass(matched.get(), Sentence.of("fail2ban.matched"));
    }
    Optional<Counts.Count> failures =
        evidence.file(FAILED).map(Counts::of).flatMap(counts -> counts.first("failed_logins"));
    if (!totals.isEmpty() && failures.isPresent() && failures.get().number() > 0) {
      return HostVerdict.fail(
              totals.get(0), Sentence.count("fail2ban.nothing-matched", failures.get().number()))
          .indicative();
    }
    Optional<EvidenceFile> tested = evidence.file(TEST);
    if (tested.isPresent()) {
      return HostVerdict.pass(tested.get().quote(), Sentence.of("fail2ban.match-not-shown"))
          .indicative();
    }
    return evidence.under(FILTERS).isEmpty() && totals.isEmpty()
        ? HostVerdict.missing(FILTERS + "*.conf")
        : HostVerdict.notAssessed(Sentence.of("fail2ban.untested", TEST));
  }

  private static Optional<Quote> fault(Evidence evidence) {
    return evidence
        .file(TEST)
        .flatMap(
            file ->
                Lines.first(
                    file,
                    text ->
                        text.contains("ERROR")
                            || (text.startsWith("exit_status: ")
                                && !text.equals("exit_status: 0"))));
  }

  private static Optional<Quote> total(EvidenceFile file, String what) {
    return Lines.first(
        file,
        text -> {
          Matcher total = TOTAL.matcher(text);
          return total.matches() && total.group(1).equals(what);
        });
  }

  private static long number(Quote quote) {
    Matcher total = TOTAL.matcher(quote.text());
    return total.matches() ? Long.parseLong(total.group(2)) : 0;
  }

  /** A file shows how many are banned; that somebody looks, only a report that is mailed. */
  static HostVerdict watchedNumbers(Evidence evidence) {
    Optional<EvidenceFile> banned = evidence.file(BANNED);
    if (banned.isEmpty()) {
      return HostVerdict.missing(BANNED);
    }
    Optional<Quote> mailed =
        Jails.of(evidence).stream()
            .flatMap(
                jails ->
                    jails.enabled().stream()
                        .flatMap(jail -> jails.setting(jail, "action").stream()))
            .filter(action -> action.value().matches("(?s).*(_mwl?|sendmail|mail-whois).*"))
            .map(action -> action.quote())
            .findFirst();
    if (mailed.isPresent()) {
      return HostVerdict.pass(mailed.get(), Sentence.of("fail2ban.reported")).indicative();
    }
    long number =
        banned.get().lines().stream()
            .mapToLong(line -> line.startsWith("#") ? 0 : ADDRESS.matcher(line).results().count())
            .sum();
    return HostVerdict.notAssessed(Sentence.count("fail2ban.banned", number, BANNED));
  }
}
