package dev.mxray.mcss.evidence.packages;

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

class PackageAssessorsTest {
  /** What apt says on a Debian 12. */
  private static final String POLICY =
      """
      # x
      ## dpkg
      ii  postfix        3.7.11-0+deb12u1 amd64
      ii  postfix-lmdb   3.7.11-0+deb12u1 amd64
      ## apt policy
      postfix:
        Installed: 3.7.11-0+deb12u1
        Candidate: 3.7.11-0+deb12u1
        Version table:
       *** 3.7.11-0+deb12u1 500
              500 http://deb.debian.org/debian bookworm/main amd64 Packages
              100 /var/lib/dpkg/status
      """;

  private static HostVerdict judge(String control, Host host) {
    return host.judge(PackageAssessors.all(), control);
  }

  private static Host postfix(String version) {
    return Host.empty().with("postfix/version.txt", "# x\nmail_version = " + version);
  }

  @Test
  void the_list_of_releases_is_read_whole() {
    Releases known = Releases.known();

    assertThat(known.dated()).isEqualTo("2026-08-22");
    assertThat(known.all())
        .extracting(Releases.Release::product)
        .contains("postfix", "exim", "dovecot", "cyrus", "openssl", "debian", "ubuntu", "rhel");
    assertThat(known.of("openssl", new SoftwareVersion("1.1.1"))).isPresent();
    assertThat(known.of("openssl", new SoftwareVersion("3.0.11")).orElseThrow().branch())
        .isEqualTo("3.0");
  }

  @ParameterizedTest
  @CsvSource({
    "3.11.6,PASS",
    "3.11.2,PARTIAL",
    "3.7.11,FAIL",
    "2.3.1,FAIL",
    "4.2.0,PASS",
    "2.7.1,FAIL",
  })
  void authors_maintain_their_newest_branches(String version, Status status) {
    HostVerdict verdict = judge("PATCHING-001", postfix(version));

    assertThat(verdict.status()).as(verdict.reason()).isEqualTo(status);
  }

  @Test
  void a_distribution_repairs_its_package_longer_than_the_authors_do() {
    HostVerdict verdict =
        judge("PATCHING-001", postfix("3.7.11").with("postfix/package_info.txt", POLICY));

    assertThat(verdict.status()).isEqualTo(Status.PASS);
    assertThat(verdict.strength()).isEqualTo(Strength.INDICATIVE);
    assertThat(verdict.reason()).contains("Debian 12").contains("2028-06-30");
    assertThat(Host.place(verdict)).isEqualTo("postfix/package_info.txt:3");
  }

  @Test
  void a_package_of_another_release_than_the_program_says_nothing_of_it() {
    Host host = postfix("3.6.4").with("postfix/package_info.txt", POLICY);

    assertThat(judge("PATCHING-001", host).status()).isEqualTo(Status.FAIL);
  }

  @Test
  void a_distribution_past_its_end_repairs_nothing() {
    Host host =
        Host.empty()
            .with("exim/version.txt", "Exim version 4.92 #3 built")
            .with("exim/package_info.txt", "ii  exim4-daemon-light 4.92-8+deb10u6 amd64 x");

    HostVerdict verdict = judge("PATCHING-001", host);
    assertThat(verdict.status()).isEqualTo(Status.FAIL);
    assertThat(verdict.reason()).contains("Debian 10").contains("2024-06-30");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ii  postfix 3.6.4-1ubuntu1.3 amd64|OS: Ubuntu 22.04.4 LTS|3.6.4|Ubuntu 22.04",
        "ii  postfix 3.5.25-0+deb11u2~bpo10+1 amd64|OS: x|3.5.25|Debian 10",
        "postfix-3.5.25-1.el9.x86_64|OS: Rocky Linux 9.4|3.5.25|Enterprise Linux 9",
      })
  void the_release_of_a_distribution_is_told_by_the_package(
      String line, String system, String version, String expected) {
    Host host =
        postfix(version).with("postfix/package_info.txt", line).with("00_summary.txt", system);

    assertThat(judge("PATCHING-001", host).reason()).contains(expected);
  }

  @Test
  void a_newer_package_that_waits_is_told() {
    String waiting = POLICY.replace("Candidate: 3.7.11-0+deb12u1", "Candidate: 3.7.11-0+deb12u2");
    Host host = postfix("3.7.11").with("postfix/package_info.txt", waiting);

    assertThat(judge("PATCHING-001", host).status()).isEqualTo(Status.PARTIAL);
  }

  @Test
  void evidence_much_newer_than_the_list_gets_a_warning() {
    Host host = postfix("3.11.6");

    assertThat(judge("PATCHING-001", host).reason()).doesNotContain("stale");
    assertThat(judge("PATCHING-001", host.at("2027-06-01")).reason())
        .contains("9 months")
        .contains("stale");
  }

  @Test
  void the_worst_product_counts() {
    Host host = postfix("3.11.6").with("dovecot/version.txt", "2.2.36.4 (baf9232c1)");

    assertThat(judge("PATCHING-001", host).reason()).contains("Dovecot 2.2.36.4");
    assertThat(judge("PATCHING-001", Host.empty()).status()).isEqualTo(Status.NOT_ASSESSED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x|x|PASS",
        "http://deb.debian.org/debian|http://mirror.example/debian|PASS",
        "http://deb.debian.org/debian|http://packages.example/own|PARTIAL",
        "              500 http.*|x|PARTIAL",
        "ii  postfix  .*|x|FAIL",
      })
  void a_package_has_an_origin(String old, String other, Status status) {
    String info = POLICY.replaceFirst(old, other);
    if (other.equals("x") && old.startsWith(" ")) {
      info = POLICY.lines().filter(l -> !l.contains("http:")).reduce("", (a, b) -> a + b + "\n");
    }
    HostVerdict verdict =
        judge("PATCHING-002", postfix("3.7.11").with("postfix/package_info.txt", info));

    assertThat(verdict.status()).as(verdict.reason()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Vendor      : Rocky Enterprise Software Foundation|PASS",
        "Vendor      : Somebody|PARTIAL",
        "Signature   : (none)|FAIL",
      })
  void an_rpm_has_a_vendor_and_a_signature(String line, Status status) {
    Host host =
        Host.empty()
            .with("postfix/package_info.txt", "## rpm info\npostfix-3.5.25-1.el9.x86_64\n" + line);

    assertThat(judge("PATCHING-002", host).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "program: /usr/sbin/exim4 pie=yes stack_protector=yes relro=yes fortify=yes|PASS",
        "program: /usr/sbin/exim4 pie=no stack_protector=yes relro=yes fortify=yes|PARTIAL",
        "program: /usr/sbin/exim4 pie=no stack_protector=no relro=no fortify=no|FAIL",
        "program: /usr/sbin/exim4 pie=unknown stack_protector=unknown|NOT_ASSESSED",
        "# none|NOT_ASSESSED",
      })
  void hardening_is_told_program_by_program(String line, Status status) {
    assertThat(judge("PATCHING-003", Host.empty().with("system/hardening.txt", line)).status())
        .isEqualTo(status);
    assertThat(judge("PATCHING-003", Host.empty()).reason()).contains("system/hardening.txt");
  }

  @Test
  void no_file_makes_the_readers_fail() {
    Mutations.of(
            List.of(
                POLICY, "postfix-3.5.25-1.el9.x86_64\nSignature : (none)", "mail_version = 3.7"),
            3_000,
            5)
        .forEach(
            text -> {
              Host host =
                  Host.empty()
                      .with("postfix/package_info.txt", text)
                      .with("postfix/version.txt", text);
              PackageAssessors.all()
                  .values()
                  .forEach(a -> assertThat(a.assess(host.evidence())).isNotNull());
            });
  }

  @Test
  void the_verdict_is_told_in_italian_with_its_warning() {
    Host host = postfix("3.7.11").with("postfix/package_info.txt", POLICY).at("2027-06-01");

    assertThat(judge("PATCHING-001", host).told().in(Wording.in("it")))
        .isEqualTo(
            "Postfix 3.7.11-0+deb12u1 è un pacchetto di Debian 12, che vi riporta le correzioni"
                + " fino al 2028-06-30. L'elenco dei rilasci è del 2026-08-22, di 9 mesi più"
                + " vecchio delle evidenze: i dati non sono aggiornati.");
  }
}
