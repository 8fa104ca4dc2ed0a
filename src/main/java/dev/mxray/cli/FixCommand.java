package dev.mxray.cli;

import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.report.FixView;
import dev.mxray.report.Report;
import dev.mxray.scan.ScanOptions;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what to publish so that findings are no longer true. */
@Command(
    name = "fix",
    description = {
      "Scan a domain and print what to publish so that its findings are no longer true:",
      "corrected records, in a form that can be pasted."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples: mxray fix example.com",
      "          mxray fix --zone example.com > changes.zone"
    })
final class FixCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "DOMAIN", description = "The domain to scan.")
  private String name = "";

  @Option(names = "--zone", description = "Print a fragment of a zone file, with comments.")
  private boolean zone;

  @Option(
      names = "--plan",
      description =
          "Print what to do by severity, points gained and effort, and what the score becomes.")
  private boolean plan;

  @Option(names = "--no-smtp", description = "Do not talk to mail servers.")
  private boolean noSmtp;

  @Mixin private SelectorOptions selectors = new SelectorOptions();

  @Mixin private TextOrJson form = new TextOrJson();

  @Mixin private CommonOptions common;

  FixCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    boolean json = form.json();
    if (zone && (plan || json)) {
      throw new UsageException("--zone is a form of its own, without --plan and --json");
    }
    Domain domain = OneScan.domain(name);
    var checks = EnumSet.copyOf(ScanOptions.ALL_CHECKS);
    // What lists say of addresses is nothing that a record mends.
    checks.remove(Section.REPUTATION);
    if (noSmtp) {
      checks.remove(Section.SMTP);
      checks.remove(Section.MAILBOX);
    }
    ScanOptions options =
        selectors.applied(
            ScanOptions.defaults()
                .withChecks(checks)
                .withDeadline(common.deadline(ScanOptions.DEADLINE_TIMEOUTS)));
    OneScan scan = OneScan.run(terminal, common, common.scanner().options(options), domain);
    if (scan.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    terminal.out().print(text(new FixView(scan.report(), common.language().console()), json));
    terminal.out().flush();
    Report report = scan.report();
    if (FailedScan.is(report)) {
      terminal.error(domain.ascii() + ": " + FailedScan.reason(report));
      return ExitCode.GATE;
    }
    return ExitCode.OK;
  }

  private String text(FixView view, boolean json) throws UsageException {
    if (json) {
      return view.json(plan);
    }
    if (zone) {
      return view.zone();
    }
    return plan
        ? view.plan(common.palette(), terminal.unicode(), terminal.width())
        : view.text(common.palette(), terminal.unicode(), terminal.width());
  }
}
