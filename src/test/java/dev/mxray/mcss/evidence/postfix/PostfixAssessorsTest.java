package dev.mxray.mcss.evidence.postfix;

import static dev.mxray.mcss.evidence.postfix.PostfixHosts.ACTIVE;
import static dev.mxray.mcss.evidence.postfix.PostfixHosts.MASTER;
import static dev.mxray.mcss.evidence.postfix.PostfixHosts.SMTP;
import static dev.mxray.mcss.evidence.postfix.PostfixHosts.judge;
import static dev.mxray.mcss.evidence.postfix.PostfixHosts.postfix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.mcss.Status;
import dev.mxray.mcss.Strength;
import dev.mxray.mcss.evidence.Host;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Wording;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PostfixAssessorsTest {
  static Stream<String> controls() {
    return IntStream.rangeClosed(1, 18).mapToObj("POSTFIX-%03d"::formatted);
  }

  @Test
  void there_is_an_assessor_for_every_control() {
    assertThat(PostfixAssessors.all()).containsOnlyKeys(controls().toList());
  }

  @ParameterizedTest
  @MethodSource("controls")
  void without_evidence_nothing_is_assessed_and_a_file_is_named(String control) {
    HostVerdict verdict = judge(control, Host.empty());

    assertThat(verdict.status()).isEqualTo(Status.NOT_ASSESSED);
    assertThat(verdict.reason()).matches(".*(postfix|system)/[a-z_/]+\\.txt.*");
  }

  @ParameterizedTest
  @MethodSource("controls")
  void where_there_is_no_postfix_every_control_is_moot(String control) {
    Host host = Host.empty().with("system/components.txt", "# c\npostfix: absent\nexim: present x");

    HostVerdict verdict = judge(control, host);

    assertThat(verdict.status()).isEqualTo(Status.NA);
    assertThat(Host.place(verdict)).isEqualTo("system/components.txt:2");
  }

  @ParameterizedTest
  @MethodSource("controls")
  void the_original_collector_shows_by_finding_exim_that_there_is_no_postfix(String control) {
    Host host = Host.empty().with("00_summary.txt", "Kernel: 6\nMTA rilevato: exim");

    assertThat(judge(control, host).status()).isEqualTo(Status.NA);
    assertThat(judge(control, host).strength()).isEqualTo(Strength.DIRECT);
  }

  @ParameterizedTest
  @CsvSource({
    "POSTFIX-002,FAIL,FAIL,PASS",
    "POSTFIX-003,PASS,FAIL,PASS",
    "POSTFIX-004,PASS,FAIL,PASS",
    "POSTFIX-005,FAIL,FAIL,PASS",
    "POSTFIX-006,FAIL,FAIL,PASS",
    "POSTFIX-007,FAIL,FAIL,PASS",
    "POSTFIX-008,FAIL,FAIL,PASS",
    "POSTFIX-009,PASS,FAIL,PASS",
    "POSTFIX-010,PASS,FAIL,PASS",
    "POSTFIX-011,FAIL,FAIL,NA",
    "POSTFIX-012,FAIL,FAIL,PASS",
    "POSTFIX-013,PASS,FAIL,PASS",
    "POSTFIX-014,PASS,FAIL,PASS",
    "POSTFIX-017,NOT_ASSESSED,FAIL,NOT_ASSESSED",
    "POSTFIX-018,FAIL,FAIL,PASS",
  })
  void outputs_of_an_installed_postfix_are_judged(
      String control, Status debian, Status careless, Status hardened) {
    assertThat(judge(control, Host.real("postfix-debian")))
        .extracting(HostVerdict::status)
        .isEqualTo(debian);
    assertThat(judge(control, Host.real("postfix-careless")))
        .extracting(HostVerdict::status)
        .isEqualTo(careless);
    assertThat(judge(control, Host.real("postfix-hardened")))
        .extracting(HostVerdict::status)
        .isEqualTo(hardened);
  }

  @ParameterizedTest
  @MethodSource("controls")
  void what_is_decided_is_quoted(String control) {
    for (String name : new String[] {"postfix-debian", "postfix-careless", "postfix-hardened"}) {
      HostVerdict verdict = judge(control, Host.real(name));
      assertThat(verdict.quote() == null).isEqualTo(verdict.status() == Status.NOT_ASSESSED);
    }
  }

  @Nested
  class Banner {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "$myhostname ESMTP|PASS",
          "mail.example.com ESMTP Postfix|PASS",
          "$myhostname ESMTP $mail_name (Ubuntu)|FAIL",
          "$myhostname ESMTP Postfix 3.7|FAIL",
          "$myhostname ESMTP ${mail_version}|FAIL",
          "ESMTP|PARTIAL",
        })
    void tells_what_it_tells(String banner, Status status) {
      assertThat(judge("POSTFIX-002", postfix("smtpd_banner = " + banner)).status())
          .isEqualTo(status);
    }

    @Test
    void that_is_the_default_is_known_by_the_version_and_indicative() {
      HostVerdict verdict = judge("POSTFIX-002", postfix(""));

      assertThat(verdict.status()).isEqualTo(Status.PASS);
      assertThat(verdict.strength()).isEqualTo(Strength.INDICATIVE);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POSTFIX-005|smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination|FAIL",
        "POSTFIX-005|smtpd_recipient_restrictions = reject_unverified_recipient|PASS",
        "POSTFIX-005|smtpd_recipient_restrictions = permit, reject_unverified_recipient|FAIL",
        "POSTFIX-005|smtpd_recipient_restrictions = warn_if_reject reject_unverified_recipient|FAIL",
        "POSTFIX-005|smtpd_sender_restrictions = reject_unknown_sender_domain|PARTIAL",
        "POSTFIX-006|smtpd_helo_required = maybe|NOT_ASSESSED",
        "POSTFIX-010|message_size_limit = 2000000000|PARTIAL",
        "POSTFIX-010|message_size_limit = 10M|NOT_ASSESSED",
        "POSTFIX-011|mailbox_size_limit = 1000|FAIL",
        "POSTFIX-011|mailbox_command = /usr/lib/dovecot/deliver|NA",
        "POSTFIX-012|smtpd_client_restrictions = permit_mynetworks|FAIL",
        "POSTFIX-012|smtpd_recipient_restrictions = reject_rbl_client bl.example|PASS",
        "POSTFIX-013|smtpd_error_sleep_time = 2m|PASS",
        "POSTFIX-013|smtpd_error_sleep_time = 0s|FAIL",
        "POSTFIX-014|smtpd_hard_error_limit = ${stress?1}${stress:20}|PASS",
        "POSTFIX-014|smtpd_hard_error_limit = 50|PARTIAL",
        "POSTFIX-014|smtpd_hard_error_limit = 5000|FAIL",
      })
  void one_line_decides(String control, String line, Status status) {
    HostVerdict verdict = judge(control, postfix(line));

    assertThat(verdict.status()).as(verdict.reason()).isEqualTo(status);
  }

  @Test
  void postscreen_in_front_counts_when_it_acts() {
    Host host =
        postfix("").with(MASTER, "smtp inet n - y - 1 postscreen\nsmtpd pass - - y - - smtpd\n");
    assertThat(judge("POSTFIX-012", host).status()).isEqualTo(Status.PARTIAL);

    host.with(ACTIVE, "compatibility_level = 3.6\npostscreen_greet_action = enforce");
    assertThat(judge("POSTFIX-012", host).status()).isEqualTo(Status.PASS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mail queue is empty|PASS",
        "-- 12 Kbytes in 3 Requests.|PASS",
        "-- 120 Kbytes in 300 Requests.|PARTIAL",
        "-- 9999 Kbytes in 3000 Requests.|FAIL",
        "postqueue: fatal: Queue report unavailable - mail system is down|NOT_ASSESSED",
      })
  void the_queue_is_judged_by_its_length(String lastLine, Status status) {
    Host host = Host.empty().with("postfix/queue_status.txt", "# postqueue -p\n\n" + lastLine);

    assertThat(judge("POSTFIX-015", host).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions=permit_sasl_authenticated,reject|PASS",
        "-o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes|PARTIAL",
        "-o smtpd_tls_security_level=may -o smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions=permit_sasl_authenticated,reject|PARTIAL",
        "-o smtpd_sasl_auth_enable=yes|FAIL",
        "-o smtpd_tls_security_level=encrypt|FAIL",
      })
  void submission_needs_tls_and_a_login(String options, Status status) {
    Host host = postfix("").with(MASTER, SMTP + "submission inet n - y - - smtpd " + options);

    HostVerdict verdict = judge("POSTFIX-018", host);

    assertThat(verdict.status()).as(verdict.reason()).isEqualTo(status);
  }

  @Test
  void submission_on_465_alone_is_partial() {
    Host host =
        postfix("").with(MASTER, SMTP + "smtps inet n - y - - smtpd -o smtpd_tls_wrappermode=yes");

    assertThat(judge("POSTFIX-018", host).status()).isEqualTo(Status.PARTIAL);
  }

  @Test
  void a_verdict_is_told_in_the_words_of_a_language() {
    Wording italian = Wording.in("it");

    assertThat(judge("POSTFIX-006", postfix("")).told().in(italian))
        .isEqualTo(
            "HELO non è obbligatorio: smtpd_helo_required = no"
                + " (non impostato; valore predefinito di questa versione).");
    assertThat(
            judge("POSTFIX-004", postfix("smtpd_relay_restrictions = permit")).told().in(italian))
        .isEqualTo(
            "Servizio smtp: permit in smtpd_relay_restrictions permette il relay a chiunque,"
                + " e nessun elenco rifiuta.");
  }
}
