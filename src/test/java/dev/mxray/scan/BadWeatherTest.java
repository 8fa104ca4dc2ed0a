package dev.mxray.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.reputation.BlockLists;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.lab.LabBehaviour;
import dev.mxray.lab.LabBehaviour.Way;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.Zones;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.ResolverSpec;
import dev.mxray.net.guard.Routes;
import dev.mxray.report.FindingPart;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import dev.mxray.report.ReportAssert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scans through resolvers and zones that do harm: each ends in time, says what it could not see,
 * and calls nothing missing that it did not see missing.
 */
class BadWeatherTest {
  private static final Set<Section> DNS_SIDE =
      Set.of(Section.MX, Section.SPF, Section.DKIM, Section.DMARC, Section.REPUTATION);

  private static final Duration TIMEOUT = Duration.ofMillis(1200);

  /** What architecture.md promises to ask at most for one domain. */
  private static final int MAX_QUESTIONS = 1245;

  private static final String GOOD =
      """
      example.com.         MX  10 mx.example.com.
      example.com.         TXT "v=spf1 mx -all"
      mx.example.com.      A   25.1.2.3
      mx.example.com.      AAAA 2600::1
      _dmarc.example.com.  TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"
      default._domainkey.example.com. TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
      """;

  /** A port on which nobody listens: no system hands it out. */
  private static final String NOBODY = "127.0.0.1:1";

  private final List<AutoCloseable> open = new ArrayList<>();
  private long elapsedMillis;

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private LabDns resolver(String zone, LabBehaviour behaviour) {
    LabDns dns = LabDns.start(Zones.parse(zone), behaviour, 0);
    open.add(dns);
    return dns;
  }

  private Scanner scanner(Duration timeout, Duration deadline, String... resolvers) {
    Scanner scanner =
        Scanner.builder()
            .trustAnchors(LabDns.trustAnchors())
            .resolvers(List.of(resolvers).stream().map(ResolverSpec::parse).toList())
            .timeout(timeout)
            .options(
                ScanOptions.defaults()
                    .withDeadline(deadline)
                    .withChecks(DNS_SIDE)
                    .withBlockLists(BlockLists::none))
            .route(Routes.nowhere())
            .build();
    open.add(scanner);
    return scanner;
  }

  private Report scan(String... resolvers) {
    return report(scanner(TIMEOUT, TIMEOUT.multipliedBy(4), resolvers));
  }

  private Report scan(String zone, LabBehaviour behaviour) {
    return scan(resolver(zone, behaviour).spec());
  }

  private Report report(Scanner scanner) {
    long started = System.nanoTime();
    Report report =
        scanner
            .scan(Domain.parse("example.com"))
            .toCompletableFuture()
            .orTimeout(20, TimeUnit.SECONDS)
            .join();
    elapsedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    ReportAssert.valid(report);
    return report;
  }

  private static List<String> ids(Report report) {
    return report.findings().stream().map(FindingPart::id).toList();
  }

  private static String reasons(Report report) {
    return report.findings().stream()
        .filter(finding -> finding.id().equals("check-inconclusive"))
        .map(finding -> String.valueOf(finding.evidence().get("reason")))
        .collect(Collectors.joining("; "));
  }

  private static void sawNothing(Report report) {
    assertThat(report.outcome()).isEqualTo("failed");
    assertThat(report.securityScore()).isNull();
    assertThat(report.mx().state()).isEqualTo("unknown");
    assertThat(report.spf().state()).isEqualTo("unknown");
    assertThat(report.dkim().state()).isEqualTo("unknown");
    assertThat(report.dmarc().state()).isEqualTo("unknown");
    assertThat(ids(report)).containsOnly("check-inconclusive");
  }

  private static void sawGood(Report report) {
    assertThat(report.outcome()).isEqualTo("complete");
    assertThat(report.mx().state()).isEqualTo("present");
    assertThat(report.spf().all()).isEqualTo("fail");
    assertThat(report.dmarcPolicy()).isEqualTo("reject");
    assertThat(ids(report)).doesNotContain("check-inconclusive");
  }

  @Test
  void where_nobody_listens_nothing_is_known_and_that_is_known_at_once() {
    Report report = scan(NOBODY, "127.0.0.2:1");

    sawNothing(report);
    assertThat(reasons(report)).isEqualTo("the network could not be used");
    assertThat(elapsedMillis).isLessThan(TIMEOUT.toMillis());
  }

  @Test
  void silent_resolvers_end_the_scan_within_the_timeout_of_one_question() {
    Report report =
        scan(resolver(GOOD, Way.SILENT).spec(), resolver(GOOD, Way.SILENT).spec(), NOBODY);

    sawNothing(report);
    assertThat(reasons(report)).isEqualTo("no answer in time");
    assertThat(elapsedMillis).isLessThan(TIMEOUT.toMillis() + 600);
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {
        "SERVFAIL",
        "REFUSED",
        "WRONG_ID",
        "WRONG_QUESTION",
        "GARBAGE",
        "TRUNCATED_TCP_CLOSED",
        "TRUNCATED_TCP_REFUSED"
      })
  void a_resolver_of_no_use_is_never_believed(Way way) {
    sawNothing(scan(GOOD, way));
    assertThat(elapsedMillis).isLessThan(TIMEOUT.toMillis() + 600);
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {
        "SILENT",
        "SERVFAIL",
        "REFUSED",
        "WRONG_ID",
        "WRONG_QUESTION",
        "GARBAGE",
        "TRUNCATED_TCP_CLOSED",
        "TRUNCATED_TCP_REFUSED"
      })
  void one_good_resolver_behind_a_bad_one_is_enough(Way way) {
    sawGood(scan(resolver(GOOD, way).spec(), NOBODY, resolver(GOOD, Way.PLAIN).spec()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"TRUNCATED", "FORMERR_TO_EDNS"})
  void a_resolver_with_a_weakness_tells_the_truth_all_the_same(Way way) {
    sawGood(scan(GOOD, way));
  }

  @Test
  void where_half_of_all_datagrams_are_lost_some_is_seen_and_nothing_is_called_missing() {
    Report report = scan(GOOD, Way.EVERY_SECOND_LOST);

    assertThat(ids(report))
        .contains("check-inconclusive")
        .doesNotContain(
            "domain-not-found",
            "mx-none",
            "mx-implicit",
            "mx-target-unresolvable",
            "spf-missing",
            "dkim-absent",
            "dmarc-missing");
  }

  @Test
  void the_right_answer_is_found_in_a_flood_of_wrong_ones() {
    sawGood(scan(GOOD, new LabBehaviour.Flood(50, /* thenRight= */ true)));
  }

  @Test
  void a_flood_of_wrong_answers_alone_says_nothing() {
    sawNothing(scan(GOOD, new LabBehaviour.Flood(50, /* thenRight= */ false)));
  }

  @Test
  void an_answer_that_some_resolvers_fail_to_give_comes_from_another() {
    LabDns broken = resolver(GOOD + "!servfail _dmarc.example.com *\n", Way.PLAIN);

    sawGood(scan(broken.spec(), resolver(GOOD, Way.PLAIN).spec()));
  }

  @Test
  void a_record_that_no_resolver_can_tell_is_unknown_beside_what_was_seen() {
    String zone = GOOD + "!servfail _dmarc.example.com *\n!timeout example.com TXT\n";
    Report report = scan(zone, Way.PLAIN);

    assertThat(report.mx().state()).isEqualTo("present");
    assertThat(report.spf().state()).isEqualTo("unknown");
    assertThat(report.dmarc().state()).isEqualTo("unknown");
    assertThat(ids(report))
        .contains("check-inconclusive")
        .doesNotContain("spf-missing", "dmarc-missing", "domain-not-found");
  }

  @Test
  void a_text_in_many_strings_is_one_text() {
    String spf = "v=spf1 ip4:25.1.2.3 ip4:25.1.2.4 include:spf.example.com -all";
    String strings =
        spf.chars().mapToObj(c -> "\"" + (char) c + "\"").collect(Collectors.joining(" "));
    Report report =
        scan(
            GOOD.replace("\"v=spf1 mx -all\"", strings)
                + "spf.example.com. TXT \"v=spf1\" \" ip4:25.1\" \".2.5 -all\"\n",
            Way.PLAIN);

    assertThat(report.spfRecord()).isEqualTo(spf);
    assertThat(report.spf().valid()).isTrue();
    assertThat(report.spf().authorizedIpv4()).isEqualTo(3);
  }

  @Test
  void sixty_kilobytes_of_text_come_over_tcp() {
    String filler =
        IntStream.range(0, 240)
            .mapToObj(i -> "example.com. TXT \"%04d%s\"%n".formatted(i, "x".repeat(236)))
            .collect(Collectors.joining());
    LabDns dns = resolver(GOOD + filler, Way.PLAIN);
    Report report = scan(dns.spec());

    sawGood(report);
    assertThat(dns.overTcp()).isPositive();
    assertThat(ids(report)).contains("dns-answer-large");
  }

  @Test
  void one_text_of_sixty_kilobytes_is_read_and_judged() {
    String strings = ("\"" + " ip4:25.1.2.3".repeat(19) + "\" ").repeat(240);
    Report report =
        scan(GOOD.replace("\"v=spf1 mx -all\"", "\"v=spf1\" " + strings + "\" -all\""), Way.PLAIN);

    assertThat(report.spfRecord()).hasSizeGreaterThan(59_000);
    assertThat(ids(report)).contains("spf-record-long", "spf-duplicate-term");
    assertThat(report.spf().authorizedIpv4()).isEqualTo(1);
  }

  @Test
  void an_alias_loop_at_the_domain_is_an_answer_that_cannot_be_used() {
    Report report =
        scanZone("example.com. CNAME www.example.com.\nwww.example.com. CNAME example.com.\n");

    assertThat(report.mx().state()).isEqualTo("unknown");
    assertThat(report.spf().state()).isEqualTo("unknown");
    assertThat(reasons(report)).contains("the answer could not be used");
    assertThat(ids(report))
        .doesNotContain("mx-none", "spf-missing", "dkim-absent", "domain-not-found");
  }

  private Report scanZone(String zone) {
    return scan(zone, Way.PLAIN);
  }

  @Test
  void alias_loops_at_dmarc_and_at_selectors_leave_the_rest_to_be_seen() {
    Report report =
        scanZone(
            """
            example.com.         MX  10 mx.example.com.
            example.com.         TXT "v=spf1 mx -all"
            mx.example.com.      A   25.1.2.3
            _dmarc.example.com.  CNAME _dmarc.example.com.
            default._domainkey.example.com.   CNAME selector1._domainkey.example.com.
            selector1._domainkey.example.com. CNAME default._domainkey.example.com.
            """);

    assertThat(report.spf().state()).isEqualTo("present");
    assertThat(report.dmarc().state()).isEqualTo("unknown");
    assertThat(report.dkimSelectorsFound()).isEmpty();
    assertThat(ids(report))
        .contains("check-inconclusive")
        .doesNotContain("dmarc-missing", "dkim-absent", "dkim-dangling-cname");
    assertThat(reasons(report)).contains("the answer could not be used");
  }

  @Test
  void an_alias_chain_without_end_is_given_up() {
    String chain =
        IntStream.range(0, 100)
            .mapToObj(i -> "a%d.example.com. CNAME a%d.example.com.%n".formatted(i, i + 1))
            .collect(Collectors.joining());
    LabDns dns =
        resolver(
            GOOD.replace("10 mx.", "10 a0.") + chain + "a100.example.com. A 25.9.9.9\n", Way.PLAIN);
    Report report = scan(dns.spec());

    assertThat(report.mx().hosts().get(0).addresses()).isEmpty();
    assertThat(ids(report))
        .contains("check-inconclusive")
        .doesNotContain("mx-target-unresolvable", "mx-target-unregistered");
    assertThat(dns.total()).isLessThanOrEqualTo(MAX_QUESTIONS);
  }

  @Test
  void of_three_hundred_exchanges_a_hundred_are_looked_up_and_the_others_are_not_seen() {
    String exchanges =
        IntStream.range(0, 300)
            .mapToObj(
                i ->
                    "example.com. MX %d m%d.example.com.%nm%d.example.com. A 25.2.%d.%d%n"
                        .formatted(i, i, i, i / 200, i % 200 + 1))
            .collect(Collectors.joining());
    LabDns dns = resolver(GOOD + exchanges, Way.PLAIN);
    Report report = scan(dns.spec());

    assertThat(report.mx().hosts()).hasSize(301);
    assertThat(report.mx().hosts().stream().filter(host -> !host.addresses().isEmpty()))
        .hasSize(100);
    assertThat(ids(report))
        .contains("check-inconclusive", "spf-mx-limit")
        .doesNotContain("mx-target-unresolvable", "mx-target-unregistered");
    assertThat(reasons(report)).contains("the scan's limit of questions was reached");
    assertThat(dns.total()).isLessThanOrEqualTo(MAX_QUESTIONS);
  }

  @Test
  void an_include_fan_out_is_asked_no_further_than_the_documented_total() {
    var zone = new StringBuilder(GOOD.replace("v=spf1 mx -all", record("")));
    for (int i = 0; i < 10; i++) {
      zone.append(included("i" + i));
      for (int j = 0; j < 10; j++) {
        zone.append(included("i" + j + ".i" + i));
        for (int k = 0; k < 10; k++) {
          zone.append("i%d.i%d.i%d.example.com. TXT \"v=spf1 a mx -all\"%n".formatted(k, j, i));
        }
      }
    }
    LabDns dns = resolver(zone.toString(), Way.PLAIN);
    Report report = scan(dns.spec());

    assertThat(dns.total()).isLessThanOrEqualTo(MAX_QUESTIONS);
    assertThat(report.spf().valid()).isFalse();
    assertThat(report.spf().lookups()).isGreaterThan(10);
    assertThat(ids(report))
        .contains("spf-too-many-lookups", "check-inconclusive")
        .doesNotContain("spf-include-missing", "spf-missing");
    assertThat(report.dmarcPolicy()).isEqualTo("reject");
  }

  private static String record(String below) {
    return IntStream.range(0, 10)
        .mapToObj(i -> "include:i" + i + below + ".example.com")
        .collect(Collectors.joining(" ", "v=spf1 ", " -all"));
  }

  private static String included(String name) {
    String text = record("." + name);
    return "%s.example.com. TXT \"%s\" \"%s\"%n"
        .formatted(name, text.substring(0, 200), text.substring(200));
  }

  @Test
  void a_chain_of_four_hundred_includes_is_cut_and_told() {
    String chain =
        IntStream.range(0, 400)
            .mapToObj(
                i ->
                    "c%d.example.com. TXT \"v=spf1 include:c%d.example.com -all\"%n"
                        .formatted(i, i + 1))
            .collect(Collectors.joining());
    Report report = scanZone(GOOD.replace("v=spf1 mx", "v=spf1 include:c0.example.com") + chain);

    assertThat(ids(report)).contains("spf-too-many-lookups").doesNotContain("spf-include-missing");
  }

  static List<String> hostileNames() {
    return List.of(
        "example.com. TXT \"v=spf1 include:\\000\\255.example.com a:\\\" mx:%{d} -all\"\n",
        "example.com. MX 10 \\000\\027[31m.example.com.\n",
        "example.com. TXT \"v=spf1 include:example.com redirect=example.com\"\n",
        "_dmarc.example.com. TXT \"v=DMARC1; p=\\027[31mreject; rua=mailto:%00@[::1]\"\n",
        "example.com. MX 0 .\nexample.com. MX 10 localhost.\nexample.com. MX 10 1.2.3.4.\n",
        "selector1._domainkey.example.com. TXT \"v=DKIM1; k=rsa; p=" + "A".repeat(190) + "\"\n");
  }

  @ParameterizedTest
  @MethodSource("hostileNames")
  void hostile_records_are_reported_and_never_obeyed(String zone) {
    Report report = scanZone(GOOD + zone);

    assertThat(report.mx().state()).isEqualTo("present");
    assertThat(new JsonWriter().pretty(report)).doesNotContain("\u001b").doesNotContain("\u0000");
  }

  @Test
  void at_the_deadline_the_report_comes_with_what_was_seen() {
    // Answers come in the first round trip; what depends on them would come after the deadline.
    LabDns dns =
        resolver(
            GOOD.replace("v=spf1 mx", "v=spf1 include:a.example.com")
                + "a.example.com. TXT \"v=spf1 include:b.example.com -all\"\n"
                + "b.example.com. TXT \"v=spf1 -all\"\n",
            new LabBehaviour.Slow(Duration.ofMillis(700)));
    Report report = report(scanner(Duration.ofSeconds(10), Duration.ofSeconds(1), dns.spec()));

    assertThat(elapsedMillis).isBetween(950L, 1600L);
    assertThat(report.mx().state()).isEqualTo("present");
    assertThat(report.spf().state()).isEqualTo("present");
    assertThat(report.mx().hosts().get(0).addresses()).isEmpty();
    assertThat(ids(report))
        .contains("check-inconclusive")
        .doesNotContain(
            "mx-target-unresolvable", "spf-include-missing", "dkim-absent", "dmarc-missing");
    assertThat(reasons(report)).contains("the scan's deadline came first");
  }

  @Test
  void a_deadline_before_the_first_answer_leaves_everything_unknown() {
    LabDns dns = resolver(GOOD, new LabBehaviour.Slow(Duration.ofSeconds(5)));
    Report report = report(scanner(Duration.ofSeconds(10), Duration.ofMillis(300), dns.spec()));

    sawNothing(report);
    assertThat(elapsedMillis).isLessThan(1000);
  }

  @Test
  void an_interrupted_scan_concludes_with_what_is_known() throws Exception {
    LabDns dns = resolver(GOOD + "!timeout _dmarc.example.com *\n", Way.PLAIN);
    Scanner scanner = scanner(Duration.ofSeconds(20), Duration.ofMinutes(1), dns.spec());
    CompletableFuture<Report> scan =
        scanner.scan(Domain.parse("example.com")).toCompletableFuture();
    while (dns.count(new Question("mx.example.com", RecordType.AAAA)) == 0) {
      Thread.sleep(10);
    }
    Thread.sleep(300);

    scanner.interrupt();
    Report report = scan.get(1, TimeUnit.SECONDS);

    assertThat(report.mx().hosts().get(0).addresses()).contains("25.1.2.3");
    assertThat(report.spf().all()).isEqualTo("fail");
    assertThat(report.dmarc().state()).isEqualTo("unknown");
    assertThat(ids(report)).doesNotContain("dmarc-missing");
    assertThat(reasons(report)).contains("the scan was interrupted");
  }

  @Test
  void a_scan_that_is_started_after_the_interruption_ends_at_once() {
    Scanner scanner =
        scanner(Duration.ofSeconds(20), Duration.ofMinutes(1), resolver(GOOD, Way.SILENT).spec());
    scanner.interrupt();

    sawNothing(report(scanner));
    assertThat(elapsedMillis).isLessThan(500);
  }

  @Test
  void closing_the_scanner_ends_its_scans() throws Exception {
    Scanner scanner =
        scanner(Duration.ofSeconds(20), Duration.ofMinutes(1), resolver(GOOD, Way.SILENT).spec());
    CompletableFuture<Report> scan =
        scanner.scan(Domain.parse("example.com")).toCompletableFuture();

    scanner.close();

    sawNothing(scan.get(1, TimeUnit.SECONDS));
  }
}
