package dev.mxray.mcss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page on the controls says what the code does. */
class McssPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/mcss.md");
  private static final Catalogue CATALOGUE = Catalogue.english();

  /** A table of the page, between {@code <!-- name -->} and {@code <!-- end -->}. */
  record Table(String name, String expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Table> tables() {
    return Stream.of(
        new Table("decided", decided(CATALOGUE.controls())),
        new Table("extensions", decided(CATALOGUE.extensions())),
        new Table("vectors", vectors()));
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
            "%s differs from the code; it should have below <!-- %s -->:%n%s",
            PAGE, table.name(), table.expected())
        .isEqualTo(table.expected());
  }

  @Test
  void the_page_says_how_many_controls_the_outside_decides() throws IOException {
    long decided =
        CATALOGUE.controls().stream()
            .filter(control -> DecisionTable.row(control).isPresent())
            .count();

    assertThat(Files.readString(PAGE)).contains("decides " + decided + " of the 169 controls");
  }

  private static String decided(List<Control> controls) {
    return table(
        List.of("control", "name", "passes when", "pass", "failure", "findings"),
        controls.stream()
            .flatMap(
                control ->
                    DecisionTable.row(control).stream()
                        .map(
                            row ->
                                List.of(
                                    control.id(),
                                    control.name(),
                                    row.passes().toString(),
                                    words(row.whenPassed()),
                                    words(row.whenFailed()),
                                    row.findings().isEmpty()
                                        ? "–"
                                        : String.join(", ", row.findings())))));
  }

  private static String words(@Nullable Strength strength) {
    return strength == null ? "–" : strength.id();
  }

  private static String vectors() {
    return table(
        List.of("control", "severity", "vector", "base score", "rating"),
        CATALOGUE.extensions().stream()
            .map(
                control ->
                    List.of(
                        control.id(),
                        control.severity().id(),
                        "`" + control.vector() + "`",
                        control.scores().baseScore().toPlainString(),
                        control.scores().rating().id())));
  }

  private static String table(List<String> head, Stream<List<String>> rows) {
    String rule = "|---".repeat(head.size()) + "|";
    return Stream.concat(Stream.of(row(head), rule), rows.map(McssPageTest::row))
        .collect(Collectors.joining("\n", "\n", "\n\n"));
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
