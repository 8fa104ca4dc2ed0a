package dev.mxray.cli;

import dev.mxray.address.IpAddress;
import dev.mxray.check.spf.CheckHost;
import dev.mxray.domain.Domain;
import dev.mxray.domain.InvalidDomainException;
import dev.mxray.finding.Section;
import dev.mxray.report.ConsoleSpfCheck;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import dev.mxray.report.SpfCheckPart;
import dev.mxray.scan.DnsSession;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** check_host() for a client, or the audit of a whole policy. */
@Command(
    name = "spf",
    description = {
      "May this client send mail for this domain? Evaluates SPF as a receiver does (RFC 7208).",
      "Without --ip: shows the whole policy, what it costs and whom it authorises."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  mxray spf example.com --ip 192.0.2.1",
      "  mxray spf example.com --ip 192.0.2.1 --sender alice@example.com --helo mx.example.net",
      "  mxray spf example.com",
      "  mxray spf --batch cases.ndjson > results.ndjson",
      "",
      "A case of --batch: {\"domain\": \"example.com\", \"ip\": \"192.0.2.1\"}, also with sender and helo."
    })
final class SpfCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "DOMAIN", arity = "0..1", description = "The domain of the sender.")
  private @Nullable String name;

  @Option(names = "--ip", paramLabel = "IP", description = "The client's address.")
  private @Nullable String ip;

  @Option(
      names = "--sender",
      paramLabel = "A@B",
      description = "The envelope sender (default: postmaster of the domain).")
  private @Nullable String sender;

  @Option(
      names = "--helo",
      paramLabel = "H",
      description = "What the client said in HELO or EHLO (default: unknown).")
  private @Nullable String helo;

  @Option(
      names = "--batch",
      paramLabel = "FILE|-",
      description =
          "Check the cases of a file or standard input; in and out one JSON object per line.")
  private @Nullable String batch;

  @Mixin private TextOrJson form = new TextOrJson();

  @Mixin private CommonOptions common;

  SpfCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    boolean json = form.json();
    if (batch != null) {
      if (name != null || ip != null || sender != null || helo != null) {
        throw new UsageException("--batch takes everything from its cases; leave the rest out");
      }
      try (DnsSession session = common.dns();
          var progress = new Progress(terminal, common.verbose(), 1);
          var interruption = Interruption.watch(session::interrupt)) {
        return new SpfBatch(terminal, session, common.deadline(ScanOptions.DEADLINE_TIMEOUTS))
            .run(batch, progress, interruption);
      }
    }
    if (name == null) {
      throw new UsageException("no domain given; try 'mxray spf example.com --ip 192.0.2.1'");
    }
    Domain domain = domain(name);
    if (ip == null) {
      if (sender != null || helo != null) {
        throw new UsageException("--sender and --helo say something about a client; add --ip");
      }
      return audit(domain, json);
    }
    IpAddress client =
        IpAddress.parse(ip)
            .orElseThrow(() -> new UsageException("--ip: '" + ip + "' is not an IP address"));
    return check(domain, client, json);
  }

  private int check(Domain domain, IpAddress client, boolean json) throws UsageException {
    String from = sender == null ? "postmaster@" + domain.ascii() : sender;
    String greeting = helo == null ? "" : helo;
    try (DnsSession session = common.dns();
        var progress = new Progress(terminal, common.verbose(), 1);
        var interruption = Interruption.watch(session::interrupt)) {
      var result =
          session
              .run(
                  domain,
                  common.deadline(ScanOptions.DEADLINE_TIMEOUTS),
                  progress,
                  dns -> new CheckHost(dns).check(client, domain.ascii(), from, greeting))
              .join();
      progress.clear();
      var shown =
          new SpfCheckPart.Client(
              client.toString(), from, greeting.isEmpty() ? CheckHost.UNKNOWN : greeting);
      print(SpfCheckPart.of(domain.ascii(), shown, result, common.language().words()), json);
      return interruption.happened() ? ExitCode.INTERRUPTED : ExitCode.OK;
    }
  }

  /** A scan of nothing but SPF, and of DMARC, which decides how much {@code ~all} matters. */
  private int audit(Domain domain, boolean json) throws UsageException {
    ScanOptions options =
        ScanOptions.defaults()
            .withChecks(EnumSet.of(Section.SPF, Section.DMARC))
            .withDeadline(common.deadline(ScanOptions.DEADLINE_TIMEOUTS));
    var progress = new Progress(terminal, common.verbose(), 1);
    var questions = new AskedQuestions(progress);
    try (progress;
        Scanner scanner = common.scanner().options(options).listener(questions).build();
        var interruption = Interruption.watch(scanner::interrupt)) {
      Report report = scanner.scan(domain).toCompletableFuture().join();
      progress.clear();
      print(SpfCheckPart.audit(report, questions.all(), common.language().words()), json);
      if (interruption.happened()) {
        return ExitCode.INTERRUPTED;
      }
      if (report.spf().state().equals("unknown")) {
        progress.say(report.domain() + ": the SPF record could not be seen");
        return ExitCode.GATE;
      }
      return ExitCode.OK;
    }
  }

  private void print(SpfCheckPart part, boolean json) throws UsageException {
    terminal
        .out()
        .print(
            json
                ? new JsonWriter().pretty(part)
                : ConsoleSpfCheck.text(
                    part,
                    common.language().console(),
                    common.palette(),
                    terminal.unicode(),
                    terminal.width()));
    terminal.out().flush();
  }

  private static Domain domain(String text) throws UsageException {
    try {
      return Domain.parse(text);
    } catch (InvalidDomainException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
