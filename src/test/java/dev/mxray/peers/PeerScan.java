package dev.mxray.peers;

import dev.mxray.check.reputation.BlockLists;
import dev.mxray.check.smtp.ActivePlan;
import dev.mxray.check.smtp.ServerCases;
import dev.mxray.check.smtp.SmtpPlan;
import dev.mxray.check.smtp.TlsDepth;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.Zones;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.report.Report;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Scans of example.com, whose servers are a {@link Daemon}. */
final class PeerScan {
  private static final String ZONE =
      """
      $ORIGIN example.com.
      @   MX 10 mx
      @   TXT "v=spf1 mx -all"
      mx  A 25.0.2.1
      _imaps._tcp SRV 0 1 993 mx
      """;

  /** Nobody listens there, and no system hands out that port. */
  private static final int NOWHERE = 1;

  private PeerScan() {}

  /** With everything that is tried only when it is asked for. */
  static Report active(Map<Integer, Integer> ports) {
    return scan(ports, SmtpPlan.defaults().with(TlsDepth.FULL).withActive(new ActivePlan("", "")));
  }

  static Report full(Map<Integer, Integer> ports) {
    return scan(ports, SmtpPlan.defaults().with(TlsDepth.FULL));
  }

  static Set<String> ids(Report report, String section) {
    return report.findings().stream()
        .filter(finding -> finding.section().equals(section))
        .map(finding -> finding.id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The states of these controls, one after the other. */
  static List<String> controls(Report report, String... ids) {
    Map<String, String> all =
        report.mcss().controls().stream()
            .collect(Collectors.toMap(control -> control.id(), control -> control.status()));
    return Stream.of(ids).map(id -> all.getOrDefault(id, "no such control")).toList();
  }

  /**
   * @param ports where they listen, by the ports that they stand for
   */
  private static Report scan(Map<Integer, Integer> ports, SmtpPlan plan) {
    try (var dns = LabDns.start(Zones.parse(ZONE));
        Scanner scanner =
            Scanner.builder()
                .resolvers(List.of(ResolverSpec.parse(dns.spec())))
                .timeout(Duration.ofSeconds(5))
                .options(
                    ScanOptions.defaults()
                        .withChecks(Set.of(Section.SMTP, Section.MAILBOX))
                        .withSmtp(plan)
                        .withBlockLists(BlockLists::none))
                .route(
                    (address, port) ->
                        new InetSocketAddress(Daemon.address(), ports.getOrDefault(port, NOWHERE)))
                .clock(Clock.fixed(ServerCases.CERTIFICATES.now(), ZoneOffset.UTC))
                .trust(ServerCases.CERTIFICATES.trust())
                .build()) {
      return scanner
          .scan(Domain.parse("example.com"))
          .toCompletableFuture()
          .orTimeout(60, TimeUnit.SECONDS)
          .join();
    }
  }
}
