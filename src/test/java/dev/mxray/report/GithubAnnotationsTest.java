package dev.mxray.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.finding.Severity;
import dev.mxray.score.Gate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GithubAnnotationsTest {
  private static final Gate HIGH = new Gate(0, /* strict= */ false, Severity.HIGH);

  /** What the runner takes for a command: the kind, the properties, the message. */
  private static final Pattern COMMAND = Pattern.compile("::(error|warning|notice) ([^:]*)::(.*)");

  @Test
  void the_first_line_tells_the_score_and_is_an_error_when_it_fails_the_gate() {
    Report report = SampleReports.full();
    int score = requireNonNull(report.securityScore());

    assertThat(lines(new Gate(score + 1, /* strict= */ false, null), report).get(0))
        .startsWith(
            "::error title="
                + report.domain()
                + "%3A "
                + score
                + " of 100%2C grade "
                + report.grade())
        .contains("the score, " + score + ", is below " + (score + 1));
    assertThat(lines(new Gate(score, /* strict= */ false, null), report).get(0))
        .startsWith("::notice ");
  }

  @Test
  void findings_that_fail_the_gate_are_errors_and_others_warnings() {
    assertThat(lines(HIGH, with("critical", "info", "high", "low")))
        .extracting(line -> line.substring(2, line.indexOf(' ')))
        .containsExactly("error", "error", "error", "warning");
  }

  @Test
  void without_such_a_gate_no_finding_is_an_error() {
    assertThat(lines(new Gate(0, /* strict= */ false, null), with("critical")))
        .extracting(line -> line.substring(2, line.indexOf(' ')))
        .containsExactly("notice", "warning");
  }

  @Test
  void what_is_known_or_suppressed_has_no_annotation() {
    Report report = with("high");
    Report known =
        report.withFindings(
            report.findings().stream().map(one -> one.marked(FindingPart.KNOWN, null)).toList());

    assertThat(lines(HIGH, known)).hasSize(1).allMatch(line -> line.startsWith("::notice"));
  }

  @Test
  void a_scan_that_was_not_completed_is_an_error() {
    assertThat(lines(HIGH, SampleReports.blind()).get(0))
        .startsWith("::error title=gone.example%3A the scan could not be completed::");
  }

  @ParameterizedTest
  @MethodSource("dev.mxray.report.HostileTexts#all")
  void text_of_strangers_begins_no_command_and_ends_no_property(String hostile) {
    FindingPart finding =
        finding("high", hostile + "::error::,title=x%0A##[error]\n::stop-commands::x");
    List<String> lines = lines(HIGH, SampleReports.full().withFindings(List.of(finding)));

    assertThat(lines).hasSize(2);
    Matcher command = COMMAND.matcher(lines.get(1));
    assertThat(command.matches()).isTrue();
    assertThat(command.group(2)).startsWith("title=").doesNotContain(",");
    assertThat(command.group(3)).doesNotContainPattern("%(?!25|0A)");
  }

  private static List<String> lines(Gate gate, Report report) {
    String text = new GithubAnnotations(gate, Texts.console()).text(report);
    assertThat(text).endsWith("\n");
    return List.of(text.substring(0, text.length() - 1).split("\n", -1));
  }

  private static Report with(String... severities) {
    return SampleReports.full()
        .withFindings(
            List.of(severities).stream().map(severity -> finding(severity, "a title")).toList());
  }

  private static FindingPart finding(String severity, String text) {
    return new FindingPart(
        "spf-pass-all",
        severity,
        "spf",
        "SPF",
        text,
        text,
        text,
        text,
        Map.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
