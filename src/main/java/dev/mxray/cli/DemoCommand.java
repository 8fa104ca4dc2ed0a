package dev.mxray.cli;

import dev.mxray.domain.Domain;
import dev.mxray.lab.DemoDomains;
import dev.mxray.lab.DemoServers;
import dev.mxray.lab.LabCertificates;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.LabInternet;
import dev.mxray.lab.LabInternet.MailServer;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.report.Report;
import dev.mxray.scan.Scanner;
import dev.mxray.score.Gate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job on a machine without a network: loopback servers, telling domains, real sockets. */
@Command(
    name = "demo",
    description = "Scan a handful of telling domains on loopback servers; needs no network.",
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
    var certificates = LabCertificates.at(Instant.now());
    try (LabInternet internet = DemoServers.start(certificates)) {
      return serve ? serve(internet, certificates) : scan(internet, certificates);
    }
  }

  private int scan(LabInternet internet, LabCertificates certificates) throws UsageException {
    var output =
        new ReportOutput(
            terminal,
            common.palette(),
            ReportOutput.Shape.CONSOLE,
            Manner.of(common.language(), Gate.standard()));
    List<String> names = DemoDomains.domains();
    try (var progress = new Progress(terminal, common.verbose(), names.size());
        Scanner scanner =
            Scanner.builder()
                .resolvers(List.of(ResolverSpec.parse(internet.dns().spec())))
                .trust(certificates.trust())
                .route(internet.route())
                .trustAnchors(LabDns.trustAnchors())
                .timeout(common.timeout())
                .texts(common.language().findings())
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

  private int serve(LabInternet internet, LabCertificates certificates)
      throws InterruptedException, IOException {
    Path root = Files.createTempFile("mxray-demo-", ".pem");
    // Whatever ends the process.
    root.toFile().deleteOnExit();
    try {
      Files.writeString(root, certificates.rootPem());
      tell(internet, root);
      var end = new CountDownLatch(1);
      try (var interruption = Interruption.watch(end::countDown)) {
        end.await();
        return interruption.happened() ? ExitCode.INTERRUPTED : ExitCode.OK;
      }
    } finally {
      Files.deleteIfExists(root);
    }
  }

  private void tell(LabInternet internet, Path root) {
    var out = terminal.out();
    String spec = internet.dns().spec();
    out.println("A DNS server with the demo domains listens on " + spec + ". Try:");
    for (String name : DemoDomains.domains()) {
      out.println("  mxray scan --no-smtp --resolver " + spec + " " + name);
    }
    out.println("Without --no-smtp that would contact the hosts that really have these addresses.");
    out.println("The mail servers of the demo listen here:");
    for (MailServer server : internet.mailServers()) {
      InetSocketAddress at = server.listening();
      out.printf(
          "  %-22s port %3d at %s:%d%n",
          server.host(), server.port(), at.getAddress().getHostAddress(), at.getPort());
    }
    MailServer first = internet.mailServers().get(0);
    out.println("Their certificates lead to " + root + ". Try:");
    out.printf(
        "  openssl s_client -starttls smtp -connect 127.0.0.1:%d -servername %s -CAfile %s%n",
        first.listening().getPort(), first.host(), root);
    out.println("Ctrl-C ends it.");
    out.flush();
  }
}
