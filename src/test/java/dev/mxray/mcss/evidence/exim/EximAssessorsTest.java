package dev.mxray.mcss.evidence.exim;

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

class EximAssessorsTest {
  private static HostVerdict judge(String control, Host host) {
    return host.judge(EximAssessors.all(), control);
  }

  static Stream<String> controls() {
    return IntStream.rangeClosed(1, 18).mapToObj("EXIM-%03d"::formatted);
  }

  /** Exim with an access list for recipients of these lines, and these main options. */
  private static Host exim(String main, String acl) {
    return Host.empty()
        .with(
            EximConfig.FILE,
            "domainlist local_domains = @ : example.com\n"
                + "domainlist relay_to_domains = partner.example\n"
                + "hostlist relay_from_hosts = 127.0.0.1 : ::::1 : 10.0.0.0/8\n"
                + "hostlist everybody = !192.0.2.1 : *\n"
                + "acl_smtp_rcpt = check_rcpt\n"
                + main
                + "\nbegin acl\ncheck_rcpt:\n"
                + acl
                + "\nbegin routers\n");
  }

  @Test
  void there_is_an_assessor_for_every_control() {
    assertThat(EximAssessors.all()).containsOnlyKeys(controls().toList());
  }

  @ParameterizedTest
  @MethodSource("controls")
  void without_evidence_nothing_is_assessed_and_a_file_is_named(String control) {
    HostVerdict verdict = judge(control, Host.empty());

    assertThat(verdict.status()).isEqualTo(Status.NOT_ASSESSED);
    assertThat(verdict.reason()).matches(".*(exim|system)/[A-Za-z0-9_/]+\\.txt.*");
  }

  @ParameterizedTest
  @MethodSource("controls")
  void where_there_is_no_exim_every_control_is_moot(String control) {
    Host ours = Host.empty().with("system/components.txt", "exim: absent");
    Host original = Host.empty().with("00_summary.txt", "MTA rilevato: postfix");

    assertThat(judge(control, ours).status()).isEqualTo(Status.NA);
    assertThat(judge(control, ours).strength()).isEqualTo(Strength.DIRECT);
    assertThat(judge(control, original).status()).isEqualTo(Status.NA);
    assertThat(judge(control, original).strength()).isEqualTo(Strength.INDICATIVE);
  }

  @ParameterizedTest
  @CsvSource({
    "EXIM-002,FAIL,FAIL,PASS",
    "EXIM-003,PASS,FAIL,PASS",
    "EXIM-004,PASS,PASS,PASS",
    "EXIM-005,PASS,PARTIAL,PASS",
    "EXIM-006,PASS,FAIL,PASS",
    "EXIM-007,FAIL,FAIL,PASS",
    "EXIM-008,PASS,FAIL,PASS",
    "EXIM-009,PASS,FAIL,PASS",
    "EXIM-010,FAIL,FAIL,PASS",
    "EXIM-011,FAIL,FAIL,PASS",
    "EXIM-012,FAIL,FAIL,PASS",
    "EXIM-013,FAIL,FAIL,PASS",
    "EXIM-014,FAIL,FAIL,PASS",
    "EXIM-015,FAIL,FAIL,PASS",
    "EXIM-018,PASS,PASS,PASS",
  })
  void outputs_of_an_installed_exim_are_judged(
      String control, Status debian, Status careless, Status hardened) {
    HostVerdict stock = judge(control, Host.real("exim-debian"));
    assertThat(stock.status()).as(stock.reason()).isEqualTo(debian);
    HostVerdict bad = judge(control, Host.real("exim-careless"));
    assertThat(bad.status()).as(bad.reason()).isEqualTo(careless);
    HostVerdict good = judge(control, Host.real("exim-hardened"));
    assertThat(good.status()).as(good.reason()).isEqualTo(hardened);
    assertThat(good.quote()).isNotNull();
  }

  /** Debian's file with its macros and conditions is judged as what Exim makes of it. */
  @ParameterizedTest
  @CsvSource({"EXIM-004,PASS", "EXIM-005,PASS", "EXIM-006,PASS", "EXIM-011,FAIL", "EXIM-012,FAIL"})
  void the_file_with_macros_is_judged_like_its_resolution(String control, Status status) {
    HostVerdict verdict = judge(control, Host.real("exim-debian-raw"));

    assertThat(verdict.status()).as(verdict.reason()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "accept hosts = +relay_from_hosts ;; accept authenticated = * ;; require domains = +local_domains : +relay_to_domains ;; accept|PASS",
        "accept|FAIL",
        "accept hosts = *|FAIL",
        "accept hosts = +everybody|FAIL",
        "accept hosts = 0.0.0.0/0|FAIL",
        "accept hosts = !10.0.0.0/8|FAIL",
        "accept domains = +local_domains ;; deny|PASS",
        "accept domains = +local_domains|PASS",
        "accept domains = !+local_domains|FAIL",
        "accept senders = *@example.com|FAIL",
        "accept senders = *@example.com ;; hosts = +relay_from_hosts|PASS",
        "accept local_parts = postmaster|FAIL",
        "accept encrypted = *|FAIL",
        "accept verify = recipient|FAIL",
        "accept domains = @mx_any|PARTIAL",
        "accept condition = ${lookup{$sender_host_address}lsearch{/etc/x}{1}}|PARTIAL",
        "accept hosts = ${lookup{x}lsearch{/etc/x}} ;; deny|PARTIAL",
        "accept hosts = +unheard_of|PARTIAL",
        "deny senders = bad@example.org ;; accept|FAIL",
        "deny domains = !+local_domains ;; accept|PASS",
        "deny message = no ;; !authenticated = * ;; !hosts = +relay_from_hosts ;; !domains = +local_domains ;; accept|PASS",
        "accept domains = * ;; endpass ;; authenticated = *|PASS",
        "warn condition = yes ;; accept authenticated = *|PASS",
        "accept acl = own ;; begin_of_nothing|PARTIAL",
        "require verify = sender ;; accept|FAIL",
        "require hosts = +relay_from_hosts ;; accept|PASS",
      })
  void relaying_is_judged_by_what_the_list_does_with_a_stranger(String acl, Status status) {
    HostVerdict verdict = judge("EXIM-006", exim("", acl.replace(" ;; ", "\n")));

    assertThat(verdict.status()).as(verdict.reason()).isEqualTo(status);
  }

  @Test
  void lists_that_are_called_are_gone_through() {
    String called = "accept acl = own\ndeny\nown:\naccept hosts = ";

    assertThat(judge("EXIM-006", exim("", called + "+relay_from_hosts")).status())
        .isEqualTo(Status.PASS);
    assertThat(judge("EXIM-006", exim("", called + "*")).status()).isEqualTo(Status.FAIL);
    assertThat(judge("EXIM-006", exim("", "accept acl = check_rcpt")).status())
        .isEqualTo(Status.PARTIAL);
  }

  @Test
  void the_line_that_lets_everybody_relay_is_quoted() {
    HostVerdict verdict = judge("EXIM-006", exim("", "accept domains = +local_domains\naccept"));

    assertThat(Host.place(verdict)).isEqualTo(EximConfig.FILE + ":10");
  }

  @Test
  void a_list_that_was_not_collected_is_not_judged() {
    Host host = Host.empty().with(EximConfig.OPTIONS, "acl_smtp_rcpt = acl_check_rcpt");

    assertThat(judge("EXIM-006", host).status()).isEqualTo(Status.NOT_ASSESSED);
    assertThat(judge("EXIM-004", host).strength()).isEqualTo(Strength.INDICATIVE);
    assertThat(judge("EXIM-004", host.with(EximConfig.OPTIONS, "acl_smtp_rcpt =")).status())
        .isEqualTo(Status.FAIL);
  }

  @Test
  void what_an_include_may_hold_is_not_held_against_the_host() {
    Host host = exim(".include /etc/exim4/more\n", "accept authenticated = *");

    assertThat(judge("EXIM-011", host).status()).isEqualTo(Status.NOT_ASSESSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EXIM-002|smtp_banner = $primary_hostname ESMTP Exim 4.96|FAIL",
        "EXIM-002|smtp_banner = mail ESMTP (Ubuntu)|FAIL",
        "EXIM-003|host_lookup = 10.0.0.0/8|PARTIAL",
        "EXIM-007|helo_verify_hosts = *|PASS",
        "EXIM-008|message_size_limit = 20G|PARTIAL",
        "EXIM-008|message_size_limit = ${if eq{a}{b}{1}{2}}|NOT_ASSESSED",
        "EXIM-009|smtp_accept_max = 50000|PARTIAL",
        "EXIM-010|smtp_accept_max_per_host = ${if eq{a}{b}{1}{2}}|PASS",
        "EXIM-010|smtp_accept_max_per_host = 0|FAIL",
        "EXIM-011|smtp_ratelimit_hosts = * ;; smtp_ratelimit_rcpt = 4,0.25s,1.015,4m|PASS",
      })
  void one_option_decides(String control, String line, Status status) {
    HostVerdict verdict = judge(control, exim(line.replace(" ;; ", "\n"), "deny"));

    assertThat(verdict.status()).as(verdict.reason()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EXIM-007|warn !verify = helo|PARTIAL",
        "EXIM-007|deny !verify = helo|PASS",
        "EXIM-011|warn ratelimit = 10 / 1h|PARTIAL",
        "EXIM-011|warn ratelimit = 10 / 1h ;; delay = 5s|PASS",
        "EXIM-013|warn spf = fail|PARTIAL",
        "EXIM-013|defer spf = temperror|PASS",
      })
  void a_statement_decides(String control, String acl, Status status) {
    HostVerdict verdict = judge(control, exim("", acl.replace(" ;; ", "\n")));

    assertThat(verdict.status()).as(verdict.reason()).isEqualTo(status);
  }

  @Test
  void a_scan_without_a_scanner_is_partial() {
    Host host =
        exim(
            "acl_smtp_data = check_data\nav_scanner = sophie:/var/run/sophie",
            "deny\ncheck_data:\ndeny malware = *");

    assertThat(judge("EXIM-014", host).status()).isEqualTo(Status.PARTIAL);
  }

  @Test
  void the_queue_is_counted() {
    String one =
        "25m  2.9K 0t5C6f-0000c8-00 <a@example.com> *** frozen ***\n          b@example.org\n";

    assertThat(
            judge("EXIM-016", Host.empty().with("exim/queue_status.txt", "# exim -bp\n")).status())
        .isEqualTo(Status.PASS);
    assertThat(
            judge("EXIM-016", Host.empty().with("exim/queue_status.txt", one.repeat(3))).status())
        .isEqualTo(Status.PASS);
    assertThat(
            judge("EXIM-016", Host.empty().with("exim/queue_status.txt", one.repeat(30))).status())
        .isEqualTo(Status.PARTIAL);
    assertThat(
            judge("EXIM-016", Host.empty().with("exim/queue_status.txt", one.repeat(3000)))
                .status())
        .isEqualTo(Status.FAIL);
    assertThat(
            judge("EXIM-016", Host.empty().with("exim/queue_status.txt", "exim: permission denied"))
                .status())
        .isEqualTo(Status.NOT_ASSESSED);
  }

  @Test
  void a_running_daemon_is_seen_among_services_or_processes() {
    assertThat(
            judge(
                    "EXIM-017",
                    Host.empty()
                        .with(
                            "system/services.txt", "exim4.service loaded active running LSB: exim"))
                .status())
        .isEqualTo(Status.PASS);
    assertThat(
            judge(
                    "EXIM-017",
                    Host.empty()
                        .with(
                            "system/services.txt",
                            "## processes\n"
                                + "process: exim4 pid=3 user=x program=/usr/sbin/exim4 started=1"))
                .status())
        .isEqualTo(Status.PASS);
    assertThat(judge("EXIM-017", Host.empty().with("system/services.txt", "## processes")).status())
        .isEqualTo(Status.FAIL);
  }

  @Test
  void an_error_in_the_configuration_fails() {
    HostVerdict verdict =
        judge(
            "EXIM-018",
            Host.empty()
                .with(
                    "exim/config_test.txt",
                    "# x\n2026-01-01 Exim configuration error in line 3 of /etc/exim4/exim4.conf:"));

    assertThat(verdict.status()).isEqualTo(Status.FAIL);
    assertThat(Host.place(verdict)).isEqualTo("exim/config_test.txt:2");
  }

  @Test
  void a_verdict_is_told_in_the_words_of_a_language() {
    Host host = exim("smtp_accept_max = 0", "  deny\n    domains = !+local_domains\n  accept\n");

    assertThat(judge("EXIM-009", host).told().in(Wording.in("it")))
        .isEqualTo("Le connessioni non sono limitate: smtp_accept_max = 0.");
    assertThat(judge("EXIM-006", host).told().in(Wording.in("it")))
        .isEqualTo(
            "La lista di accesso check_rcpt rifiuta qui agli estranei i destinatari altrui.");
  }
}
