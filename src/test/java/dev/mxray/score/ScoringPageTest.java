package dev.mxray.score;

import static dev.mxray.finding.FindingType.DKIM_NOT_FOUND;
import static dev.mxray.finding.FindingType.DMARC_POLICY_NONE;
import static dev.mxray.finding.FindingType.SPF_SOFTFAIL_ALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import dev.mxray.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page on the score says what the code does. */
class ScoringPageTest {

  private static final Path PAGE = Path.of("src/site/markdown/scoring.md");

  /** A table of the page, between {@code <!-- name -->} and {@code <!-- end -->}. */
  record Table(String name, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Table> tables() {
    return Stream.of(
        new Table("parts", parts()),
        new Table("severities", severities()),
        new Table("special", special()),
        new Table("listings", listings()),
        new Table("covered", covered()),
        new Table("grades", grades()),
        new Table("outcomes", outcomes()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tables")
  void table_of_the_page_equals_the_code(Table table) throws IOException {
    String page = Files.readString(PAGE);
    String start = "<!-- " + table.name() + " -->\n";
    assertThat(page).contains(start);
    int from = page.indexOf(start) + start.length();

    assertThat(page.substring(from, page.indexOf("<!-- end -->", from)))
        .as(
            "%s differs from ScoreTable; it should have below <!-- %s -->:%n%s",
            PAGE, table.name(), table.expected())
        .isEqualTo(table.expected());
  }

  @Test
  void the_example_of_the_page_is_right() {
    Score seen = Scans.dnsSide().with(SPF_SOFTFAIL_ALL, DMARC_POLICY_NONE).score();
    assertThat(List.of(seen.score(), seen.grade())).containsExactly(67, "C");
    assertThat(seen.sections().get(2).deductions().get(0).scoreWithout()).isEqualTo(97);

    Score unseen =
        Scans.dnsSide().with(SPF_SOFTFAIL_ALL, DMARC_POLICY_NONE, DKIM_NOT_FOUND).score();
    assertThat(List.of(unseen.score(), unseen.low(), unseen.high())).containsExactly(53, 37, 67);
    assertThat(unseen.coveragePct()).hasToString("70.1");
  }

  private static String parts() {
    return table(
        List.of("section", "maximum", "findings", "part", "points", "profile `no_mail`"),
        ScoreTable.PARTS.stream()
            .map(
                part ->
                    List.of(
                        part.section().id(),
                        ScoreTable.max(part.section()).toPlainString(),
                        findingSections(part.section()),
                        part.id().id(),
                        part.points().toPlainString(),
                        switch (part.noMail()) {
                          case APPLIES -> "applies";
                          case APPLIES_WITH_USABLE_KEY -> "applies when a usable key exists";
                          case DOES_NOT_APPLY -> "does not apply";
                        })));
  }

  private static String findingSections(ScoreSection section) {
    String ids =
        Arrays.stream(Section.values())
            .filter(candidate -> ScoreTable.sectionOf(candidate) == section)
            .map(Section::id)
            .collect(Collectors.joining(", "));
    return ids.isEmpty() ? "none yet" : ids;
  }

  private static String severities() {
    return table(
        List.of("severity", "share"),
        Arrays.stream(Severity.values())
            .map(severity -> List.of(severity.id(), ScoreTable.share(severity) + " %")));
  }

  private static String special() {
    return table(
        List.of("finding", "when", "share"),
        ScoreTable.SPECIAL_SHARES.stream()
            .map(
                special ->
                    List.of(
                        ids(special.types()),
                        switch (special.when()) {
                          case ALWAYS -> "always";
                          case NO_DMARC_POLICY -> "no DMARC policy results";
                          case USABLE_DKIM_KEY -> "another usable key exists";
                          case NO_TRANSPORT_POLICY ->
                              "neither an enforced MTA-STS policy nor matching DANE covers every exchange";
                        },
                        special.percent()
                            + " %"
                            + (special.when() == ScoreTable.When.USABLE_DKIM_KEY
                                ? ", once for all of them"
                                : ""))));
  }

  private static String listings() {
    return table(
        List.of("weight", "share"),
        Arrays.stream(Severity.values())
            .filter(ScoreTable.LISTING_SHARES::containsKey)
            .map(weight -> List.of(weight.id(), ScoreTable.LISTING_SHARES.get(weight) + " %")));
  }

  private static String covered() {
    return table(
        List.of("reported", "costs nothing beside it"),
        Stream.concat(
            ScoreTable.COVERS.stream()
                .map(cover -> List.of(ids(cover.by()), coveredTypes(cover.by(), cover.covered()))),
            ScoreTable.PORT_COVERS.stream()
                .map(
                    cover ->
                        List.of(
                            cover.by().id(),
                            "every type of section " + cover.covered().id() + " on that port"))));
  }

  private static String coveredTypes(Set<FindingType> by, Set<FindingType> covered) {
    if (covered.equals(by)) {
      return "the others of these";
    }
    Section section = covered.iterator().next().section();
    return covered.equals(typesOf(section))
        ? "every other type of section " + section.id()
        : ids(covered);
  }

  private static Set<FindingType> typesOf(Section section) {
    return Arrays.stream(FindingType.values())
        .filter(type -> type.section() == section)
        .collect(Collectors.toSet());
  }

  private static String grades() {
    return table(
        List.of("grade", "from"),
        ScoreTable.GRADES.stream().map(grade -> List.of(grade.letter(), "" + grade.from())));
  }

  private static String outcomes() {
    String failedBelow = ScoreTable.FAILED_BELOW_PCT + " %";
    Function<Outcome, String> seen =
        outcome ->
            switch (outcome) {
              case COMPLETE -> "100 %";
              case PARTIAL -> failedBelow + " to under 100 %";
              case FAILED -> "under " + failedBelow;
            };
    return table(
        List.of("outcome", "seen of it"),
        Arrays.stream(Outcome.values()).map(outcome -> List.of(outcome.id(), seen.apply(outcome))));
  }

  private static String ids(Collection<FindingType> types) {
    return types.stream()
        .map(FindingType::id)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }

  private static String table(List<String> head, Stream<List<String>> rows) {
    String rule = "|---".repeat(head.size()) + "|";
    return Stream.concat(Stream.of(row(head), rule), rows.map(ScoringPageTest::row))
        .collect(Collectors.joining("\n", "\n", "\n\n"));
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
