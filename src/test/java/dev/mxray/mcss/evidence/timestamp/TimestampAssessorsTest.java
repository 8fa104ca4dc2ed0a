package dev.mxray.mcss.evidence.timestamp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.Mutations;
import dev.mxray.mcss.Status;
import dev.mxray.mcss.Strength;
import dev.mxray.mcss.evidence.Host;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Wording;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampAssessorsTest {
  private static final String TIMES =
      """
      # x
      ## POSTFIX
      service_start_human: Sat 2026-09-05 10:00:00 UTC
      service_start_epoch: 1000
      process: qmgr pid=7 started=2000 program=/usr/lib/postfix/sbin/qmgr
      /etc/postfix/main.cf_mtime_epoch: 1500
      /etc/postfix/master.cf_mtime_epoch: 900
      /etc/ssl/mail.pem_mtime_epoch: 1800

      ## DOVECOT
      service_start_epoch: 3000
      newest_config_file: /etc/dovecot/dovecot.conf
      newest_config_mtime_epoch: 2500
      """;

  private static HostVerdict judge(String control, Host host) {
    return host.judge(TimestampAssessors.all(), control);
  }

  private static HostVerdict judge(String control, String times) {
    return judge(control, Host.empty().with(ServiceTimes.FILE, times));
  }

  @Test
  void services_newer_than_their_files_pass() {
    assertThat(judge("TIMESTAMP-001", TIMES).status()).isEqualTo(Status.PASS);
    assertThat(judge("TIMESTAMP-003", TIMES).status()).isEqualTo(Status.PASS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "main.cf_mtime_epoch: 1500|main.cf_mtime_epoch: 2500|FAIL|FAIL",
        "newest_config_mtime_epoch: 2500|newest_config_mtime_epoch: 3500|FAIL|FAIL",
        "mail.pem_mtime_epoch: 1800|mail.pem_mtime_epoch: 2800|PASS|FAIL",
        "started=2000|started=x|FAIL|FAIL",
        "service_start_epoch: 3000|service_start_epoch: N/A|NOT_ASSESSED|NOT_ASSESSED",
      })
  void a_file_newer_than_its_service_fails(
      String old, String other, Status configuration, Status all) {
    String times = TIMES.replace(old, other);

    assertThat(judge("TIMESTAMP-001", times).status()).isEqualTo(configuration);
    assertThat(judge("TIMESTAMP-003", times).status()).isEqualTo(all);
  }

  @Test
  void that_a_reload_may_have_come_since_makes_it_indicative() {
    HostVerdict verdict =
        judge(
            "TIMESTAMP-001",
            TIMES.replace("main.cf_mtime_epoch: 1500", "main.cf_mtime_epoch: 2500"));

    assertThat(verdict.strength()).isEqualTo(Strength.INDICATIVE);
    assertThat(Host.place(verdict)).isEqualTo(ServiceTimes.FILE + ":6");
  }

  @Test
  void the_file_and_what_postfix_reports_are_compared() {
    assertThat(judge("TIMESTAMP-002", Host.real("postfix-debian")).status()).isEqualTo(Status.PASS);
    Host other =
        Host.real("postfix-debian")
            .with("postfix/config_files/main.cf", "mailbox_size_limit = 1\nbiff = no\n");

    HostVerdict verdict = judge("TIMESTAMP-002", other);

    assertThat(verdict.status()).isEqualTo(Status.FAIL);
    assertThat(verdict.quote()).isNotNull();
  }

  @Test
  void of_several_differences_the_first_is_named() {
    Host host =
        Host.empty()
            .with("postfix/config_active/postconf_n.txt", "e = 1\nd = 1\nc = 1\nb = 1\na = 1")
            .with("postfix/config_files/main.cf", "e = 1\nb = 2\na = 1");

    assertThat(judge("TIMESTAMP-002", host).reason())
        .isEqualTo("main.cf does not set d, which Postfix reports as set.");
  }

  @ParameterizedTest
  @CsvSource({"TIMESTAMP-001", "TIMESTAMP-002", "TIMESTAMP-003"})
  void without_evidence_nothing_is_assessed(String control) {
    assertThat(TimestampAssessors.all()).hasSize(3);
    assertThat(judge(control, Host.empty()).status()).isEqualTo(Status.NOT_ASSESSED);
    assertThat(judge(control, Host.empty()).reason()).matches(".*(timestamps|postfix)/.*");
  }

  @Test
  void no_file_makes_the_reader_fail() {
    Mutations.of(List.of(TIMES), 3_000, 7)
        .forEach(text -> assertThat(judge("TIMESTAMP-003", text)).isNotNull());
  }

  @Test
  void a_verdict_is_told_in_the_words_of_a_language() {
    HostVerdict verdict =
        judge(
            "TIMESTAMP-001",
            TIMES.replace("main.cf_mtime_epoch: 1500", "main.cf_mtime_epoch: 2500"));

    assertThat(verdict.told().in(Wording.in("it")))
        .isEqualTo(
            "Postfix è stato avviato prima che /etc/postfix/main.cf fosse modificato,"
                + " e da allora non risulta alcun ricaricamento.");
  }
}
