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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** POSTFIX-004. */
class RelayJudgementTest {
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
                SMTP + "127.0.0.1:10025 inet n - y - - smtpd -o smtpd_relay_restrictions=permit\n");
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

    assertThat(Host.place(judge("POSTFIX-004", host))).isEqualTo("postfix/config_files/main.cf:4");
  }
}
