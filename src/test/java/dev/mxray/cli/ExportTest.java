package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mxray.report.SchemaAssert;
import dev.mxray.report.XsdAssert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The files and documents that {@code mxray scan} writes. */
class ExportTest {
  private static final List<String> ALL =
      List.of(
          "parked.test.csv",
          "parked.test.html",
          "parked.test.json",
          "parked.test.junit.xml",
          "parked.test.md",
          "parked.test.sarif",
          "parked.test.xml");

  @RegisterExtension static final ScanLab lab = new ScanLab();

  @TempDir private Path directory;

  private static Run scan(String... arguments) {
    return lab.scan(arguments);
  }

  @Test
  void an_export_is_a_whole_valid_file_and_replaces_the_old_one() throws IOException {
    Files.writeString(directory.resolve("pre-parked.test.json"), "old");

    Run run =
        scan(
            "parked.test",
            "--export-json",
            "--no-console",
            "--filename-prefix",
            "pre-",
            "--output-dir",
            directory.toString());

    assertThat(run.out()).isEmpty();
    assertThat(ScanLab.read(Files.readString(directory.resolve("pre-parked.test.json"))).domain())
        .isEqualTo("parked.test");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void export_all_writes_whole_valid_files() throws IOException {
    Run run = scan("parked.test", "--export-all", "--output-dir", directory.toString());

    assertThat(run.out()).contains("parked.test");
    assertThat(files()).containsExactlyElementsOf(ALL);
    SchemaAssert.valid(Files.readString(directory.resolve("parked.test.json")));
    XsdAssert.valid(Files.readString(directory.resolve("parked.test.xml")));
    assertThat(Files.readString(directory.resolve("parked.test.csv")))
        .startsWith("domain,scanned_at,security_score,grade,spf_status,")
        .containsPattern("\r\nparked\\.test,[^,]+,100,A,valid,v=spf1 -all,0,,reject,");
    assertThat(Files.readString(directory.resolve("parked.test.html")))
        .startsWith("<!DOCTYPE html>")
        .contains("Score 100 of 100, grade A");
    assertThat(Files.readString(directory.resolve("parked.test.md")))
        .startsWith("## parked.test: 100 of 100, grade A");
    assertThat(Files.readString(directory.resolve("parked.test.sarif")))
        .contains("\"version\": \"2.1.0\"");
    assertThat(Files.readString(directory.resolve("parked.test.junit.xml")))
        .contains("<testsuite name=\"parked.test\"");
  }

  @Test
  void several_domains_share_one_table() throws IOException {
    scan(
        "parked.test",
        "none.test",
        "--export-csv",
        "--export-xml",
        "--no-console",
        "--filename-prefix",
        "2026-",
        "--output-dir",
        directory.toString());

    assertThat(files())
        .containsExactly("2026-none.test.xml", "2026-parked.test.xml", "2026-summary.csv");
    assertThat(Files.readString(directory.resolve("2026-summary.csv")).split("\r\n"))
        .hasSize(3)
        .satisfies(lines -> assertThat(lines[1]).startsWith("parked.test,"))
        .satisfies(lines -> assertThat(lines[2]).startsWith("none.test,"));
  }

  @Test
  void several_domains_share_one_sarif_and_one_junit_file() throws IOException {
    scan(
        "parked.test",
        "none.test",
        "--export-sarif",
        "--export-junit",
        "--export-markdown",
        "--no-console",
        "--output-dir",
        directory.toString());

    assertThat(files())
        .containsExactly("none.test.md", "parked.test.md", "summary.junit.xml", "summary.sarif");
    assertThat(Files.readString(directory.resolve("summary.junit.xml")))
        .contains("<testsuite name=\"parked.test\"")
        .contains("<testsuite name=\"none.test\"");
  }

  @Test
  void standard_output_gets_every_form() {
    assertThat(scan("parked.test", "--format", "html").out()).startsWith("<!DOCTYPE html>");
    assertThat(scan("parked.test", "--format", "sarif").out()).startsWith("{");
    assertThat(scan("parked.test", "none.test", "--format", "junit").out())
        .startsWith("<?xml")
        .containsOnlyOnce("<testsuites");
    assertThat(scan("parked.test", "none.test", "--format", "markdown").out())
        .contains("## parked.test: ")
        .contains("\n\n## none.test: ");
    assertThat(scan("parked.test", "none.test", "--format", "html").err())
        .startsWith("mxray: --format html is for one domain");
  }

  @Test
  void one_domain_given_twice_is_one_domain() throws IOException {
    scan("parked.test", "PARKED.test", "--export-csv", "--output-dir", directory.toString());

    assertThat(files()).containsExactly("parked.test.csv");
  }

  @Test
  void standard_output_gets_a_table_of_all_domains() {
    assertThat(scan("parked.test", "none.test", "--format", "csv").out().split("\r\n"))
        .hasSize(3)
        .satisfies(lines -> assertThat(lines[0]).startsWith("domain,"));
  }

  @Test
  void standard_output_gets_one_xml_document() {
    XsdAssert.valid(scan("parked.test", "--format", "xml").out());
  }

  @Test
  void xml_of_several_domains_is_refused_with_what_to_do_instead() {
    Run run = scan("parked.test", "none.test", "--format", "xml");

    assertThat(run.err())
        .startsWith("mxray: --format xml is for one domain")
        .contains("--export-xml");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_written_is_said_and_the_others_are_there() throws IOException {
    Files.createDirectory(directory.resolve("parked.test.xml"));
    Files.writeString(directory.resolve("parked.test.xml/inside"), "");

    Run run = scan("parked.test", "--export-all", "--output-dir", directory.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("mxray: cannot write ").contains("parked.test.xml");
    assertThat(files()).containsExactlyElementsOf(ALL);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
