package dev.mxray.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import dev.mxray.report.FindingPart;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import dev.mxray.report.ReputationPart;
import dev.mxray.report.SchemaAssert;
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

/**
 * Lists that are silent, list the world, refuse or answer nonsense, through the whole scanner: the
 * scan ends in time, and no address is called listed or clean by a list that does not work.
 */
class ReputationWeatherTest {
  private static final String MAIL =
      """
      example.com.            MX  10 mx.example.com.
      example.com.            TXT "v=spf1 mx ip4:25.1.2.9 -all"
      mx.example.com.         A   25.1.2.3
      3.2.1.25.in-addr.arpa.  PTR mx.example.com.
      9.2.1.25.in-addr.arpa.  PTR out.example.com.
      out.example.com.        A   25.1.2.9
      _dmarc.example.com.     TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"
      default._domainkey.example.com. TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
      """;

  private static final String WORKS = "2.0.0.127.works.example. A 127.0.0.2\n";
  private static final String LISTED = "3.2.1.25.works.example. A 127.0.0.2\n";

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

  private static BlockLists lists(String... zones) {
    var text = new StringBuilder("lists:\n");
    for (String zone : zones) {
      text.append("- {zone: " + zone + ".example, kinds: [ip4]}\n");
    }
    return BlockLists.parse("test", text.toString());
  }

  private Scanner scanner(BlockLists lists, LabDns... resolvers) {
    Scanner scanner =
        Scanner.builder()
            .trustAnchors(LabDns.trustAnchors())
            .resolvers(
                List.of(resolvers).stream().map(one -> ResolverSpec.parse(one.spec())).toList())
            .timeout(Duration.ofMillis(1500))
            .options(
                ScanOptions.defaults()
                    .withChecks(
                        Set.of(
                            Section.MX,
                            Section.SPF,
                            Section.DKIM,
                            Section.DMARC,
                            Section.REPUTATION))
                    .withBlockLists(() -> lists))
            .build();
    open.add(0, scanner);
    return scanner;
  }

  private Report scan(Scanner scanner) {
    long started = System.nanoTime();
    Report report =
        scanner
            .scan(Domain.parse("example.com"))
            .toCompletableFuture()
            .orTimeout(20, TimeUnit.SECONDS)
            .join();
    elapsedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    SchemaAssert.valid(new JsonWriter().pretty(report));
    return report;
  }

  private static List<String> states(Report report) {
    return report.reputation().stream().map(ReputationPart::state).distinct().toList();
  }

  private static List<String> about(Report report, String subject) {
    return report.findings().stream()
        .filter(finding -> finding.subject().equals(subject))
        .map(FindingPart::id)
        .toList();
  }

  @Test
  void where_every_list_works_all_is_seen() {
    Report report = scan(scanner(lists("works"), resolver(MAIL + WORKS + LISTED, Way.PLAIN)));

    assertThat(report.outcome()).isEqualTo("complete");
    assertThat(report.reputation())
        .extracting(ReputationPart::subject, ReputationPart::state)
        .containsExactly(tuple("25.1.2.3", "listed"), tuple("25.1.2.9", "clean"));
    assertThat(about(report, "25.1.2.3")).containsExactly("dnsbl-listed");
  }

  @Test
  void a_silent_list_ends_with_its_question_and_leaves_the_others() {
    String silent = "!timeout 2.0.0.127.silent.example A\n!timeout *.0.0.127.silent.example A\n";
    Report report =
        scan(scanner(lists("silent", "works"), resolver(MAIL + WORKS + silent, Way.PLAIN)));

    assertThat(elapsedMillis).isLessThan(3000);
    assertThat(about(report, "silent.example")).containsExactly("check-inconclusive");
    assertThat(about(report, "works.example")).isEmpty();
    assertThat(report.outcome()).isEqualTo("partial");
    assertThat(report.reputation())
        .extracting(ReputationPart::list, ReputationPart::state)
        .contains(tuple("silent.example", "unknown"), tuple("works.example", "clean"));
  }

  @Test
  void a_list_of_the_whole_world_lists_nothing() {
    Report report =
        scan(scanner(lists("world"), resolver(MAIL + "*.world.example. A 127.0.0.2\n", Way.PLAIN)));

    assertThat(states(report)).containsExactly("list_broken");
    assertThat(about(report, "world.example")).containsExactly("dnsbl-list-broken");
    assertThat(about(report, "25.1.2.3")).isEmpty();
  }

  @Test
  void answers_outside_the_loopback_network_are_no_listing() {
    Report report =
        scan(
            scanner(lists("parked"), resolver(MAIL + "*.parked.example. A 25.9.9.9\n", Way.PLAIN)));

    assertThat(states(report)).containsExactly("list_broken");
    assertThat(about(report, "parked.example")).containsExactly("dnsbl-list-broken");
  }

  @Test
  void a_list_that_answers_one_resolver_only_is_asked_through_that_one() {
    LabDns refused = resolver(MAIL + "*.works.example. A 127.255.255.254\n", Way.PLAIN);
    LabDns welcome = resolver(MAIL + WORKS + LISTED, Way.PLAIN);
    Report report = scan(scanner(lists("works"), refused, welcome));

    assertThat(states(report)).containsExactly("listed", "clean");
    assertThat(about(report, "works.example")).isEmpty();
    assertThat(welcome.count(new Question("2.0.0.127.works.example", RecordType.A))).isEqualTo(1);
    assertThat(welcome.count(new Question("1.0.0.127.works.example", RecordType.A))).isEqualTo(1);
  }

  @Test
  void a_list_that_refuses_every_resolver_is_neither_listed_nor_clean() {
    LabDns one = resolver(MAIL + "*.works.example. A 127.255.255.254\n", Way.PLAIN);
    LabDns two = resolver(MAIL + "*.works.example. A 127.255.255.255\n", Way.PLAIN);
    Report report = scan(scanner(lists("works"), one, two));

    assertThat(states(report)).containsExactly("unknown");
    assertThat(about(report, "works.example")).containsExactly("dnsbl-list-refused");
    assertThat(report.findings())
        .filteredOn(finding -> finding.id().equals("dnsbl-list-refused"))
        .allSatisfy(
            finding ->
                assertThat(finding.evidence().get("resolvers"))
                    .isEqualTo(one.spec() + ", " + two.spec()));
  }

  @Test
  void a_resolver_that_is_dead_does_not_hold_up_the_lists() {
    LabDns dead = resolver(MAIL, Way.SILENT);
    LabDns alive = resolver(MAIL + WORKS + LISTED, Way.PLAIN);
    Report report = scan(scanner(lists("works"), dead, alive));

    assertThat(states(report)).containsExactly("listed", "clean");
    assertThat(elapsedMillis).isLessThan(4000);
  }

  @Test
  void where_nobody_answers_that_is_said_once() {
    Report report = scan(scanner(lists("a", "b", "c"), resolver(MAIL, Way.SILENT)));

    assertThat(report.findings()).extracting(FindingPart::id).containsOnly("check-inconclusive");
    assertThat(report.outcome()).isEqualTo("failed");
  }

  @Test
  void many_domains_share_one_test_of_each_list() {
    LabDns dns = resolver(MAIL + WORKS, Way.PLAIN);
    Scanner scanner = scanner(lists("works"), dns);
    List<CompletableFuture<Report>> scans =
        IntStream.range(0, 8)
            .mapToObj(i -> scanner.scan(Domain.parse("example.com")).toCompletableFuture())
            .toList();
    scans.forEach(scan -> scan.orTimeout(20, TimeUnit.SECONDS).join());

    assertThat(dns.count(new Question("2.0.0.127.works.example", RecordType.A))).isEqualTo(1);
    assertThat(dns.count(new Question("3.2.1.25.works.example", RecordType.A))).isEqualTo(1);
    assertThat(scans).allSatisfy(scan -> assertThat(states(scan.join())).containsExactly("clean"));
  }

  @Test
  void fifty_lists_and_fifty_addresses_stay_within_the_documented_number_of_questions() {
    String[] names = IntStream.range(0, 50).mapToObj(i -> "l" + i).toArray(String[]::new);
    String zone =
        IntStream.range(0, 40)
                .mapToObj(i -> "mx.example.com. A 25.2.0.%d\n".formatted(i + 1))
                .collect(Collectors.joining())
            + IntStream.range(0, 50)
                .mapToObj(i -> "2.0.0.127.l%d.example. A 127.0.0.2\n".formatted(i))
                .collect(Collectors.joining());
    LabDns dns = resolver(MAIL + zone, Way.PLAIN);
    Report report = scan(scanner(lists(names), dns));

    assertThat(dns.total()).isLessThanOrEqualTo(3273 + 2 * 50);
    assertThat(states(report)).containsExactlyInAnyOrder("clean", "unknown");
    assertThat(report.reputation()).hasSize(33 * 50);
    assertThat(report.findings())
        .filteredOn(finding -> finding.id().equals("check-inconclusive"))
        .extracting(FindingPart::subject)
        .containsExactly("example.com");
  }
}
