package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MarkdownWriterTest {
  private final MarkdownWriter writer = new MarkdownWriter();

  @Test
  void a_comment_begins_with_the_score_and_names_the_findings() {
    assertThat(writer.text(SampleReports.full()))
        .startsWith("## bücher.example: 42 of 100, grade F\n\n")
        .contains("| ❗ high | ")
        .contains("`spf-include-missing`")
        .contains("What to do, by points gained");
    assertThat(writer.text(SampleReports.blind())).startsWith("## gone.example: no score\n");
  }

  @Test
  void what_is_known_or_suppressed_is_counted_only() {
    Report report = SampleReports.full();
    Report known =
        report.withFindings(
            report.findings().stream().map(one -> one.marked(FindingPart.KNOWN, null)).toList());

    assertThat(writer.text(known))
        .contains("No finding of severity low or worse")
        .contains(report.findings().size() + " known or suppressed")
        .doesNotContain("| ❗");
  }

  @Test
  void text_has_no_meaning() {
    assertThat(Markdown.text("**a** [b](http://c.test) <i> @team #12 www.x.test `d` | e"))
        .isEqualTo(
            "\\*\\*a\\*\\* \\[b\\](http:<!-- -->//c.test) &lt;i&gt; @<!-- -->team \\#<!-- -->12"
                + " www.<!-- -->x.test \\`d\\` \\| e");
    assertThat(Markdown.text("- a")).isEqualTo("\\- a");
    assertThat(Markdown.text("1. a")).isEqualTo("1\\. a");
    assertThat(Markdown.code("a``b|c")).isEqualTo("``` a``b\\|c ```");
    assertThat(Markdown.block("a\n```\nb")).isEqualTo("````text\na\n```\nb\n````\n");
  }

  @ParameterizedTest
  @MethodSource("dev.mxray.report.HostileTexts#all")
  void hostile_text_is_data(String text) {
    for (Report report : List.of(HostileReports.of(text), HostileReports.valid(text))) {
      String document = writer.text(report);
      assertThat(document.codePoints().filter(c -> c != '\n' && !Printable.isVisible(c)).count())
          .isZero();
      assertThat(document.replaceAll("`[^`]*`", "")).doesNotContain("<script").doesNotContain("](");
    }
  }
}
