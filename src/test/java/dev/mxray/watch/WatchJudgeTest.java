package dev.mxray.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.FindingType;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import dev.mxray.report.ReputationPart;
import dev.mxray.report.SampleReports;
import dev.mxray.store.AddressReport;
import dev.mxray.store.Profile;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** When a watch tells of something, and when it does not. */
class WatchJudgeTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final JsonWriter JSON = new JsonWriter();

  private final WatchJudge judge = new WatchJudge(type -> 2);
  private Optional<WatchState> state = Optional.empty();
  private int minute;

  private List<Change> address(String... states) {
    var answers = new ArrayList<ReputationPart>();
    for (int i = 0; i < states.length; i++) {
      boolean listed = states[i].equals("listed");
      answers.add(
          new ReputationPart(
              "192.0.2.1",
              "bl" + i + ".test",
              states[i],
              listed ? List.of("127.0.0.2") : List.of(),
              listed ? "spam" : null,
              null,
              null,
              "ip",
              listed ? "high" : null));
    }
    Instant now = NOW.plusSeconds(60L * minute++);
    var report = new AddressReport("1.0", "192.0.2.1", now.toString(), 5, answers);
    return taken(judge.judge(state, report, now));
  }

  private List<Change> domain(Report report) {
    Instant now = NOW.plusSeconds(60L * minute++);
    return taken(judge.judge(state, report, Profile.FULL, now));
  }

  private List<Change> reputation(Report report) {
    Instant now = NOW.plusSeconds(60L * minute++);
    return taken(judge.judge(state, report, Profile.REPUTATION, now));
  }

  private List<Change> taken(WatchJudge.Verdict verdict) {
    // As it is kept between the runs of two processes.
    state = Optional.of(WatchState.of(verdict.state().text()));
    return verdict.changes();
  }

  private static Report changed(Consumer<ObjectNode> change) {
    ObjectNode tree = WatchState.tree(JSON.line(SampleReports.full()));
    change.accept(tree);
    try {
      return JSON.read(tree.toString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> types(List<Change> changes) {
    return changes.stream().map(Change::type).toList();
  }

  @Test
  void a_listing_is_told_once_when_it_was_seen_twice() {
    assertThat(address("clean")).isEmpty();
    assertThat(address("listed")).isEmpty();
    assertThat(address("listed"))
        .singleElement()
        .satisfies(change -> assertThat(change.type()).isEqualTo("listed"))
        .satisfies(change -> assertThat(change.since()).isEqualTo(NOW.plusSeconds(60)))
        .satisfies(change -> assertThat(change.severity()).isEqualTo("high"));
    assertThat(address("listed")).isEmpty();
    assertThat(address("listed")).isEmpty();
  }

  @Test
  void what_is_listed_at_the_beginning_is_told_too() {
    assertThat(address("listed")).isEmpty();
    assertThat(types(address("listed"))).containsExactly("listed");
  }

  @Test
  void a_listing_that_was_seen_only_once_is_not_told() {
    address("clean");
    address("listed");
    assertThat(address("clean")).isEmpty();
    assertThat(address("listed")).isEmpty();
    assertThat(address("clean")).isEmpty();
  }

  @Test
  void unknown_neither_tells_nor_takes_back_nor_confirms() {
    address("clean");
    assertThat(address("unknown")).isEmpty();
    assertThat(address("unknown")).isEmpty();
    assertThat(address("listed")).isEmpty();
    assertThat(address("unknown")).isEmpty();
    assertThat(types(address("listed"))).containsExactly("listed");
    for (int i = 0; i < 5; i++) {
      assertThat(address(i % 2 == 0 ? "unknown" : "list_broken")).isEmpty();
    }
    assertThat(address("listed")).isEmpty();
  }

  @Test
  void a_delisting_says_for_how_long_it_was() {
    address("clean");
    address("listed");
    address("listed");
    address("clean");
    assertThat(address("clean"))
        .singleElement()
        .satisfies(change -> assertThat(change.type()).isEqualTo("delisted"))
        .satisfies(change -> assertThat(change.durationSeconds()).isEqualTo(120))
        .satisfies(change -> assertThat(change.text()).endsWith("(after 2 min)"));
    assertThat(address("clean")).isEmpty();
  }

  @Test
  void lists_are_counted_apart() {
    address("clean", "clean");
    address("listed", "clean");
    assertThat(address("listed", "listed")).extracting(Change::what).containsExactly("bl0.test");
    assertThat(address("listed", "listed")).extracting(Change::what).containsExactly("bl1.test");
  }

  @Test
  void the_first_look_at_a_domain_tells_of_no_finding() {
    assertThat(types(domain(SampleReports.full()))).isEmpty();
    assertThat(types(domain(SampleReports.full()))).doesNotContain("finding_appeared");
    assertThat(domain(SampleReports.full())).isEmpty();
  }

  @Test
  void a_record_that_changed_is_told_with_both_values() {
    Report before = SampleReports.full();
    Report after =
        changed(
            tree -> {
              ObjectNode spf = (ObjectNode) tree.get("spf");
              spf.putArray("records").add("v=spf1 -all");
              tree.put("spf_record", "v=spf1 -all");
            });
    domain(before);
    domain(before);
    assertThat(domain(after)).isEmpty();
    assertThat(domain(after))
        .singleElement()
        .satisfies(change -> assertThat(change.type()).isEqualTo("record_changed"))
        .satisfies(change -> assertThat(change.what()).isEqualTo("spf"))
        .satisfies(change -> assertThat(change.before()).contains("v=spf1 mx include:"))
        .satisfies(change -> assertThat(change.after()).isEqualTo("v=spf1 -all"));
    assertThat(domain(after)).isEmpty();
    // And back.
    domain(before);
    assertThat(domain(before)).extracting(Change::after).first().asString().contains("include:");
  }

  @Test
  void a_finding_that_appears_and_goes_is_told_twice() {
    Report without = changed(tree -> findings(tree, "spf-", true));
    Report with = SampleReports.full();
    domain(without);
    domain(without);
    domain(with);
    List<Change> appeared = domain(with);
    assertThat(types(appeared)).isNotEmpty().containsOnly("finding_appeared");
    domain(without);
    assertThat(types(domain(without))).hasSameSizeAs(appeared).containsOnly("finding_resolved");
  }

  private static void findings(ObjectNode tree, String prefix, boolean remove) {
    var findings = (ArrayNode) tree.get("findings");
    for (var all = findings.elements(); all.hasNext(); ) {
      if (all.next().path("id").asText().startsWith(prefix) == remove) {
        all.remove();
      }
    }
  }

  @Test
  void a_look_that_saw_nothing_changes_nothing() {
    domain(SampleReports.full());
    domain(SampleReports.full());
    ObjectNode tree = WatchState.tree(JSON.line(SampleReports.blind()));
    tree.put("domain", SampleReports.full().domain());
    Report blind;
    try {
      blind = JSON.read(tree.toString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < 4; i++) {
      assertThat(domain(blind)).isEmpty();
    }
    assertThat(domain(SampleReports.full())).isEmpty();
    assertThat(domain(SampleReports.full())).isEmpty();
  }

  @Test
  void a_listing_waits_while_it_is_not_known_whose_addresses_to_ask_about() {
    Report before = changed(tree -> tree.putArray("reputation"));
    Report listed = SampleReports.full();
    Report withoutExchanges =
        changed(
            tree -> {
              tree.putArray("reputation");
              tree.putObject("mx").put("state", "unknown").putArray("hosts");
            });

    reputation(before);
    assertThat(reputation(listed)).isEmpty();
    assertThat(reputation(withoutExchanges)).isEmpty();
    assertThat(types(reputation(listed))).contains("listed");
  }

  @Test
  void a_watch_that_began_blind_tells_of_nothing_it_then_sees_first() {
    ObjectNode tree = WatchState.tree(JSON.line(SampleReports.blind()));
    tree.put("domain", SampleReports.full().domain());
    try {
      domain(JSON.read(tree.toString()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    domain(SampleReports.full());
    assertThat(types(domain(SampleReports.full()))).isSubsetOf("listed");
    assertThat(domain(SampleReports.full())).isEmpty();
  }

  @Test
  void a_score_that_moved_is_told_in_one_direction_whatever_its_steps() {
    domain(SampleReports.full());
    domain(SampleReports.full());
    assertThat(domain(changed(tree -> tree.put("security_score", 40)))).isEmpty();
    assertThat(domain(changed(tree -> tree.put("security_score", 39))))
        .singleElement()
        .satisfies(change -> assertThat(change.type()).isEqualTo("score_moved"))
        .satisfies(change -> assertThat(change.before()).isEqualTo("42"))
        .satisfies(change -> assertThat(change.after()).isEqualTo("39"));
    assertThat(domain(changed(tree -> tree.put("security_score", 39)))).isEmpty();
  }

  @Test
  void a_new_certificate_is_told_as_renewed() {
    domain(SampleReports.full());
    domain(SampleReports.full());
    Consumer<ObjectNode> renew =
        tree -> {
          for (var server : tree.get("smtp_servers")) {
            if (server.path("tls").path("certificate") instanceof ObjectNode certificate) {
              certificate.put("sha256", "ab".repeat(32));
              certificate.put("not_after", "2099-01-01T00:00:00Z");
            }
          }
        };
    assertThat(domain(changed(renew))).isEmpty();
    assertThat(types(domain(changed(renew)))).isNotEmpty().containsOnly("certificate_renewed");
    assertThat(domain(changed(renew))).isEmpty();
  }

  /** Kept, and read again by the process that tells of it. */
  private static List<String> told(String language, List<Change> changes) throws IOException {
    var alert = new Alert("1.0", "id", "example.com", "domain", "full", NOW, null, null, changes);
    Alert kept = JSON.read(JSON.line(alert), Alert.class);
    return new ChangeWords(language).alert(kept).changes().stream().map(Change::text).toList();
  }

  @Test
  void a_change_is_told_in_the_language_of_whoever_tells_it() throws IOException {
    address("clean");
    address("listed");
    List<Change> listed = address("listed");
    assertThat(told("en", listed)).containsExactly("192.0.2.1 is listed by bl0.test: spam");
    assertThat(told("it", listed))
        .containsExactly("192.0.2.1 è presente nella lista bl0.test: spam");
    address("clean");
    assertThat(told("it", address("clean")))
        .containsExactly("192.0.2.1 non è più presente nella lista bl0.test: spam (dopo 2 min)");

    state = Optional.empty();
    domain(SampleReports.full());
    domain(SampleReports.full());
    domain(changed(tree -> tree.put("security_score", 40)));
    List<Change> score = domain(changed(tree -> tree.put("security_score", 39)));
    assertThat(told("it", score))
        .singleElement()
        .asString()
        .matches(".*: il punteggio è sceso da 42 \\(.*\\) a 39 \\(.*\\)");
    assertThat(told("en", score)).isEqualTo(score.stream().map(Change::text).toList());
  }

  @Test
  void a_finding_is_told_in_a_language_that_its_report_was_not_in() throws IOException {
    domain(changed(tree -> findings(tree, "spf-", true)));
    domain(changed(tree -> findings(tree, "spf-", true)));
    domain(SampleReports.full());
    List<Change> appeared = domain(SampleReports.full());

    assertThat(appeared).isNotEmpty();
    List<String> italian = told("it", appeared);
    for (int i = 0; i < appeared.size(); i++) {
      Change change = appeared.get(i);
      assertThat(change.text())
          .startsWith(change.subject() + ": " + title("en", change))
          .endsWith(" (" + change.severity() + ")");
      assertThat(italian.get(i)).startsWith(change.subject() + ": " + title("it", change));
    }
  }

  /** As far as the first value in it. */
  private static String title(String language, Change change) {
    FindingType type = FindingType.of(change.what()).orElseThrow();
    return new FindingTexts(language).of(type).title().replaceAll("\\{.*", "");
  }

  @Test
  void what_an_older_version_kept_is_told_in_its_words() throws IOException {
    String old =
        """
        {"schema_version":"1.0","id":"i","subject":"192.0.2.1","kind":"address",
         "profile":"reputation","scanned_at":"2026-11-21T12:00:00Z","score":null,"grade":null,
         "changes":[{"type":"listed","severity":"high","subject":"192.0.2.1","what":"bl.test",
         "text":"192.0.2.1 is listed by bl.test: SBL","before":"clean","after":"listed",
         "since":"2026-11-21T11:59:00Z","duration_seconds":null}]}
        """;
    assertThat(told("it", JSON.read(old, Alert.class).changes()))
        .containsExactly("192.0.2.1 is listed by bl.test: SBL");
  }
}
