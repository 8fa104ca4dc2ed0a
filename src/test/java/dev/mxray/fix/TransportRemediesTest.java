package dev.mxray.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.reputation.BlockLists;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Remediation;
import dev.mxray.lab.LabCertificate;
import dev.mxray.lab.LabCertificates;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.LabHttpsAnswer;
import dev.mxray.lab.LabInternet;
import dev.mxray.lab.LabSmtpBehaviour;
import dev.mxray.lab.ZoneEdit;
import dev.mxray.lab.Zones;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.report.FindingPart;
import dev.mxray.report.Report;
import dev.mxray.report.ZoneLines;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies about transport and certificates, and BIMI: proposed, published and looked at again. */
class TransportRemediesTest {
  private static final LabCertificates CERTIFICATES =
      LabCertificates.at(Instant.parse("2026-11-21T00:00:00Z"), "Let's Encrypt");
  private static final String MX = "mx.example.com";

  /** The same key at every scan. */
  private static final LabCertificate SERVER = CERTIFICATES.good(MX);

  private static final String POLICY_HOST = "mta-sts.example.com";
  private static final String ZONE =
      """
      example.com. MX 10 mx.example.com.
      example.com. TXT "v=spf1 mx -all"
      _dmarc.example.com. TXT "v=DMARC1\\; p=reject\\; rua=mailto:d@example.com"
      mx.example.com. A 25.0.2.1
      mta-sts.example.com. A 25.0.2.9
      """;
  private static final String SIGNED = ZONE + "!signed com\n!signed example.com\n";

  /** The zone and what the policy host serves. */
  private record World(ZoneEdit zone, Map<String, String> files) {

    static World of(String zone) {
      return new World(ZoneEdit.of(zone), Map.of());
    }

    /** After what a report proposes for the findings. */
    World after(Report report, String... ids) {
      ZoneEdit changed = zone;
      var served = new HashMap<>(files);
      for (String id : ids) {
        for (Remediation step : finding(report, id).remediation()) {
          if (step.kind().equals(Remediation.FILE)) {
            served.put(URI.create(step.name()).getPath(), step.value());
          } else if (step.kind().equals(Remediation.DNS_DELETE)) {
            changed = changed.delete(ZoneLines.of(step));
          } else {
            changed = changed.add(ZoneLines.of(step));
          }
        }
      }
      return new World(changed, served);
    }

    Report scan() {
      return scan(SERVER);
    }

    /** With another certificate at the mail server. */
    Report scan(LabCertificate server) {
      var answers = new HashMap<String, LabHttpsAnswer>();
      files.forEach((path, text) -> answers.put(path, LabHttpsAnswer.text(text)));
      try (LabInternet internet =
              LabInternet.builder(Zones.parse(zone.text()))
                  .smtp(LabSmtpBehaviour.of(MX).starttls(server), 25, "25.0.2.1")
                  .https(CERTIFICATES.good(POLICY_HOST), answers, "25.0.2.9")
                  .start();
          Scanner scanner =
              Scanner.builder()
                  .trustAnchors(LabDns.trustAnchors())
                  .resolvers(List.of(ResolverSpec.parse(internet.dns().spec())))
                  .timeout(Duration.ofSeconds(4))
                  .options(ScanOptions.defaults().withBlockLists(BlockLists::none))
                  .route(internet.route())
                  .clock(Clock.fixed(CERTIFICATES.now(), ZoneOffset.UTC))
                  .trust(CERTIFICATES.trust())
                  .build()) {
        return scanner.scan(Domain.parse("example.com")).toCompletableFuture().join();
      }
    }
  }

  private static FindingPart finding(Report report, String id) {
    return report.findings().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private static List<String> ids(Report report) {
    return report.findings().stream().map(FindingPart::id).toList();
  }

  @Test
  void a_policy_for_the_real_exchanges_begins_in_testing_mode_and_goes_on_to_enforce() {
    World world = World.of(ZONE);
    Report before = world.scan();
    assertThat(ids(before)).contains("mta-sts-missing", "tls-rpt-missing");

    World testing = world.after(before, "mta-sts-missing", "tls-rpt-missing");
    Report during = testing.scan();
    assertThat(ids(during))
        .contains("mta-sts-mode-testing")
        .doesNotContain("mta-sts-missing", "tls-rpt-missing", "mta-sts-mx-mismatch");

    Report after = testing.after(during, "mta-sts-mode-testing").scan();
    assertThat(ids(after)).noneMatch(id -> id.startsWith("mta-sts-") || id.startsWith("tls-rpt-"));
  }

  @Test
  void a_policy_without_the_exchange_is_replaced() {
    World world =
        new World(
            ZoneEdit.of(ZONE + "_mta-sts.example.com. TXT \"v=STSv1\\; id=1\"\n"),
            Map.of(
                "/.well-known/mta-sts.txt",
                "version: STSv1\nmode: enforce\nmx: old.example.com\nmax_age: 86400\n"));
    Report before = world.scan();
    assertThat(ids(before)).contains("mta-sts-mx-mismatch", "mta-sts-max-age-short");
    Report after = world.after(before, "mta-sts-mx-mismatch").scan();
    assertThat(ids(after)).noneMatch(id -> id.startsWith("mta-sts-"));
  }

  @Test
  void a_tlsa_record_is_proposed_for_the_key_that_is_presented_in_a_signed_zone() {
    World world = World.of(SIGNED);
    Report before = world.scan();
    assertThat(finding(before, "dane-missing").remediation())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.name()).isEqualTo("_25._tcp.mx.example.com");
              assertThat(step.type()).isEqualTo("TLSA");
              assertThat(step.value()).matches("3 1 1 [0-9a-f]{64}");
            });
    Report after = world.after(before, "dane-missing").scan();
    assertThat(ids(after)).noneMatch(id -> id.startsWith("dane-"));
    assertThat(after.smtpServers().get(0).tls()).isNotNull();
  }

  @Test
  void a_record_that_matches_is_proposed_beside_one_that_does_not() {
    World world =
        World.of(SIGNED + "_25._tcp.mx.example.com. TLSA 3 1 1 " + "00".repeat(32) + "\n");
    Report before = world.scan();
    assertThat(ids(before)).contains("dane-mismatch");
    assertThat(ids(world.after(before, "dane-mismatch").scan()))
        .noneMatch(id -> id.startsWith("dane-"));
  }

  @Test
  void nothing_is_proposed_for_a_zone_that_is_not_signed() {
    assertThat(finding(World.of(ZONE).scan(), "dane-missing").remediation()).isEmpty();
  }

  @Test
  void the_authority_whose_certificate_is_presented_is_named_at_the_exchange() {
    World world = World.of(ZONE);
    Report before = world.scan();
    assertThat(finding(before, "caa-missing").remediation())
        .containsExactly(Remediation.publish(MX, "CAA", "0 issue \"letsencrypt.org\""));
    assertThat(ids(world.after(before, "caa-missing").scan())).doesNotContain("caa-missing");
  }

  @Test
  void no_authority_is_named_that_is_not_known_or_not_trusted() {
    LabCertificate nobody = LabCertificates.at(CERTIFICATES.now(), "Nobody").good(MX);
    for (LabCertificate server : List.of(nobody, CERTIFICATES.selfSigned(MX))) {
      assertThat(finding(World.of(ZONE).scan(server), "caa-missing").remediation()).isEmpty();
    }
  }

  @Test
  void no_authority_is_named_for_the_domain_itself_whose_other_servers_were_not_seen() {
    String own =
        ZONE.replace("MX 10 mx.example.com.", "MX 10 example.com.\nexample.com. A 25.0.2.1");
    assertThat(finding(World.of(own).scan(), "caa-missing").remediation()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"v=bimi1; l=https://mta-sts.example.com/logo.svg\"",
        "\" V = BIMI1;l=https://mta-sts.example.com/logo.svg\"",
        "\"v=BIMI1; l=https://mta-sts.example.com/logo.svg\"\n"
            + "default._bimi.example.com. TXT \"v=BIMI1; l=logo.svg\""
      })
  void a_bimi_record_with_one_meaning_only_is_put_right(String text) {
    World world =
        World.of(ZONE + "default._bimi.example.com. TXT " + text.replace(";", "\\;") + "\n");
    Report before = world.scan();
    assertThat(ids(before)).contains("bimi-syntax-error");
    assertThat(ids(world.after(before, "bimi-syntax-error").scan()))
        .contains("bimi-logo-unreachable")
        .doesNotContain("bimi-syntax-error", "bimi-missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"v=BIMI1; l=logo.svg\"",
        "\"v=BIMI1; l=https://a.example/\"\n"
            + "default._bimi.example.com. TXT \"v=BIMI1; l=https://b.example/\""
      })
  void nothing_is_proposed_for_a_bimi_record_of_which_the_logo_is_not_known(String text) {
    Report report =
        World.of(ZONE + "default._bimi.example.com. TXT " + text.replace(";", "\\;") + "\n").scan();
    assertThat(finding(report, "bimi-syntax-error").remediation()).isEmpty();
  }
}
