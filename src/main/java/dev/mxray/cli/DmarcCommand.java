package dev.mxray.cli;

import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.report.DmarcView;
import dev.mxray.report.Report;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the DMARC policy of a name: where it comes from, and what it stops. */
@Command(
    name = "dmarc",
    description = {
      "Show the DMARC policy for a name and its subdomains, the tree walk that led to it",
      "(RFC 9989), and who can forge mail of the name."
    },
    sortOptions = false,
    footer = {"", "Example: mxray dmarc news.example.com"})
final class DmarcCommand implements Callable<Integer> {
  private static final Set<Section> CHECKS = Set.of(Section.SPF, Section.DKIM, Section.DMARC);
  private static final String UNKNOWN = "unknown";

  private final Terminal terminal;

  @Parameters(paramLabel = "DOMAIN", description = "The name as it stands in From:.")
  private String name = "";

  @Mixin private SelectorOptions selectors = new SelectorOptions();

  @Mixin private TextOrJson form = new TextOrJson();

  @Mixin private CommonOptions common;

  DmarcCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    boolean json = form.json();
    Domain domain = OneScan.domain(name);
    ScanOptions options =
        selectors.applied(
            ScanOptions.defaults()
                .withChecks(CHECKS)
                .withDeadline(common.deadline(ScanOptions.DEADLINE_TIMEOUTS)));
    Scanner.Builder builder = common.scanner().options(options);
    OneScan scan = OneScan.run(terminal, common, builder, domain);
    if (scan.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    Report report = scan.report();
    var view = new DmarcView(report);
    terminal
        .out()
        .print(
            json
                ? view.json()
                : view.text(
                    common.language().console(),
                    common.palette(),
                    terminal.unicode(),
                    terminal.width()));
    terminal.out().flush();
    boolean seen = !report.dmarc().state().equals(UNKNOWN);
    if (!seen) {
      terminal.error(domain.ascii() + ": " + FailedScan.unseen(report));
    }
    return seen ? ExitCode.OK : ExitCode.GATE;
  }
}
