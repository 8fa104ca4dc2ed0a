package dev.mxray.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.ZoneClient;
import dev.mxray.check.reputation.BlockLists;
import dev.mxray.check.tls.TlsProbe;
import dev.mxray.check.tls.TrustAnchors;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.Section;
import dev.mxray.key.SharedFactors;
import dev.mxray.net.http.NoWeb;
import dev.mxray.net.mail.NoMail;
import dev.mxray.net.mail.NoTrials;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.report.Report;
import dev.mxray.score.Profile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the checks make of each other's observations. */
class JudgementTest {
  private static final Set<Section> DNS_SIDE =
      Set.of(Section.MX, Section.SPF, Section.DKIM, Section.DMARC, Section.REPUTATION);
  private static final String MAIL = "$ORIGIN example.com.\n@ MX 10 mx\nmx A 25.0.0.1\n";
  private static final String SOFTFAIL = MAIL + "@ TXT \"v=spf1 mx ~all\"\n";
  private static final String ENFORCED =
      "_dmarc TXT \"v=DMARC1; p=reject; rua=mailto:a@example.com\"\n";
  private static final String NULL_MX = "$ORIGIN example.com.\n@ MX 0 .\n";

  @Test
  void a_name_that_two_types_deny_is_not_found_and_nothing_else_is_said() {
    assertThat(judged("other.com. A 25.0.0.1\n!servfail example.com A\n"))
        .containsExactly("high domain-not-found");
  }

  @Test
  void a_domain_that_takes_and_sends_no_mail_needs_no_key() {
    assertThat(judged(NULL_MX + "@ TXT \"v=spf1 -all\"\n")).doesNotContain("high dkim-absent");
  }

  @Test
  void a_domain_that_takes_no_mail_but_may_send_some_needs_a_key() {
    assertThat(judged(NULL_MX + "@ TXT \"v=spf1 a:out.example.com -all\"\n"))
        .contains("high dkim-absent");
  }

  @Test
  void a_domain_that_takes_no_mail_is_not_told_that_no_key_was_found() {
    String zone = NULL_MX + "@ TXT \"v=spf1 a -all\"\nx._domainkey TXT \"x\"\n";
    assertThat(judged(zone)).doesNotContain("info dkim-not-found");
    assertThat(judged(zone.replace("MX 0 .", "MX 10 mx") + "mx A 25.0.0.1\n"))
        .contains("info dkim-not-found");
  }

  @Test
  void softfail_is_a_remark_only_when_an_enforced_policy_was_seen() {
    assertThat(judged(SOFTFAIL + ENFORCED)).contains("info spf-softfail-all");
    assertThat(judged(SOFTFAIL)).contains("low spf-softfail-all");
    assertThat(judged(SOFTFAIL + "!servfail _dmarc.example.com TXT\n"))
        .contains("low spf-softfail-all");
    assertThat(judged(SOFTFAIL + ENFORCED, Section.SPF)).containsExactly("low spf-softfail-all");
  }

  @Test
  void routing_is_judged_by_the_spf_record_also_when_spf_is_not_checked() {
    String parked = "$ORIGIN example.com.\n@ A 25.0.0.1\n@ TXT \"v=spf1 -all\"\n";
    assertThat(judged(parked, Section.MX)).containsExactly("info mx-implicit");
    Judgement judgement = judgement(parked, Set.of(Section.MX));
    assertThat(judgement.score().profile()).isEqualTo(Profile.NO_MAIL);
    Report report = report(parked, Set.of(Section.MX));
    assertThat(report.spf().state()).isEqualTo("unknown");
    assertThat(report.spfRecord()).isNull();
  }

  @Test
  void a_failing_mx_question_leaves_the_rest_as_it_is() {
    assertThat(judged(SOFTFAIL + ENFORCED + "!servfail example.com MX\n"))
        .contains("info check-inconclusive", "info spf-softfail-all")
        .noneMatch(finding -> finding.contains(" mx-"));
  }

  @Test
  void what_several_checks_could_not_see_is_one_finding_with_each_attempt_once() {
    assertThat(
            Judgement.merged(
                List.of(
                    inconclusive(Section.SPF, new Attempt("192.0.2.53", "timeout", 5)),
                    inconclusive(Section.GENERAL),
                    inconclusive(Section.DMARC, new Attempt("192.0.2.53", "timeout", 5)))))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.evidence())
                    .containsEntry("check", "spf, general, dmarc")
                    .containsEntry("step", "TXT example.com")
                    .containsEntry("attempts", "192.0.2.53: timeout (5 ms)"));
  }

  private static Finding inconclusive(Section check, Attempt... attempts) {
    return Finding.inconclusive(
        check,
        "example.com",
        new Observed.Unknown<>(Reason.TIMEOUT, "TXT example.com", List.of(attempts)));
  }

  private static List<String> judged(String zone, Section... checks) {
    Set<Section> chosen = checks.length == 0 ? DNS_SIDE : Set.of(checks);
    return judgement(zone, chosen).findings().stream()
        .filter(finding -> finding.type().section() != Section.REPUTATION)
        .map(JudgementTest::words)
        .toList();
  }

  private static String words(Finding finding) {
    assertThat(finding.subject()).isEqualTo("example.com");
    return finding.severity().id() + " " + finding.type().id();
  }

  private static Judgement judgement(String zone, Set<Section> checks) {
    ScanOptions options = options(checks);
    return Judgement.of(domain(), observe(zone, options), options);
  }

  private static Report report(String zone, Set<Section> checks) {
    ScanOptions options = options(checks);
    Scan.Observations seen = observe(zone, options);
    return ReportAssembly.report(
        domain(),
        Instant.EPOCH,
        Duration.ZERO,
        seen,
        Judgement.of(domain(), seen, options),
        options,
        Telling.of(FindingTexts.english()),
        new dev.mxray.net.guard.Tally());
  }

  private static ScanOptions options(Set<Section> checks) {
    return ScanOptions.defaults().withChecks(checks).withBlockLists(BlockLists::none);
  }

  private static Scan.Observations observe(String zone, ScanOptions options) {
    var dns =
        new ScanDns(domain(), new ZoneClient(zone), new CompletableFuture<>(), ScanListener.NONE);
    return new Scan(
            domain(),
            options,
            dns,
            TestLists.NONE,
            new MailClients(new NoMail(), new NoTrials(), new NoTrials(), new NoTrials()),
            new NoWeb(),
            new TlsProbe(() -> TrustAnchors.of(List.of()), Clock.systemUTC(), Runnable::run),
            TestTrust.NONE,
            ScanListener.NONE,
            LocalDate.of(2026, 11, 21),
            "mxray-random",
            new SharedFactors())
        .observe()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  private static Domain domain() {
    return Domain.parse("example.com");
  }
}
