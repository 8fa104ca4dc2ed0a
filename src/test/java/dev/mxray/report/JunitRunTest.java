package dev.mxray.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.finding.Severity;
import dev.mxray.text.Wording;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JunitRunTest {
  @Test
  void a_domain_is_a_suite_and_a_check_is_a_case() throws Exception {
    Element suite = suites(Severity.LOW, SampleReports.full(), SampleReports.blind()).get(0);

    assertThat(suite.getAttribute("name")).isEqualTo("xn--bcher-kva.example");
    assertThat(cases(suite))
        .extracting(one -> one.getAttribute("name"))
        .startsWith("MX", "SPF", "DKIM", "DMARC", "MTA-STS");
    assertThat(suite.getAttribute("tests")).isEqualTo(String.valueOf(cases(suite).size()));
  }

  @Test
  void findings_fail_their_check_from_the_gate_s_severity_on() throws Exception {
    assertThat(outcome(Severity.LOW, "SPF")).isEqualTo("failure");
    assertThat(outcome(Severity.LOW, "BIMI")).isEqualTo("passed");
    assertThat(outcome(Severity.CRITICAL, "SPF")).isEqualTo("passed");
  }

  @Test
  void a_check_that_could_not_be_made_is_skipped_with_the_reason() throws Exception {
    Element blind = suites(Severity.LOW, SampleReports.blind()).get(0);

    assertThat(cases(blind)).allMatch(one -> child(one, "skipped") != null);
    assertThat(requireNonNull(child(cases(blind).get(0), "skipped")).getAttribute("message"))
        .isEqualTo("not seen: gone.example: no answer in time");
    assertThat(blind.getAttribute("skipped")).isEqualTo(blind.getAttribute("tests"));
  }

  @Test
  void what_is_known_or_suppressed_fails_nothing() throws Exception {
    Report report = SampleReports.full();
    Report known =
        report.withFindings(
            report.findings().stream().map(one -> one.marked(FindingPart.KNOWN, null)).toList());

    assertThat(suites(Severity.LOW, known).get(0).getAttribute("failures")).isEqualTo("0");
    assertThat(suites(Severity.LOW, report).get(0).getAttribute("failures")).isNotEqualTo("0");
  }

  @ParameterizedTest
  @MethodSource("dev.mxray.report.HostileTexts#all")
  void hostile_text_is_data(String text) throws Exception {
    assertThat(suites(Severity.LOW, HostileReports.of(text), HostileReports.valid(text)))
        .hasSize(2);
  }

  private static String outcome(Severity failing, String check) throws Exception {
    Element found =
        cases(suites(failing, SampleReports.full()).get(0)).stream()
            .filter(one -> one.getAttribute("name").equals(check))
            .findFirst()
            .orElseThrow();
    return child(found, "failure") != null
        ? "failure"
        : child(found, "skipped") != null ? "skipped" : "passed";
  }

  private static List<Element> suites(Severity failing, Report... reports) throws Exception {
    var run = new JunitRun(failing, Wording.ENGLISH);
    for (Report report : reports) {
      run.add(report);
    }
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(run.text())));
    return children(document.getDocumentElement(), "testsuite");
  }

  private static List<Element> cases(Element suite) {
    return children(suite, "testcase");
  }

  private static @Nullable Element child(Element parent, String name) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? null : found.get(0);
  }

  private static List<Element> children(Element parent, String name) {
    var found = new ArrayList<Element>();
    var nodes = parent.getElementsByTagName(name);
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add((Element) nodes.item(i));
    }
    return found;
  }
}
