package dev.mxray.mcss.evidence.alias;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.Mutations;
import dev.mxray.mcss.Status;
import dev.mxray.mcss.evidence.Host;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Wording;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliasAssessorsTest {
  private static final String SEEN =
      """
      # x
      ## postmaster
      alias: /etc/aliases:3 postmaster -> local name
      postmaster: yes
      ## abuse
      abuse: no
      ## security
      alias: /etc/aliases:9 security -> /dev/null
      security: yes
      ## hostmaster
      alias: /etc/postfix/virtual:2 hostmaster@example.com -> address
      hostmaster: yes
      """;

  private static HostVerdict judge(String control, String seen) {
    return Host.empty().with(RoleAddresses.FILE, seen).judge(AliasAssessors.all(), control);
  }

  @ParameterizedTest
  @CsvSource({
    "RFC2142-001,PASS,3",
    "RFC2142-002,FAIL,6",
    "RFC2142-003,FAIL,8",
    "RFC2142-004,PASS,11",
  })
  void a_name_is_there_or_not(String control, Status status, int line) {
    HostVerdict verdict = judge(control, SEEN);

    assertThat(verdict.status()).as(verdict.reason()).isEqualTo(status);
    assertThat(Host.place(verdict)).isEqualTo(RoleAddresses.FILE + ":" + line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "account: abuse|PASS",
        "catch_all: /etc/postfix/virtual:4|PASS",
        "unreadable: /etc/aliases|NOT_ASSESSED",
        "alias: /etc/aliases:4 abuse -> program|PARTIAL",
        "alias: /etc/aliases:4 abuse -> nothing|FAIL",
      })
  void a_line_decides(String line, Status status) {
    assertThat(judge("RFC2142-002", SEEN.replace("## abuse", "## abuse\n" + line)).status())
        .isEqualTo(status);
  }

  @Test
  void every_virtual_domain_needs_its_own() {
    Host host =
        Host.empty()
            .with(RoleAddresses.FILE, SEEN)
            .with(
                "postfix/config_active/postconf_n.txt",
                "virtual_alias_domains = example.com, example.org");

    HostVerdict verdict = host.judge(AliasAssessors.all(), "RFC2142-004");

    assertThat(verdict.status()).isEqualTo(Status.PARTIAL);
    assertThat(verdict.reason()).contains("example.org").doesNotContain("example.com");
  }

  @Test
  void without_the_file_nothing_is_assessed() {
    assertThat(AliasAssessors.all()).hasSize(4);
    AliasAssessors.all()
        .values()
        .forEach(
            assessor -> {
              HostVerdict verdict = assessor.assess(Host.empty().evidence());
              assertThat(verdict.status()).isEqualTo(Status.NOT_ASSESSED);
              assertThat(verdict.reason()).contains(RoleAddresses.FILE);
            });
  }

  @Test
  void no_file_makes_the_reader_fail() {
    Mutations.of(List.of(SEEN), 3_000, 6)
        .forEach(text -> assertThat(judge("RFC2142-001", text)).isNotNull());
  }

  @Test
  void a_verdict_is_told_in_the_words_of_a_language() {
    HostVerdict verdict =
        judge(
            "RFC2142-002",
            SEEN.replace("## abuse", "## abuse\nalias: /etc/aliases:4 abuse -> nothing"));

    assertThat(verdict.reason()).isEqualTo("The alias abuse leads to nothing.");
    assertThat(verdict.told().in(Wording.in("it"))).isEqualTo("L'alias abuse non porta a nulla.");
  }
}
