package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code --baseline}, {@code --suppressions}, {@code mxray diff} and {@code mxray badge}. */
class BaselineTest {
  @RegisterExtension static final ScanLab lab = new ScanLab();
  private static Path spoofable;
  private static Path none;

  @TempDir private Path directory;

  @BeforeAll
  static void start(@TempDir Path shared) throws IOException {
    spoofable = shared.resolve("spoofable.json");
    Files.writeString(spoofable, lab.scan("spoofable.test", "--json").out());
    none = shared.resolve("none.json");
    Files.writeString(none, lab.scan("none.test", "--json").out());
  }

  private static Run gated(String... more) {
    var arguments = new ArrayList<>(List.of("spoofable.test"));
    arguments.addAll(List.of("--fail-under", "0", "--fail-on", "low"));
    arguments.addAll(List.of(more));
    return lab.scan(arguments.toArray(String[]::new));
  }

  @Test
  void findings_of_the_baseline_fail_nothing_and_are_marked() {
    Run run = gated("--baseline", spoofable.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("known: in the baseline too");
    assertThat(gated().code()).isEqualTo(1);
  }

  @Test
  void the_score_gate_stays() {
    assertThat(lab.scan("spoofable.test", "--baseline", spoofable.toString()).code()).isEqualTo(1);
  }

  @Test
  void a_domain_that_is_not_in_the_baseline_is_new_and_that_is_said() {
    Run run = gated("--baseline", none.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("spoofable.test: is not in the baseline: all of its findings are new");
  }

  @Test
  void a_suppressed_finding_fails_nothing_and_says_why() throws IOException {
    Run run =
        lab.scan(
            "spoofable.test",
            "--fail-under",
            "0",
            "--fail-on",
            "critical",
            "--suppressions",
            suppressions("2999-12-31").toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("suppressed until 2999-12-31: we know");
  }

  @Test
  void an_expired_suppression_comes_back_and_is_said() throws IOException {
    Run run =
        lab.scan(
            "spoofable.test",
            "--fail-under",
            "0",
            "--fail-on",
            "critical",
            "--suppressions",
            suppressions("2020-01-01").toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("yaml:2: the suppression of spf-pass-all at spoofable.test expired on 2020-01-01")
        .contains("findings of severity critical or worse: ");
  }

  private Path suppressions(String expires) throws IOException {
    var text = new StringBuilder("suppressions:\n");
    for (String id : new String[] {"spf-pass-all", "dmarc-missing"}) {
      text.append("  - {id: " + id + ", subject: spoofable.test, reason: we know, expires: ")
          .append(expires)
          .append("}\n");
    }
    return Files.writeString(directory.resolve("s.yaml"), text);
  }

  @Test
  void diff_says_what_changed() throws IOException {
    Path fixed = directory.resolve("new.json");
    Files.writeString(fixed, Files.readString(none).replace("none.test", "spoofable.test"));

    Run text = Run.of("diff", spoofable.toString(), fixed.toString());
    assertThat(text.code()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("Findings that are gone")
        .contains("critical spf-pass-all at spoofable.test")
        .contains("spf spoofable.test")
        .contains("v=spf1 +all → v=spf1 mx -all");
    assertThat(Run.of("diff", "--json", spoofable.toString(), fixed.toString()).out())
        .contains("\"kind\": \"gone\"")
        .contains("\"old_score\": ");
    assertThat(Run.of("diff", "--format", "markdown", spoofable.toString(), fixed.toString()).out())
        .startsWith("## spoofable.test: what changed")
        .contains("**gone:** ");
  }

  @Test
  void diff_of_a_report_with_itself_says_that_nothing_changed() {
    assertThat(Run.of("diff", none.toString(), none.toString()).out())
        .contains("Nothing else is known to have changed.");
  }

  @Test
  void files_that_cannot_be_compared_are_wrong_usage() throws IOException {
    Path broken = Files.writeString(directory.resolve("broken.json"), "{\n\"a\": }");

    assertThat(Run.of("diff", spoofable.toString(), none.toString()).err())
        .startsWith("mxray: the two files tell of different domains");
    assertThat(Run.of("diff", "/nonexistent", none.toString()).err())
        .startsWith("mxray: '/nonexistent' cannot be read");
    Run run = Run.of("diff", broken.toString(), none.toString());
    assertThat(run.err()).startsWith("mxray: " + broken + ": not JSON: line 2");
    assertThat(run.code()).isEqualTo(2);
    assertThat(Run.of("diff", none.toString(), none.toString(), "--format", "pdf").code())
        .isEqualTo(2);
  }

  @Test
  void badge_is_in_the_language() throws IOException {
    assertThat(Run.of("badge", "--lang", "it", spoofable.toString()).out())
        .contains("aria-label=\"sicurezza della posta: F ");
  }

  @Test
  void badge_shows_the_grade() throws IOException {
    assertThat(Run.of("badge", spoofable.toString()).out())
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .contains("aria-label=\"mail security: F ")
        .endsWith("</svg>\n");
    Path both =
        Files.writeString(
            directory.resolve("both"), Files.readString(none) + Files.readString(spoofable));
    assertThat(Run.of("badge", both.toString()).code()).isEqualTo(2);
    assertThat(Run.of("badge", "/nonexistent").code()).isEqualTo(2);
  }
}
