package dev.mxray.cli;

import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.lab.DemoDomains;
import dev.mxray.lab.LabDns;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.report.Report;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job on a machine without a network: loopback servers, telling domains, real sockets. */
@Command(
    name = "demo",
    description = "Scan a handful of telling domains on loopback DNS servers; needs no network.",
    footer = {"", "Example: mxray demo"})
final class DemoCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--serve", description = "Keep the servers up instead of scanning; Ctrl-C ends.")
  private boolean serve;

  @Mixin private CommonOptions common;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  @Override
  public Integer call() throws Exception {
    if (!common.resolvers().isEmpty()) {
      throw new UsageException("demo asks its own loopback servers; leave --resolver out");
    }
    try (LabDns dns = LabDns.start(DemoDomains.zones())) {
      return serve ? serve(dns) : scan(dns);
    }
  }

  private int scan(LabDns dns) throws UsageException {
    var output = new ReportOutput(terminal, common.palette(), ReportOutput.Shape.CONSOLE);
    List<String> names = DemoDomains.domains();
    try (var progress = new Progress(terminal, common.verbose(), names.size());
        Scanner scanner =
            Scanner.builder()
                .resolvers(List.of(ResolverSpec.parse(dns.spec())))
                .timeout(common.timeout())
                .options(ScanOptions.defaults().withChecks(checks()))
                .listener(progress)
                .build();
        var interruption = Interruption.watch(scanner::interrupt)) {
      var running = new ArrayList<CompletableFuture<Report>>();
      for (String name : names) {
        running.add(scanner.scan(Domain.parse(name)).toCompletableFuture());
      }
      for (CompletableFuture<Report> scan : running) {
        Report report = scan.join();
        progress.clear();
        output.print(report);
      }
      return interruption.happened() ? ExitCode.INTERRUPTED : ExitCode.OK;
    }
  }

  /** Nothing that would leave this machine: there are no mail servers at these addresses. */
  private static Set<Section> checks() {
    return ScanOptions.ALL_CHECKS.stream()
        .filter(check -> check != Section.SMTP)
        .collect(Collectors.toSet());
  }

  private int serve(LabDns dns) throws InterruptedException {
    var out = terminal.out();
    out.println("A DNS server with the demo domains listens on " + dns.spec() + ". Try:");
    for (String name : DemoDomains.domains()) {
      out.println("  mxray scan --resolver " + dns.spec() + " " + name);
    }
    out.println("Ctrl-C ends it.");
    out.flush();
    var end = new CountDownLatch(1);
    try (var interruption = Interruption.watch(end::countDown)) {
      end.await();
      return interruption.happened() ? ExitCode.INTERRUPTED : ExitCode.OK;
    }
  }
}
