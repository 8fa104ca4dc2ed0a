package dev.mxray.cli;

import dev.mxray.check.dkim.Selectors;
import dev.mxray.check.reputation.BlockLists;
import dev.mxray.check.smtp.SmtpPlan;
import dev.mxray.check.smtp.TlsWishes;
import dev.mxray.domain.PublicSuffixes;
import dev.mxray.finding.Section;
import dev.mxray.finding.Severity;
import dev.mxray.report.Report;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import dev.mxray.score.Gate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scans domains, prints and exports the reports, and gates. */
@Command(
    name = "scan",
    description = "Scan mail domains: ask the DNS, judge, score, and say what to change.",
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  mxray scan example.com",
      "  mxray scan --fail-under 80 --format json example.com > report.json",
      "  mxray scan --export-all --output-dir reports example.com",
      "  mxray scan --input domains.txt --export-csv --output-dir reports --no-console"
    })
final class ScanCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "DOMAIN", arity = "0..*", description = "The domains to scan.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--input",
      paramLabel = "FILE|-",
      description = "Read more domains from a file or standard input, one per line.")
  private @Nullable String input;

  @Option(
      names = "--checks",
      paramLabel = "LIST",
      description =
          "Make only these checks: mx, spf, dkim, dmarc, mta_sts, tls_rpt, bimi, smtp, mailbox,"
              + " dane, dnssec, caa, reputation.")
  private List<String> checks = new ArrayList<>();

  @Mixin private SelectorOptions selectors = new SelectorOptions();

  @Option(
      names = "--from-message",
      paramLabel = "FILE",
      description = {
        "Try the DKIM selectors of a message's signatures too;",
        "without DOMAIN, scan the domain of its author."
      })
  private @Nullable String fromMessage;

  @Option(names = "--dkim-deep", description = "Try the last tier of DKIM selectors too.")
  private boolean deep;

  @Option(
      names = "--psl",
      paramLabel = "FILE",
      description = "Use this public suffix list instead of the bundled one.")
  private @Nullable String publicSuffixFile;

  @Option(names = "--no-smtp", description = "Do not talk to mail and mailbox servers.")
  private boolean noSmtp;

  @Option(
      names = "--smtp-check",
      hidden = true,
      description = "The default; accepted all the same.")
  @SuppressWarnings("unused") // What it asks for is done anyway.
  private boolean smtpCheck;

  @Option(
      names = "--ports",
      paramLabel = "LIST",
      description = "Ports of mail servers to talk to (default: 25,465,587).")
  private @Nullable String ports;

  @Option(
      names = "--max-hosts",
      paramLabel = "N",
      defaultValue = "10",
      description = "Talk to the first N exchanges only (default: 10).")
  private int maxHosts;

  @Option(
      names = "--mailbox-host",
      paramLabel = "HOST",
      description = "A server of IMAP, POP3 or ManageSieve to talk to as well; repeatable.")
  private List<String> mailboxHosts = new ArrayList<>();

  @Option(
      names = "--helo",
      paramLabel = "NAME",
      description = "What to call this machine in EHLO (default: its full name, or its address).")
  private @Nullable String helo;

  @Option(
      names = "--active",
      description = "Try at the mail servers whether they relay, and who exists; no mail is sent.")
  private boolean active;

  @Option(
      names = "--mail-from",
      paramLabel = "ADDRESS",
      description = "The sender that --active names (default: the null sender).")
  private @Nullable String mailFrom;

  @Option(
      names = "--host-connections",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Connections to one address at a time (default: 4; 8 for a server of your own).")
  private int hostConnections;

  @Option(
      names = "--tls",
      paramLabel = "DEPTH",
      description =
          "What to find out about TLS: none (no handshake, and no mailbox servers), basic (one"
              + " handshake with each server) or full"
              + " (all that is accepted, some 60 connections to each address; the default for one"
              + " domain, basic for several).")
  private @Nullable String tls;

  @Option(
      names = "--fetch-aia",
      description =
          "Fetch the certificates that servers fail to send from where the others point to.")
  private boolean fetchAia;

  @Option(
      names = "--revocation",
      description = "Ask the issuers of certificates (OCSP, CRL) whether they were revoked.")
  private boolean revocation;

  @Option(
      names = "--share-addresses",
      description =
          "Find out what TLS a host accepts at one of its addresses only; it counts for the others"
              + " with the same certificate.")
  private boolean shareAddresses;

  @Option(
      names = "--tls-profile",
      paramLabel = "NAME",
      description =
          "Compare TLS with ncsc-2025, bsi-tr-02102, mozilla-intermediate, mozilla-modern or"
              + " nist-800-52r2.")
  private @Nullable String tlsProfile;

  @Mixin private ListOptions lists = new ListOptions();

  @Option(
      names = "--fail-under",
      paramLabel = "N",
      defaultValue = "70",
      description = "Exit 1 when the score is below N (default: 70).")
  private int failUnder;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "Exit 1 on a finding of this severity or worse.")
  private @Nullable String failOn;

  @Option(
      names = "--strict",
      description = "Gate on the low end of the range: what was not seen counts as bad.")
  private boolean strict;

  @Mixin private Excuses excuses = new Excuses();

  @Option(
      names = "--history",
      description = "Keep the reports in the history too (see mxray history).")
  private boolean history;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Mixin private OutputOptions outputs = new OutputOptions();

  @Mixin private CommonOptions common;

  ScanCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    var list = new DomainList();
    list.addArguments(names);
    if (fromMessage != null) {
      FromMessage message = FromMessage.read(fromMessage);
      selectors.add(message.selectors());
      if (names.isEmpty() && input == null) {
        names.add(message.domain().ascii());
        list.addArguments(names);
      }
    }
    if (names.isEmpty() && input == null) {
      throw new UsageException("no domain given; try 'mxray scan example.com'");
    }
    Gate gate = gate();
    ScanOptions options = options();
    boolean run = names.size() > 1 || input != null;
    Manner manner = Manner.of(common.language(), gate);
    ReportOutput output = outputs.output(terminal, common.palette(), manner, run);
    outputs.check();
    excuses.read(terminal);
    Scanner.Builder builder = MailServerOptions.apply(common.scanner(), helo, hostConnections);
    builder.options(options).listResolvers(lists.resolvers());
    if (active) {
      terminal.error(
          "active checks: recipients, VRFY, EXPN and relaying are tried at the mail servers; no"
              + " mail is sent");
    }
    if (input != null) {
      list.addLines(input, terminal::error);
      if (list.domains().isEmpty() && list.unreadable() == 0) {
        throw new UsageException(
            (input.equals("-") ? "standard input" : input) + ": no domain in it (option --input)");
      }
    }
    database.check("--history", history);
    try (ScanHistory kept = history ? ScanHistory.open(database, options.checks()) : null;
        var progress = new Progress(terminal, common.verbose(), list.domains().size());
        Scanner scanner = builder.listener(progress).build();
        var interruption = Interruption.watch(scanner::interrupt)) {
      int code = list.unreadable() > 0 ? ExitCode.GATE : ExitCode.OK;
      Exports exports = outputs.exports(list.domains().size() > 1, manner, progress::say);
      var reports = new ReportStream(scanner, interruption, list.domains());
      for (ReportStream.Scanned next = reports.next(); next != null; next = reports.next()) {
        progress.clear();
        Report report = excuses.marked(next.report(), progress);
        output.print(report);
        if (next.whole()) {
          exports.add(report);
          if (kept != null && !kept.add(report, progress::say)) {
            code = ExitCode.GATE;
          }
        }
        code = Math.max(code, judge(report, gate, progress));
      }
      output.finish();
      if (!exports.finish()) {
        code = Math.max(code, ExitCode.GATE);
      }
      if (reports.left() > 0) {
        progress.say("interrupted: " + reports.left() + " more domains were not scanned");
      }
      return interruption.happened() ? ExitCode.INTERRUPTED : code;
    }
  }

  /** Says why a report does not pass the gate, when it does not. */
  private static int judge(Report report, Gate gate, Progress progress) {
    Gate.Verdict verdict = report.judgedBy(gate);
    if (verdict.exitCode() != ExitCode.OK) {
      String reason = FailedScan.is(report) ? FailedScan.reason(report) : verdict.reason();
      progress.say(report.domain() + ": " + reason);
    }
    return verdict.exitCode();
  }

  private Gate gate() throws UsageException {
    if (failUnder < 0 || failUnder > 100) {
      throw new UsageException("--fail-under is a score from 0 to 100");
    }
    return new Gate(failUnder, strict, failOn == null ? null : severity(failOn));
  }

  private static Severity severity(String word) throws UsageException {
    for (Severity severity : Severity.values()) {
      if (severity.id().equals(word.toLowerCase(Locale.ROOT))) {
        return severity;
      }
    }
    throw new UsageException(
        "--fail-on is critical, high, medium, low or info, not '" + word + "'");
  }

  private ScanOptions options() throws UsageException {
    Supplier<PublicSuffixes> suffixes = PublicSuffixes::bundled;
    if (publicSuffixFile != null) {
      PublicSuffixes read = OptionFile.read(PublicSuffixes::read, publicSuffixFile, "--psl");
      suffixes = () -> read;
    }
    ScanOptions options =
        new ScanOptions(
            checks(),
            common.deadline(ScanOptions.DEADLINE_TIMEOUTS),
            Selectors::bundled,
            List.of(),
            deep,
            suffixes,
            smtp(),
            BlockLists::bundled);
    return lists.applied(selectors.applied(options));
  }

  private SmtpPlan smtp() throws UsageException {
    return MailServerOptions.plan(
            ports,
            maxHosts,
            MailServerOptions.depth(tls, names.size() > 1 || input != null),
            tlsProfile)
        .withActive(MailServerOptions.active(active, mailFrom, helo))
        .withWishes(new TlsWishes(fetchAia, revocation, shareAddresses))
        .withMailboxHosts(MailServerOptions.hosts(mailboxHosts));
  }

  private Set<Section> checks() throws UsageException {
    if (checks.isEmpty()) {
      return without(ScanOptions.ALL_CHECKS);
    }
    var chosen = EnumSet.noneOf(Section.class);
    for (String word : String.join(",", checks).split(",", -1)) {
      chosen.add(
          ScanOptions.ALL_CHECKS.stream()
              .filter(section -> section.id().equals(word.strip().toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--checks knows mx, spf, dkim, dmarc, mta_sts, tls_rpt, bimi, smtp,"
                              + " mailbox, dane, dnssec, caa and reputation, not '"
                              + word.strip()
                              + "'")));
    }
    return without(chosen);
  }

  private Set<Section> without(Set<Section> chosen) {
    var left = EnumSet.copyOf(chosen);
    if (noSmtp) {
      left.remove(Section.SMTP);
      left.remove(Section.MAILBOX);
    }
    return left;
  }
}
