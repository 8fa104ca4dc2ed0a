package dev.mxray.mcss.evidence.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.mcss.Status;
import dev.mxray.mcss.evidence.Host;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Wording;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RateLimitAssessorsTest {
  private static HostVerdict judge(String control, Host host) {
    return host.judge(RateLimitAssessors.all(), control);
  }

  private static Host postfix(String mainCf) {
    return Host.empty()
        .with("postfix/version.txt", "mail_version = 3.7.11")
        .with("postfix/config_active/postconf_n.txt", "compatibility_level = 3.6\n" + mainCf)
        .with("policy/postgrey.txt", "# none");
  }

  static Stream<String> controls() {
    return IntStream.rangeClosed(1, 6).mapToObj("POLICY-%03d"::formatted);
  }

  @Test
  void there_is_an_assessor_for_every_control() {
    assertThat(RateLimitAssessors.all()).containsOnlyKeys(controls().toList());
  }

  @ParameterizedTest
  @MethodSource("controls")
  void without_evidence_nothing_is_assessed_and_a_file_is_named(String control) {
    HostVerdict verdict = judge(control, Host.empty());

    assertThat(verdict.status()).isEqualTo(Status.NOT_ASSESSED);
    assertThat(verdict.reason()).matches(".*(policy|postfix)/.*\\.txt.*");
  }

  @ParameterizedTest
  @CsvSource({
    "POLICY-001,FAIL,FAIL,PASS",
    "POLICY-002,PARTIAL,FAIL,PASS",
    "POLICY-003,FAIL,FAIL,PASS",
    "POLICY-004,PARTIAL,FAIL,PASS",
    "POLICY-005,FAIL,FAIL,PASS",
    "POLICY-006,NA,NA,NOT_ASSESSED",
  })
  void an_installed_postfix_is_judged(
      String control, Status debian, Status careless, Status hardened) {
    for (var expected :
        java.util.Map.of(
                "postfix-debian",
                debian,
                "postfix-careless",
                careless,
                "postfix-hardened",
                hardened)
            .entrySet()) {
      HostVerdict verdict =
          judge(control, Host.real(expected.getKey()).with("policy/postgrey.txt", "# none"));
      assertThat(verdict.status())
          .as(expected.getKey() + verdict.reason())
          .isEqualTo(expected.getValue());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POLICY-001,FAIL,PASS",
    "POLICY-002,FAIL,PASS",
    "POLICY-003,FAIL,PASS",
    "POLICY-004,FAIL,FAIL",
  })
  void an_installed_exim_is_judged(String control, Status careless, Status hardened) {
    assertThat(judge(control, Host.real("exim-careless")).status()).isEqualTo(careless);
    assertThat(judge(control, Host.real("exim-hardened")).status()).isEqualTo(hardened);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POLICY-001|smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:10031|PARTIAL",
        "POLICY-001|smtpd_recipient_restrictions = check_policy_service unix:private/policyd-spf|FAIL",
        "POLICY-004|smtpd_recipient_limit = 50|PARTIAL",
        "POLICY-004|smtpd_recipient_limit = 800|PARTIAL",
        "POLICY-004|smtpd_client_recipient_rate_limit = 100|PASS",
        "POLICY-005|smtpd_recipient_restrictions = check_policy_service unix:postgrey/socket|PASS",
      })
  void one_line_decides(String control, String line, Status status) {
    HostVerdict verdict = judge(control, postfix(line));

    assertThat(verdict.status()).as(verdict.reason()).isEqualTo(status);
  }

  @Test
  void a_limit_of_the_submission_service_counts() {
    Host host =
        postfix("")
            .with(
                "postfix/config_active/master_cf_active.txt",
                "submission inet n - y - - smtpd -o smtpd_client_message_rate_limit=30");

    assertThat(judge("POLICY-003", host).status()).isEqualTo(Status.PASS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "system/services.txt|postgrey.service loaded active running x|PASS",
        "system/listening_all.txt|tcp LISTEN 0 1 127.0.0.1:10023 0.0.0.0:*|PASS",
        "system/listening_all.txt|tcp LISTEN 0 1 127.0.0.1:25 0.0.0.0:*|FAIL",
      })
  void a_policy_service_is_seen_running_in_several_ways(String path, String line, Status status) {
    Host host =
        postfix("smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:10023")
            .with(path, line);

    assertThat(judge("POLICY-006", host).status()).isEqualTo(status);
  }

  @Test
  void a_policy_service_that_postfix_starts_runs() {
    Host host =
        postfix("smtpd_recipient_restrictions = check_policy_service unix:private/policyd-spf")
            .with(
                "postfix/config_active/master_cf_active.txt",
                "policyd-spf unix - n n - 0 spawn user=nobody argv=/usr/bin/policyd-spf");

    assertThat(judge("POLICY-006", host).status()).isEqualTo(Status.PASS);
  }

  @Test
  void greylisting_by_rspamd_is_told_by_its_settings() {
    String head = "## /etc/rspamd/local.d/greylist.conf (mode=644)\n";

    assertThat(
            judge("POLICY-005", postfix("").with("policy/postgrey.txt", head + "enabled = false;"))
                .status())
        .isEqualTo(Status.FAIL);
    assertThat(
            judge("POLICY-005", postfix("").with("policy/postgrey.txt", head + "timeout = 5min;"))
                .status())
        .isEqualTo(Status.PASS);
  }

  @Test
  void a_verdict_is_told_in_the_words_of_a_language() {
    HostVerdict verdict = judge("POLICY-003", postfix("smtpd_client_message_rate_limit = 0"));

    assertThat(verdict.told().in(Wording.in("it")))
        .isEqualTo(
            "I messaggi di un singolo client non sono limitati:"
                + " smtpd_client_message_rate_limit = 0.");
  }
}
