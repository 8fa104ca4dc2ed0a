package dev.mxray.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mxray.check.reputation.BlockLists;
import dev.mxray.domain.Domain;
import dev.mxray.lab.LabCertificate;
import dev.mxray.lab.LabCertificates;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.LabInternet;
import dev.mxray.lab.LabSmtpBehaviour;
import dev.mxray.lab.Zones;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.report.DeliveryPart;
import dev.mxray.report.FindingPart;
import dev.mxray.report.Report;
import dev.mxray.report.ReportAssert;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** TLSA records beside the certificates of real servers, through the whole scanner. */
@Timeout(60)
class TrustOfAScanTest {
  private static final String HOST = "mx.example.com";
  private static final LabCertificates CERTIFICATES =
      LabCertificates.at(Instant.parse("2026-11-21T00:00:00Z"));
  private static final LabCertificate GOOD = CERTIFICATES.good(HOST);
  private static final LabCertificate ALONE = CERTIFICATES.selfSigned(HOST);
  private static final String SIGNED = "!signed example.com\n";

  private static final String ZONE =
      """
      $ORIGIN example.com.
      @  MX  10 mx
      @  TXT "v=spf1 mx -all"
      @  CAA 0 issue "ca.example"
      mx A   25.0.2.1
      """;

  @Test
  void a_record_that_matches_verifies_the_server_whatever_else_is_wrong_with_its_certificate() {
    Report report = scan(SIGNED + tlsa("3 1 1", ALONE), server().starttls(ALONE));
    assertThat(state(report)).isEqualTo("match");
    assertThat(report.delivery())
        .containsExactly(new DeliveryPart(HOST, "encrypted", "encrypted", "verified"));
    assertThat(report.findings()).filteredOn(finding -> finding.section().equals("dane")).isEmpty();
    assertThat(report.findings())
        .extracting(FindingPart::id, FindingPart::severity)
        .contains(tuple("tls-cert-self-signed", "info"));
  }

  @Test
  void a_record_of_another_key_keeps_mail_from_senders_that_follow_dane() {
    Report report = scan(SIGNED + tlsa("3 1 1", ALONE), server().starttls(GOOD));
    assertThat(state(report)).isEqualTo("mismatch");
    assertThat(report.delivery())
        .containsExactly(new DeliveryPart(HOST, "encrypted", "encrypted", "not_delivered"));
    assertThat(report.findings())
        .extracting(FindingPart::id, FindingPart::subject, FindingPart::severity)
        .contains(tuple("dane-mismatch", HOST + "[25.0.2.1]:25", "critical"));
  }

  @Test
  void records_that_nobody_signed_count_for_nothing() {
    Report report = scan(tlsa("3 1 1", ALONE), server().starttls(GOOD));
    assertThat(state(report)).isEqualTo("insecure");
    assertThat(report.delivery())
        .containsExactly(new DeliveryPart(HOST, "encrypted", "encrypted", "encrypted"));
    assertThat(report.findings())
        .extracting(FindingPart::id)
        .contains("dane-without-dnssec", "dnssec-unsigned")
        .doesNotContain("dane-mismatch");
  }

  @Test
  void without_starttls_a_sender_that_follows_dane_does_not_deliver() {
    Report report = scan(SIGNED + tlsa("3 1 1", GOOD), server());
    assertThat(report.delivery())
        .containsExactly(new DeliveryPart(HOST, "cleartext", "cleartext", "not_delivered"));
  }

  @Test
  void records_that_do_not_validate_keep_mail_back_too() {
    Report report = scan("!bogus example.com\n" + tlsa("3 1 1", GOOD), server().starttls(GOOD));
    assertThat(state(report)).isEqualTo("unknown");
    assertThat(report.dnssec().state()).isEqualTo("bogus");
    assertThat(report.delivery()).extracting(DeliveryPart::dane).containsExactly("not_delivered");
    assertThat(report.findings())
        .extracting(FindingPart::id, FindingPart::subject)
        .contains(
            tuple("dnssec-bogus", "example.com"),
            tuple("dnssec-bogus", "mx.example.com"),
            tuple("dnssec-bogus", "_25._tcp.mx.example.com"));
  }

  @Test
  void what_could_not_be_learnt_is_unknown_and_no_finding() {
    Report report =
        scan(
            SIGNED + "!servfail _25._tcp.mx.example.com TLSA\n" + tlsa("3 1 1", ALONE),
            server().starttls(GOOD));
    assertThat(state(report)).isEqualTo("unknown");
    assertThat(report.delivery()).extracting(DeliveryPart::dane).containsExactly("unknown");
    assertThat(report.findings()).filteredOn(finding -> finding.section().equals("dane")).isEmpty();
    assertThat(report.score().low()).isLessThan(report.score().high());
  }

  private static String state(Report report) {
    return report.smtpServers().stream()
        .filter(server -> server.port() == 25)
        .map(server -> Objects.requireNonNull(server.tls()).dane())
        .map(dane -> Objects.requireNonNull(dane).state())
        .findFirst()
        .orElseThrow();
  }

  private static LabSmtpBehaviour server() {
    return LabSmtpBehaviour.of(HOST);
  }

  private static String tlsa(String parameters, LabCertificate certificate) {
    try {
      byte[] key = certificate.leaf().getPublicKey().getEncoded();
      return "_25._tcp.mx TLSA "
          + parameters
          + " "
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key))
          + "\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Report scan(String more, LabSmtpBehaviour server) {
    LabInternet.Builder builder = LabInternet.builder(Zones.parse(ZONE + more));
    builder.smtp(server, 25, "25.0.2.1");
    try (LabInternet internet = builder.start();
        Scanner scanner =
            Scanner.builder()
                .trustAnchors(LabDns.trustAnchors())
                .resolvers(List.of(ResolverSpec.parse(internet.dns().spec())))
                .timeout(Duration.ofMillis(1500))
                .options(ScanOptions.defaults().withBlockLists(BlockLists::none))
                .route(internet.route())
                .clock(Clock.fixed(CERTIFICATES.now(), ZoneOffset.UTC))
                .trust(CERTIFICATES.trust())
                .build()) {
      Report report =
          scanner
              .scan(Domain.parse("example.com"))
              .toCompletableFuture()
              .orTimeout(30, TimeUnit.SECONDS)
              .join();
      ReportAssert.valid(report);
      return report;
    }
  }
}
