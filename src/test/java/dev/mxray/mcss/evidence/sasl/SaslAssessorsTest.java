package dev.mxray.mcss.evidence.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.mcss.Status;
import dev.mxray.mcss.Strength;
import dev.mxray.mcss.evidence.Host;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Wording;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SaslAssessorsTest {
  private static final String DOVECOT = "dovecot/config_active/doveconf_n.txt";

  /** Dovecot for Postfix, as its documentation has it. */
  private static final String GOOD =
      """
      # 2.3.19.1 (9b53102964): /etc/dovecot/dovecot.conf
      auth_mechanisms = plain login
      auth_verbose = yes
      disable_plaintext_auth = yes
      passdb {
        driver = pam
      }
      service auth {
        unix_listener /var/spool/postfix/private/auth {
          mode = 0660
        }
      }
      ssl = required
      userdb {
        driver = passwd
      }
      """;

  private static HostVerdict judge(String control, Host host) {
    return host.judge(SaslAssessors.all(), control);
  }

  static Stream<String> controls() {
    return IntStream.rangeClosed(1, 10).mapToObj("AUTH-%03d"::formatted);
  }

  @Test
  void there_is_an_assessor_for_every_control() {
    assertThat(SaslAssessors.all()).containsOnlyKeys(controls().toList());
  }

  @ParameterizedTest
  @MethodSource("controls")
  void without_evidence_nothing_is_assessed_and_a_file_is_named(String control) {
    HostVerdict verdict = judge(control, Host.empty());

    assertThat(verdict.status()).isEqualTo(Status.NOT_ASSESSED);
    assertThat(verdict.reason()).matches(".*(postfix|dovecot)/config_active/.*");
  }

  @ParameterizedTest
  @CsvSource({"AUTH-006", "AUTH-007", "AUTH-008", "AUTH-009", "AUTH-010"})
  void without_dovecot_and_mail_server_it_is_moot(String control) {
    Host host =
        Host.empty()
            .with("system/components.txt", "dovecot: absent\npostfix: absent\nexim: absent");

    assertThat(judge(control, host).status()).isEqualTo(Status.NA);
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH-001,FAIL,PASS,PASS",
    "AUTH-002,FAIL,PARTIAL,PASS",
    "AUTH-003,NA,FAIL,PASS",
    "AUTH-004,NA,FAIL,PASS",
    "AUTH-005,NA,FAIL,PASS",
  })
  void an_installed_postfix_is_judged(
      String control, Status debian, Status careless, Status hardened) {
    assertThat(judge(control, Host.real("postfix-debian")).status()).isEqualTo(debian);
    assertThat(judge(control, Host.real("postfix-careless")).status()).isEqualTo(careless);
    HostVerdict good = judge(control, Host.real("postfix-hardened"));
    assertThat(good.status()).as(good.reason()).isEqualTo(hardened);
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH-001,FAIL,PASS,PASS",
    "AUTH-002,FAIL,PASS,PASS",
    "AUTH-003,NA,PASS,PASS",
    "AUTH-004,NA,PARTIAL,PASS",
    "AUTH-005,NA,FAIL,PASS",
  })
  void an_installed_exim_is_judged(
      String control, Status debian, Status careless, Status hardened) {
    assertThat(judge(control, Host.real("exim-debian")).status()).isEqualTo(debian);
    assertThat(judge(control, Host.real("exim-careless")).status()).isEqualTo(careless);
    HostVerdict good = judge(control, Host.real("exim-hardened"));
    assertThat(good.status()).as(good.reason()).isEqualTo(hardened);
  }

  @Test
  void the_socket_is_looked_for_on_the_other_side() {
    Host host = Host.real("postfix-hardened").with(DOVECOT, GOOD);

    assertThat(judge("AUTH-001", host).strength()).isEqualTo(Strength.DIRECT);
    assertThat(
            judge("AUTH-001", host.with(DOVECOT, GOOD.replace("private/auth", "other"))).status())
        .isEqualTo(Status.FAIL);
    assertThat(judge("AUTH-001", host.without(DOVECOT)).strength()).isEqualTo(Strength.INDICATIVE);
  }

  @Test
  void cyrus_sasl_needs_a_configuration() {
    Host host =
        Host.real("postfix-careless")
            .with(
                "postfix/config_active/postconf_n.txt",
                "smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = cyrus\nsmtpd_sasl_path = smtpd");

    assertThat(judge("AUTH-001", host).status()).isEqualTo(Status.NOT_ASSESSED);
    assertThat(judge("AUTH-001", host.with("sasl/config.txt", "# none")).status())
        .isEqualTo(Status.PARTIAL);
    assertThat(
            judge("AUTH-001", host.with("sasl/config.txt", "pwcheck_method: saslauthd")).status())
        .isEqualTo(Status.PASS);
  }

  @Test
  void a_service_of_its_own_rules_counts() {
    Host host =
        Host.empty()
            .with("postfix/version.txt", "mail_version = 3.7.11")
            .with("postfix/config_active/postconf_n.txt", "smtpd_tls_auth_only = no")
            .with(
                "postfix/config_active/master_cf_active.txt",
                "smtp inet n - y - - smtpd\n"
                    + "587 inet n - y - - smtpd -o smtpd_sasl_auth_enable=yes -o smtpd_tls_security_level=encrypt");

    assertThat(judge("AUTH-005", host).status()).isEqualTo(Status.PASS);
    assertThat(judge("AUTH-002", host).status()).isEqualTo(Status.PASS);
    assertThat(judge("AUTH-003", host).strength()).isEqualTo(Strength.INDICATIVE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AUTH-006|pam|pam|PASS",
        "AUTH-006|passdb \\{|ignored {|FAIL",
        "AUTH-006|driver = pam|args = nopassword=y|FAIL",
        "AUTH-006|userdb|ignored|PARTIAL",
        "AUTH-006|service auth|passdb { ;; driver = sql ;; } ;; service auth|PARTIAL",
        "AUTH-007|plain login|plain login|PASS",
        "AUTH-007|plain login|plain cram-md5|FAIL",
        "AUTH-009|auth_verbose = yes|auth_verbose = yes|PASS",
        "AUTH-009|auth_verbose = yes|login_log_format_elements = user=<%u> rip=%r|PASS",
        "AUTH-009|auth_verbose = yes|login_log_format_elements = method=%m|FAIL",
        "AUTH-010|ssl = required|auth_policy_server_url = http://127.0.0.1:8084/|PASS",
        "AUTH-010|ssl = required|ssl = no|FAIL",
      })
  void a_line_of_dovecot_decides(String control, String old, String other, Status status) {
    HostVerdict verdict =
        judge(
            control,
            Host.empty().with(DOVECOT, GOOD.replaceFirst(old, other.replace(" ;; ", "\n"))));

    assertThat(verdict.status()).as(verdict.reason()).isEqualTo(status);
  }

  @Test
  void passwords_in_the_clear_at_either_server_fail() {
    Host both = Host.real("postfix-hardened").with(DOVECOT, GOOD);

    assertThat(judge("AUTH-008", both).status()).isEqualTo(Status.PASS);
    assertThat(judge("AUTH-008", Host.real("postfix-careless").with(DOVECOT, GOOD)).status())
        .isEqualTo(Status.FAIL);
    assertThat(
            judge(
                    "AUTH-008",
                    both.with(
                        DOVECOT,
                        GOOD.replace("disable_plaintext_auth = yes", "disable_plaintext_auth = no")
                            .replace("ssl = required", "ssl = yes")))
                .status())
        .isEqualTo(Status.FAIL);
  }

  @Test
  void the_verdict_is_told_in_italian_with_that_of_the_other_side() {
    Host host = Host.real("postfix-hardened").with(DOVECOT, GOOD.replace("private/auth", "other"));

    assertThat(judge("AUTH-001", host).told().in(Wording.in("it")))
        .isEqualTo(
            "Gli accessi devono essere verificati da Dovecot."
                + " Il servizio auth di Dovecot non offre alcun socket private/auth.");
  }
}
