package dev.mxray.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mxray.check.smtp.ServerCases;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.lab.LabCertificate;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.Zones;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.report.MtaStsPart;
import dev.mxray.report.Report;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole scanner against an MTA-STS policy host that nginx serves, on the loopback. Skipped
 * where nginx is not installed, and by whoever is not root.
 */
@Timeout(60)
class RealPolicyHostTest {
  private static final String ZONE =
      """
      $ORIGIN example.com.
      @        MX 10 mx
      @        TXT "v=spf1 mx -all"
      mx       A 25.0.2.1
      mta-sts  A 25.0.2.2
      _mta-sts TXT "v=STSv1; id=20261121"
      """;

  private static final String POLICY =
      "return 200 \"version: STSv1\\r\\nmode: enforce\\r\\nmx: mx.example.com\\r\\n"
          + "max_age: 604800\\r\\n\";";

  @TempDir private static Path directory;

  @BeforeAll
  static void open() throws IOException {
    assumeTrue(Daemon.isPossible(Nginx.PROGRAM), "nginx is not installed, or this is not root");
    var unused = Daemon.open(directory);
  }

  @Test
  void a_policy_that_is_served_is_read() throws IOException {
    Report report = scan("good", ServerCases.CERTIFICATES.good("mta-sts.example.com"), POLICY);

    MtaStsPart.Policy policy = Objects.requireNonNull(report.mtaSts().policy());
    assertThat(policy.mode()).isEqualTo("enforce");
    assertThat(policy.mx()).containsExactly("mx.example.com");
    assertThat(ids(report)).isEmpty();
  }

  @Test
  void a_redirect_is_not_followed() throws IOException {
    Report report =
        scan(
            "redirect",
            ServerCases.CERTIFICATES.good("mta-sts.example.com"),
            "return 301 https://example.com/mta-sts.txt;");

    assertThat(report.mtaSts().policy()).isNull();
    assertThat(ids(report)).containsExactly("mta-sts-redirect");
  }

  @Test
  void a_certificate_of_another_name_is_told() throws IOException {
    Report report = scan("name", ServerCases.CERTIFICATES.good("www.example.com"), POLICY);

    assertThat(report.mtaSts().policy()).isNull();
    assertThat(ids(report)).containsExactly("mta-sts-certificate-invalid");
  }

  private static List<String> ids(Report report) {
    return report.findings().stream()
        .filter(finding -> finding.section().equals("mta_sts"))
        .map(finding -> finding.id())
        .toList();
  }

  private static Report scan(String name, LabCertificate certificate, String location)
      throws IOException {
    Nginx nginx = Nginx.in(directory.resolve(name));
    try (Daemon daemon = nginx.start(certificate, location);
        var dns = LabDns.start(Zones.parse(ZONE));
        Scanner scanner =
            Scanner.builder()
                .resolvers(List.of(ResolverSpec.parse(dns.spec())))
                .timeout(Duration.ofSeconds(5))
                .options(ScanOptions.defaults().withChecks(Set.of(Section.MX, Section.MTA_STS)))
                .route((address, port) -> new InetSocketAddress(Daemon.address(), nginx.port()))
                .clock(Clock.fixed(ServerCases.CERTIFICATES.now(), ZoneOffset.UTC))
                .trust(ServerCases.CERTIFICATES.trust())
                .build()) {
      assertThat(daemon.runs()).isTrue();
      return scanner
          .scan(Domain.parse("example.com"))
          .toCompletableFuture()
          .orTimeout(30, TimeUnit.SECONDS)
          .join();
    }
  }
}
