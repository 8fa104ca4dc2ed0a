package dev.mxray.mcss.evidence.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.mcss.Status;
import dev.mxray.mcss.Strength;
import dev.mxray.mcss.evidence.Host;
import dev.mxray.mcss.evidence.HostVerdict;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PostfixAssessorsTest {
  private static final String ACTIVE = "postfix/config_active/postconf_n.txt";
  private static final String MASTER = "postfix/config_active/master_cf_active.txt";
  private static final String SMTP = "smtp inet n - y - - smtpd\n";

  private static HostVerdict judge(String control, Host host) {
    return host.judge(PostfixAssessors.all(), control);
  }

  /** Postfix 3.7 with these lines of main.cf and one SMTP server. */
  private static Host postfix(String mainCf) {
    return Host.empty()
        .with("postfix/version.txt", "mail_version = 3.7.11")
        .with(ACTIVE, "compatibility_level = 3.6\n" + mainCf)
        .with(MASTER, SMTP);
  }

  static java.util.stream.Stream<String> controls() {
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

  @Nested
  class Networks {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "127.0.0.0/8 [::1]/128|PASS",
          "127.0.0.0/8, 10.0.0.0/8, [fd00::]/8|PASS",
          "203.0.114.16/28|PASS",
          "203.0.114.0/20|PARTIAL",
          "127.0.0.0/8 0.0.0.0/0|FAIL",
          "8.0.0.0/7|FAIL",
          "[::]/0|FAIL",
          "!203.0.0.0/8 127.0.0.0/8|PASS",
          "[2001:db9::]/16|FAIL",
          "127.0.0.0/8 hash:/etc/postfix/network_table|NOT_ASSESSED",
          "$unknown|NOT_ASSESSED",
        })
    void are_judged_by_their_reach(String networks, Status status) {
      assertThat(judge("POSTFIX-003", postfix("mynetworks = " + networks)).status())
          .isEqualTo(status);
    }

    @Test
    void in_a_collected_table_are_read() {
      Host host =
          postfix("mynetworks = cidr:/etc/postfix/own.cidr")
              .with("postfix/config_files/own.cidr", "# own\n198.51.0.0/8 OK\n");

      assertThat(judge("POSTFIX-003", host).status()).isEqualTo(Status.FAIL);
    }

    @ParameterizedTest
    @CsvSource({"host,PASS", "subnet,PARTIAL", "class,FAIL", "other,NOT_ASSESSED"})
    void are_what_their_style_makes_of_them(String style, Status status) {
      assertThat(judge("POSTFIX-003", postfix("mynetworks_style = " + style)).status())
          .isEqualTo(status);
    }

    @Test
    void by_default_are_this_host_at_level_2_and_the_subnet_below() {
      assertThat(judge("POSTFIX-003", postfix("")).status()).isEqualTo(Status.PASS);
      assertThat(judge("POSTFIX-003", postfix("compatibility_level = 0")).status())
          .isEqualTo(Status.PARTIAL);
    }
  }

  @Nested
  class Relaying {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "permit_mynetworks, reject_unauth_destination|PASS",
          "permit_mynetworks permit_sasl_authenticated defer_unauth_destination|PASS",
          "reject_unauth_destination, permit|PASS",
          "permit, reject_unauth_destination|FAIL",
          "permit_mynetworks|FAIL",
          "permit_mynetworks, reject|PASS",
          "warn_if_reject reject_unauth_destination|FAIL",
          "warn_if_reject reject_non_fqdn_sender, reject_unauth_destination|PASS",
          "check_client_access hash:/etc/postfix/access, reject_unauth_destination|PARTIAL",
          "hash:/etc/postfix/access, reject_unauth_destination|PARTIAL",
          "reject_unauth_destination, check_recipient_access hash:/etc/postfix/access|PASS",
          "check_policy_service inet:127.0.0.1:10023, reject_unauth_destination|PARTIAL",
          "permit_naked_ip_address, reject_unauth_destination|FAIL",
          "permit_mx_backup, reject_unauth_destination|PARTIAL",
          "permit_auth_destination, reject|PASS",
          "unknown_class, reject_unauth_destination|PARTIAL",
          "own_class, reject_unauth_destination|PASS",
          "open_class, reject_unauth_destination|FAIL",
          "loop_class, reject_unauth_destination|PARTIAL",
          "reject_rbl_client zen.example.net=127.0.0.[2..11], reject_unauth_destination|PASS",
        })
    void is_judged_by_what_the_list_does_with_a_stranger(String list, Status status) {
      HostVerdict verdict =
          judge(
              "POSTFIX-004",
              postfix(
                  "mynetworks = 127.0.0.0/8\n"
                      + "smtpd_restriction_classes = own_class, open_class, loop_class\n"
                      + "own_class = permit_mynetworks, reject_non_fqdn_sender\n"
                      + "open_class = permit\nloop_class = loop_class\n"
                      + "smtpd_relay_restrictions = "
                      + list));

      assertThat(verdict.status()).as(verdict.reason()).isEqualTo(status);
    }

    @Test
    void by_recipient_restrictions_counts_where_relay_restrictions_are_empty() {
      assertThat(
              judge(
                      "POSTFIX-004",
                      postfix(
                          "smtpd_relay_restrictions =\nsmtpd_recipient_restrictions ="
                              + " permit_mynetworks, reject_unauth_destination"))
                  .status())
          .isEqualTo(Status.PASS);
      assertThat(judge("POSTFIX-004", postfix("smtpd_relay_restrictions =")).status())
          .isEqualTo(Status.FAIL);
    }

    @Test
    void a_refusal_in_any_list_is_final() {
      assertThat(
              judge(
                      "POSTFIX-004",
                      postfix(
                          "smtpd_relay_restrictions = permit\n"
                              + "smtpd_client_restrictions = permit_mynetworks, reject"))
                  .status())
          .isEqualTo(Status.PASS);
    }

    @Test
    void is_open_by_networks_that_hold_everybody() {
      HostVerdict verdict =
          judge(
              "POSTFIX-004",
              postfix(
                  "mynetworks = 0.0.0.0/0\n"
                      + "smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination"));

      assertThat(verdict.status()).isEqualTo(Status.FAIL);
      assertThat(verdict.reason()).contains("permit_mynetworks");
    }

    @Test
    void a_collected_table_tells_whether_it_permits() {
      String list =
          "smtpd_relay_restrictions = check_client_access cidr:/etc/postfix/c.cidr,"
              + " reject_unauth_destination";

      assertThat(
              judge(
                      "POSTFIX-004",
                      postfix(list).with("postfix/config_files/c.cidr", "192.0.2.1 REJECT no\n"))
                  .status())
          .isEqualTo(Status.PASS);
      HostVerdict permits =
          judge(
              "POSTFIX-004",
              postfix(list).with("postfix/config_files/c.cidr", "# x\n0.0.0.0/0 OK\n"));
      assertThat(permits.status()).isEqualTo(Status.PARTIAL);
      assertThat(permits.reason()).contains("c.cidr:2");
    }

    @Test
    void the_worst_service_counts_and_loopback_does_not() {
      Host host =
          postfix("smtpd_relay_restrictions = reject_unauth_destination")
              .with(
                  MASTER,
                  SMTP
                      + "127.0.0.1:10025 inet n - y - - smtpd -o smtpd_relay_restrictions=permit\n");
      assertThat(judge("POSTFIX-004", host).status()).isEqualTo(Status.PASS);

      host.with(MASTER, SMTP + "2525 inet n - y - - smtpd -o smtpd_relay_restrictions=permit\n");
      HostVerdict verdict = judge("POSTFIX-004", host);
      assertThat(verdict.status()).isEqualTo(Status.FAIL);
      assertThat(Host.place(verdict)).isEqualTo(MASTER + ":2");
    }

    @Test
    void without_master_cf_a_pass_is_indicative() {
      Host host = postfix("smtpd_relay_restrictions = reject_unauth_destination").without(MASTER);

      assertThat(judge("POSTFIX-004", host).strength()).isEqualTo(Strength.INDICATIVE);
    }

    @Test
    void in_a_list_cut_off_is_not_assessed() {
      Host host = Host.empty().withBeginningOf(ACTIVE, "biff = no").with(MASTER, SMTP);

      assertThat(judge("POSTFIX-004", host).status()).isEqualTo(Status.NOT_ASSESSED);
      assertThat(judge("POSTFIX-004", host).reason()).contains(ACTIVE);
    }

    @Test
    void a_default_of_an_unknown_version_is_not_assumed() {
      Host host = postfix("").without("postfix/version.txt");

      HostVerdict verdict = judge("POSTFIX-004", host);

      assertThat(verdict.status()).isEqualTo(Status.NOT_ASSESSED);
      assertThat(verdict.reason()).contains("postconf_full.txt");
    }

    @Test
    void the_line_of_a_long_list_is_quoted_that_decides() {
      Host host =
          Host.empty()
              .with(
                  "postfix/config_files/main.cf",
                  "a = b\nsmtpd_relay_restrictions =\n  permit_mynetworks,\n  reject_unauth_destination\n")
              .with(MASTER, SMTP);

      assertThat(Host.place(judge("POSTFIX-004", host)))
          .isEqualTo("postfix/config_files/main.cf:4");
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
}
