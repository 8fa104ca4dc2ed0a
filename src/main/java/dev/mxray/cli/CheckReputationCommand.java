package dev.mxray.cli;

import dev.mxray.address.IpAddress;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.report.ConsoleReputation;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Listings;
import dev.mxray.report.NagiosLine;
import dev.mxray.report.Printable;
import dev.mxray.report.Report;
import dev.mxray.report.ReputationPart;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import dev.mxray.text.Sentence;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks block lists about an address, or about the addresses and names of a domain's mail. */
@Command(
    name = "check-reputation",
    description = {
      "Ask block lists about an address, or about a domain and the addresses of its mail.",
      "Exit code 1 when something is listed, or no list could be asked; with --nagios the codes of",
      "monitoring plugins: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN, and a line that is English",
      "whatever --lang says."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples: mxray check-reputation 192.0.2.1",
      "          mxray check-reputation --nagios example.com"
    })
final class CheckReputationCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "IP|DOMAIN", description = "The address or domain to ask about.")
  private String name = "";

  @Option(names = "--nagios", description = "One line, performance data and exit code of a plugin.")
  private boolean nagios;

  @Mixin private ListOptions lists = new ListOptions();

  @Mixin private TextOrJson form = new TextOrJson();

  @Mixin private CommonOptions common;

  CheckReputationCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    try {
      return check();
    } catch (UsageException e) {
      if (!nagios) {
        throw e;
      }
      terminal
          .out()
          .println("REPUTATION UNKNOWN - " + Printable.of(String.valueOf(e.getMessage())));
      return NagiosLine.UNKNOWN;
    }
  }

  private int check() throws UsageException {
    boolean json = form.json();
    if (nagios && json) {
      throw new UsageException("--nagios is a form of its own, without --json");
    }
    Optional<IpAddress> address = IpAddress.parse(name);
    Domain domain = address.isPresent() ? null : OneScan.domain(name);
    Scanner.Builder builder = common.scanner().options(options()).listResolvers(lists.resolvers());
    try (var progress = new Progress(terminal, common.verbose(), 1);
        Scanner scanner = builder.listener(progress).build();
        var interruption = Interruption.watch(scanner::interrupt)) {
      CompletionStage<List<ReputationPart>> asked =
          domain == null
              ? scanner.reputation(address.orElseThrow())
              : scanner.scan(domain).thenApply(Report::reputation);
      List<ReputationPart> answers = asked.toCompletableFuture().join();
      progress.clear();
      if (interruption.happened()) {
        return ExitCode.INTERRUPTED;
      }
      String subject = domain == null ? address.orElseThrow().toString() : domain.ascii();
      return print(subject, answers, json);
    }
  }

  private int print(String subject, List<ReputationPart> answers, boolean json)
      throws UsageException {
    if (nagios) {
      NagiosLine line = NagiosLine.of(subject, answers);
      terminal.out().println(line.text());
      return line.code();
    }
    terminal
        .out()
        .print(
            json
                ? new JsonWriter().pretty(answers)
                : ConsoleReputation.text(
                    answers,
                    common.language().console(),
                    common.palette(),
                    terminal.unicode(),
                    terminal.width()));
    boolean told = answers.stream().anyMatch(Listings::isUsable);
    if (!told) {
      terminal.error(Sentence.of("watch.no-list-asked", subject).in(common.language().words()));
    }
    return told && answers.stream().noneMatch(Listings::isFault) ? ExitCode.OK : ExitCode.GATE;
  }

  private ScanOptions options() throws UsageException {
    return lists.applied(
        ScanOptions.defaults()
            .withChecks(EnumSet.of(Section.REPUTATION))
            .withDeadline(common.deadline(ScanOptions.DEADLINE_TIMEOUTS)));
  }
}
