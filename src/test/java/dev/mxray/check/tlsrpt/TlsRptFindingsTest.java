package dev.mxray.check.tlsrpt;

import static dev.mxray.finding.FindingType.CHECK_INCONCLUSIVE;
import static dev.mxray.finding.FindingType.TLS_RPT_MISSING;
import static dev.mxray.finding.FindingType.TLS_RPT_MULTIPLE_RECORDS;
import static dev.mxray.finding.FindingType.TLS_RPT_SYNTAX_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.ZoneClient;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsRptFindingsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "v=TLSRPTv1;rua=mailto:reports@example.com",
        "v=TLSRPTv1; rua=https://reporting.example.com/v1/tlsrpt",
        "v=TLSRPTv1; rua=mailto:a@example.com,https://example.net/tls;",
        "v=TLSRPTv1; rua=mailto:a@example.com , mailto:b@example.com",
        "v=TLSRPTv1; ext=1; rua=mailto:a@example.com; rua=nonsense",
        "v=TLSRPTv1; rua=mailto:a%2Bb@example.com?subject=x"
      })
  void valid_records_have_no_findings(String record) {
    assertThat(types("\"" + record.replace(";", "\\;") + "\"")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=TLSRPTv1;                                    | the field rua is missing           | 12",
        "v=TLSRPTv1; rua=                               | an empty destination               | 17",
        "v=TLSRPTv1; rua=mailto:                        | no mail address                    | 17",
        "v=TLSRPTv1; rua=mailto:a@b@c                   | no mail address                    | 17",
        "v=TLSRPTv1; rua=mailto:a%zz@example.com        | no mail address                    | 17",
        "v=TLSRPTv1; rua=http://example.com/            | reports go to mailto: or https: only | 17",
        "v=TLSRPTv1; rua=a@example.com                  | reports go to mailto: or https: only | 17",
        "v=TLSRPTv1; rua=https://192.0.2.1/             | no https URI                       | 17",
        "v=TLSRPTv1; rua=mailto:a@example.com!10m       | no mail address                    | 17",
        "v=TLSRPTv1; rua=mailto:a@example.com,,mailto:b@example.com | an empty destination   | 38",
        "v=TLSRPTv1; rua=mailto:a@example.com; x        | no '=' in a field                  | 39",
        "v=TLSRPTv1 ; rua=mailto:a@example.com | the record has to begin with exactly \"v=TLSRPTv1;\" | 1"
      })
  void faults_name_their_place(String record, String reason, int position) {
    assertThat(TlsRptRules.judge(observe("\"" + record.replace("\"", "") + "\"")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.type()).isEqualTo(TLS_RPT_SYNTAX_ERROR);
              assertThat(finding.evidence())
                  .containsEntry("reason", reason)
                  .containsEntry("position", String.valueOf(position));
            });
  }

  @Test
  void the_destinations_that_can_be_used_are_kept_beside_one_that_cannot() {
    TlsRptRecord record =
        TlsRptRecord.parse("v=TLSRPTv1; rua=ftp://x.example,mailto:a@example.com");
    assertThat(record.rua()).containsExactly("mailto:a@example.com");
    assertThat(record.faults()).hasSize(1);
  }

  @Test
  void no_record_several_records_and_an_unknown_one_are_told_apart() {
    assertThat(types("\"other\"")).containsExactly(TLS_RPT_MISSING);
    assertThat(types("\"v=TLSRPTv1; rua=mailto:a@b.example\"\n_smtp._tls TXT \"v=TLSRPTv1;\""))
        .containsExactly(TLS_RPT_MULTIPLE_RECORDS);
    assertThat(types("\"v=TLSRPTv1; rua=mailto:a@b.example\"\n_smtp._tls TXT \"v=TLSRPTv2;\""))
        .isEmpty();
    assertThat(types("x\n!servfail _smtp._tls.example.com TXT"))
        .containsExactly(CHECK_INCONCLUSIVE);
  }

  @Test
  void an_alias_is_followed() {
    var zone =
        """
        _smtp._tls.example.com. CNAME tls.hosting.example.
        tls.hosting.example. TXT "v=TLSRPTv1; rua=mailto:a@b.example"
        """;
    TlsRptObservation seen = TlsRptProbe.observe("example.com", new ZoneClient(zone)).join();
    assertThat(TlsRptRules.judge(seen)).isEmpty();
    assertThat(seen.aliases()).containsExactly("tls.hosting.example");
  }

  @Test
  void thousands_of_destinations_are_bounded() {
    TlsRptRecord record =
        TlsRptRecord.parse("v=TLSRPTv1; rua=" + "mailto:a@b.example,".repeat(3000));
    assertThat(record.rua()).hasSize(50);
    assertThat(record.faults()).hasSize(1);
  }

  private static List<FindingType> types(String record) {
    return TlsRptRules.judge(observe(record)).stream().map(Finding::type).toList();
  }

  private static TlsRptObservation observe(String record) {
    String zone = "$ORIGIN example.com.\n_smtp._tls TXT " + record + "\n";
    return TlsRptProbe.observe("example.com", new ZoneClient(zone)).join();
  }
}
