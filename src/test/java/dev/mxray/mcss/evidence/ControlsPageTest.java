package dev.mxray.mcss.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import dev.mxray.mcss.DecisionTable;
import dev.mxray.mcss.Effort;
import dev.mxray.mcss.Questions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What can decide each control, as controls.md says. With {@code MXRAY_WRITE_PAGES=1} in the
 * environment the test writes its part of the page.
 */
class ControlsPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/controls.md");
  private static final String START = "<!-- table -->\n";
  private static final String END = "<!-- end -->";

  private static final List<Control> CONTROLS = Catalogue.english().controls();
  private static final Set<String> ASSESSED = Assessors.all().keySet();
  private static final Questions QUESTIONS = Questions.in("en");

  @Test
  void no_control_is_without_an_assessor_or_a_question() {
    assertThat(CONTROLS)
        .hasSize(Catalogue.CONTROLS)
        .filteredOn(
            control ->
                !ASSESSED.contains(control.id())
                    && DecisionTable.passes(control).isEmpty()
                    && QUESTIONS.of(control).isEmpty())
        .isEmpty();
  }

  @Test
  void the_table_of_the_page_is_what_the_code_does() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(START) + START.length();
    int to = page.indexOf(END, from);
    if ("1".equals(System.getenv("MXRAY_WRITE_PAGES"))) {
      Files.writeString(PAGE, page.substring(0, from) + table() + page.substring(to));
      return;
    }

    assertThat(page.substring(from, to))
        .as("%s: run this test with MXRAY_WRITE_PAGES=1 to write it", PAGE)
        .isEqualTo(table());
  }

  private static String table() {
    long outside = count(control -> DecisionTable.passes(control).isPresent());
    long evidence = count(control -> ASSESSED.contains(control.id()));
    long both =
        count(
            control ->
                ASSESSED.contains(control.id()) && DecisionTable.passes(control).isPresent());
    long neither =
        count(
            control -> !ASSESSED.contains(control.id()) && DecisionTable.passes(control).isEmpty());
    String head =
        "\nOf %d controls the outside can decide %d, the evidence of a host %d, both of them %d; a question is left for %d alone. None has nothing.\n\n"
            .formatted(Catalogue.CONTROLS, outside, evidence, both, neither);
    Map<Boolean, String> mark = Map.of(true, "yes", false, "–");
    return CONTROLS.stream()
        .map(
            control ->
                "| %s | %s | %s | %s | %s | %s | %s |"
                    .formatted(
                        control.id(),
                        control.name(),
                        control.severity().id(),
                        Effort.of(control).id(),
                        mark.get(DecisionTable.passes(control).isPresent()),
                        ASSESSED.contains(control.id()) ? "`" + control.evidence() + "`" : "–",
                        mark.get(QUESTIONS.of(control).isPresent())))
        .collect(
            Collectors.joining(
                "\n",
                head
                    + "| control | passes when | severity | effort | outside | evidence | question |\n"
                    + "|---|---|---|---|---|---|---|\n",
                "\n\n"));
  }

  private static long count(java.util.function.Predicate<Control> predicate) {
    return CONTROLS.stream().filter(predicate).count();
  }
}
