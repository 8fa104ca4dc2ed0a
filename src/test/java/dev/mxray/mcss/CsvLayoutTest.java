package dev.mxray.mcss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are those that the framework's own tools read. */
class CsvLayoutTest {
  private static final List<Control> CONTROLS = Catalogue.english().controls();

  /** The files of the framework, by the names that its tools look for. */
  private static final List<String> FILES =
      List.of(
          "mcss_antispam_spamassassin.csv",
          "mcss_antivirus_clamav.csv",
          "mcss_authentication_sasl.csv",
          "mcss_email-auth_opendkim.csv",
          "mcss_email-auth_opendmarc.csv",
          "mcss_email-auth_spf.csv",
          "mcss_firewall_iptables.csv",
          "mcss_logging_syslog.csv",
          "mcss_mac_selinux.csv",
          "mcss_mda_cyrus.csv",
          "mcss_mda_dovecot.csv",
          "mcss_mta_exim.csv",
          "mcss_mta_postfix.csv",
          "mcss_patching_packages.csv",
          "mcss_protection_fail2ban.csv",
          "mcss_rate-limiting_policy.csv",
          "mcss_rfc2142_aliases.csv",
          "mcss_storage_filesystem.csv",
          "mcss_timestamp_config.csv",
          "mcss_tls_certificates.csv");

  @Test
  void master_file_has_the_columns_and_the_order_of_the_framework() {
    List<String> lines = CsvLayout.master(CONTROLS).lines().toList();

    assertThat(lines).hasSize(170);
    assertThat(lines.get(0))
        .isEqualTo("control_id,area,component,evidence_file,severity,EV,AC,AR,PR,UI,VC,VI,VA,RC");
    assertThat(lines.get(1))
        .isEqualTo(
            "ANTISPAM-001,Antispam,SpamAssassin,antispam/*/service_status.txt,High,"
                + "N,L,N,N,N,N,L,L,S");
    assertThat(lines.subList(1, 170)).isSorted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "it"})
  void localised_files_are_one_for_each_area_and_component(String language) {
    Map<String, String> files = CsvLayout.localised(CONTROLS, ControlTexts.in(language));

    assertThat(files.keySet()).containsExactlyElementsOf(FILES);
    assertThat(files.values())
        .allMatch(
            text ->
                text.startsWith(
                    "control_id,control_name,description,evidence_file,severity,"
                        + "EV,AC,AR,PR,UI,VC,VI,VA,RC\n"))
        .allMatch(text -> text.endsWith("\n") && text.indexOf('\r') < 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "it"})
  void what_is_written_is_what_the_check_accepts_and_reads_back(String language) {
    var master = new CatalogueCheck();
    master.check("master.csv", utf8(CsvLayout.master(CONTROLS)));
    var localised = new CatalogueCheck();
    CsvLayout.localised(CONTROLS, ControlTexts.in(language))
        .forEach((name, text) -> localised.check(name, utf8(text)));

    for (CatalogueCheck check : List.of(master, localised)) {
      assertThat(check.errors()).isEmpty();
      assertThat(check.warnings()).isEmpty();
      assertThat(check.controls())
          .hasSize(169)
          .allSatisfy(
              checked -> {
                Control control = Catalogue.english().find(checked.id()).orElseThrow();
                assertThat(checked.vector()).isEqualTo(control.vector());
                assertThat(checked.severity()).isEqualTo(control.severity());
              });
    }
  }

  @Test
  void a_cell_is_quoted_only_where_it_has_to_be() {
    assertThat(CsvRecord.written("plain; text")).isEqualTo("plain; text");
    assertThat(CsvRecord.written("one, \"two\"")).isEqualTo("\"one, \"\"two\"\"\"");
    assertThat(CsvRecord.written("two\nlines")).isEqualTo("\"two\nlines\"");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
