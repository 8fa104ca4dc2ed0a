package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CsvWriterTest {
  private static final String CONTRACT =
      "domain,scanned_at,security_score,grade,spf_status,spf_record,dkim_selectors_count,"
          + "dkim_selectors,dmarc_policy,dmarc_record,smtp_servers,smtp_status,"
          + "critical_findings,high_findings,medium_findings,low_findings,listed_addresses,"
          + "recommendations";

  private final CsvWriter csv = new CsvWriter();

  @Test
  void the_header_begins_as_the_contract_says() {
    assertThat(csv.header()).startsWith(CONTRACT + ",").endsWith("\r\n");
  }

  @Test
  void a_row_shows_the_report() throws IOException {
    Map<String, String> row = row(SampleReports.full());

    assertThat(row)
        .containsEntry("domain", "xn--bcher-kva.example")
        .containsEntry("scanned_at", "2026-11-20T12:00:00Z")
        .containsEntry("security_score", "42")
        .containsEntry("grade", "F")
        .containsEntry("spf_status", "invalid")
        .containsEntry("spf_record", "v=spf1 mx include:_spf.example.net ~all")
        .containsEntry("dkim_selectors_count", "2")
        .containsEntry("dkim_selectors", "s1; s2")
        .containsEntry("dmarc_policy", "quarantine")
        .containsEntry(
            "smtp_servers",
            "mx1.example.com; a-much-longer-exchange-name.mail.gone.example; mx3.example.com")
        .containsEntry("smtp_status", "partly_open")
        .containsEntry("critical_findings", "1")
        .containsEntry("high_findings", "1")
        .containsEntry("medium_findings", "2")
        .containsEntry("low_findings", "2")
        .containsEntry("info_findings", "2")
        .containsEntry("listed_addresses", "192.0.2.1")
        .containsEntry("listings", "192.0.2.1 on zen.spamhaus.org")
        .containsEntry("outcome", "partial")
        .containsEntry("score_low", "37")
        .containsEntry("score_high", "48")
        .containsEntry("coverage_pct", "89.3")
        .containsEntry("profile", "mail")
        .containsEntry("mx_status", "present")
        .containsEntry("tls_versions", "TLSv1.2; TLSv1.3")
        .containsEntry("certificate_days_left", "-20")
        .containsEntry("mcss_assessed", "5")
        .containsEntry("mcss_failed", "2")
        .containsEntry("mcss_compliance_pct", "50.0")
        .containsEntry("duration_ms", "412");
    assertThat(row.get("recommendations"))
        .startsWith("Remove include:_spf-gone.example.net")
        .contains(" | Remove t=y. | ");
  }

  @Test
  void what_is_not_there_is_an_empty_cell() throws IOException {
    assertThat(row(SampleReports.notFound()))
        .containsEntry("security_score", "")
        .containsEntry("grade", "")
        .containsEntry("spf_status", "unknown")
        .containsEntry("spf_record", "")
        .containsEntry("dkim_selectors", "")
        .containsEntry("smtp_servers", "")
        .containsEntry("smtp_status", "unknown")
        .containsEntry("listed_addresses", "")
        .containsEntry("certificate_days_left", "")
        .containsEntry("mcss_compliance_pct", "");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "present, true, valid",
        "present, false, invalid",
        "present, null, unknown",
        "absent, null, missing",
        "unknown, null, unknown"
      })
  void spf_has_four_words(String state, Boolean valid, String word) {
    assertThat(
            CsvRow.spfStatus(
                new SpfPart(
                    state, List.of(), valid, null, null, null, null, List.of(), null, null, null)))
        .isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({
    "'25 open', open",
    "'25 open,465 refused,587 timeout', open",
    "'25 open,25 timeout', partly_open",
    "'25 timeout,25 rejected,465 open', unreachable",
    "'25 not_probed,25 blocked', unknown",
    "'25 open,25 not_probed', open",
    "'', unknown"
  })
  void smtp_status_is_that_of_port_25(String servers, String word) {
    List<ServerPart> parts =
        java.util.Arrays.stream(servers.split(","))
            .filter(text -> !text.isEmpty())
            .map(text -> text.split(" "))
            .map(text -> SampleParts.silent("h", "a", Integer.parseInt(text[0]), text[1]))
            .toList();

    assertThat(CsvRow.smtpStatus(parts)).isEqualTo(word);
  }

  @Test
  void several_reports_are_rows_under_one_header() throws IOException {
    String text = csv.text(List.of(SampleReports.full(), SampleReports.notFound()));

    assertThat(text.split("\r\n", -1)).hasSize(4);
    assertThat(rows(text)).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("dev.mxray.report.HostileTexts#all")
  void hostile_text_is_data(String text) throws IOException {
    assertSound(HostileReports.valid(text));
    assertSound(HostileReports.of(text));
  }

  @Test
  void any_text_makes_one_sound_row() throws IOException {
    var random = new Random(13);
    for (int i = 0; i < 1_500; i++) {
      assertSound(HostileReports.of(HostileTexts.random(random)));
    }
  }

  @Test
  void a_formula_is_preceded_by_an_apostrophe() throws IOException {
    assertThat(row(HostileReports.valid("=1+1"))).containsEntry("spf_record", "'=1+1");
    assertThat(row(HostileReports.valid("-1"))).containsEntry("dkim_selectors", "'-1");
    assertThat(row(HostileReports.valid("a=1"))).containsEntry("spf_record", "a=1");
  }

  @Test
  void a_cell_is_cut_before_spreadsheets_cut_it() throws IOException {
    assertThat(row(HostileReports.valid("\u0001".repeat(20_000))).get("spf_record"))
        .hasSizeLessThan(32_767)
        .startsWith("\\x01\\x01")
        .contains(" more characters)");
  }

  private void assertSound(Report report) throws IOException {
    String text = csv.text(List.of(report));
    assertThat(text.split("\r\n", -1)).hasSize(3);
    assertThat(text.replace("\r\n", "").codePoints().filter(c -> !Printable.isVisible(c)).toArray())
        .isEmpty();
    assertThat(rows(text)).hasSize(2).allMatch(cells -> cells.length == CsvRow.COLUMNS.size());
    for (String cell : rows(text).get(1)) {
      assertThat(cell.isEmpty() ? ' ' : cell.charAt(0)).isNotIn('=', '+', '@', '\uff1d');
      assertThat(cell).doesNotMatch("-(?![0-9]+$).*");
    }
  }

  private Map<String, String> row(Report report) throws IOException {
    List<String[]> rows = rows(csv.text(List.of(report)));
    return IntStream.range(0, rows.get(0).length)
        .boxed()
        .collect(Collectors.toMap(i -> rows.get(0)[i], i -> rows.get(1)[i]));
  }

  private static List<String[]> rows(String text) throws IOException {
    try (MappingIterator<String[]> rows =
        new CsvMapper()
            .readerFor(String[].class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .readValues(text)) {
      return rows.readAll();
    }
  }
}
