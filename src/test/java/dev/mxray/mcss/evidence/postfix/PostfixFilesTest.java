package dev.mxray.mcss.evidence.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.Mutations;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Host;
import dev.mxray.mcss.evidence.packages.SoftwareVersion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PostfixFilesTest {
  private static EvidenceFile file(String text) {
    return new EvidenceFile("postfix/config_files/main.cf", text.lines().toList(), false);
  }

  private static String value(MainCf main, String name) {
    return Objects.requireNonNull(main.get(name), name).value();
  }

  @Test
  void a_value_goes_on_in_lines_that_begin_with_blanks_with_comments_between() {
    MainCf main = MainCf.of(file("# c\na = 1,\n  2,\n# in between\n\n\t3\nb=x"));

    assertThat(value(main, "a")).isEqualTo("1, 2, 3");
    assertThat(Objects.requireNonNull(main.get("a")).line().quote("3").line()).isEqualTo(6);
    assertThat(value(main, "b")).isEqualTo("x");
  }

  @Test
  void of_two_lines_for_a_parameter_the_last_counts() {
    assertThat(value(MainCf.of(file("a = 1\na = 2")), "a")).isEqualTo("2");
  }

  @Test
  void a_complaint_of_postconf_is_no_parameter() {
    assertThat(MainCf.of(file("postconf: warning: /etc/postfix/main.cf: unused parameter: a=b")))
        .matches(MainCf::isEmpty);
  }

  @Test
  void services_are_read_with_their_overrides_as_postconf_prints_them() {
    PostfixConfig config = PostfixConfig.of(Host.real("postfix-hardened").evidence()).orElseThrow();

    MasterService submission = config.submissionServers().get(0);
    assertThat(submission.name()).isEqualTo("submission");
    assertThat(submission.overrides())
        .containsEntry("smtpd_recipient_restrictions", "permit_sasl_authenticated, reject")
        .containsEntry("smtpd_client_restrictions", "$mua_client_restrictions");
    assertThat(config.setting(submission, "smtpd_client_restrictions").orElseThrow().value())
        .isEqualTo("permit_sasl_authenticated, reject");
    assertThat(config.exchangeServers()).extracting(MasterService::name).containsExactly("smtp");
  }

  @Test
  void overrides_are_read_from_master_cf_over_several_lines() {
    List<MasterService> services =
        MasterCf.services(
            file(
                """
                127.0.0.1:10025 inet n - n - - smtpd
                  -o mynetworks=127.0.0.0/8
                  -oa=b
                  -o { c = d e }
                  -v
                no service
                """));

    assertThat(services).hasSize(1);
    assertThat(services.get(0).onLoopback()).isTrue();
    assertThat(services.get(0).overrides())
        .isEqualTo(Map.of("mynetworks", "127.0.0.0/8", "a", "b", "c", "d e"));
  }

  /** The list of defaults is compared with what an installed Postfix prints. */
  @Test
  void the_known_defaults_are_those_that_postfix_prints() {
    MainCf printed =
        MainCf.of(
            Host.real("postfix-defaults-3.7")
                .evidence()
                .file("postfix/config_active/postconf_defaults.txt")
                .orElseThrow());
    var version = new SoftwareVersion("3.7.11");

    var compared =
        printed.parameters().keySet().stream()
            .filter(name -> KnownDefaults.of(name, version).isPresent())
            .peek(
                name ->
                    assertThat(KnownDefaults.of(name, version))
                        .as(name)
                        .contains(value(printed, name)))
            .count();
    assertThat(compared).isGreaterThan(50);
  }

  @Test
  void no_file_makes_the_readers_fail() {
    List<String> seeds =
        List.of(
            "smtpd_relay_restrictions =\n  permit_mynetworks,\n  check_client_access { cidr:/x, y }\n",
            "submission inet n - y - - smtpd -o a=b -o {c=d}\n  -o\n  -o {",
            "mynetworks = !192.0.2.0/33 [::1]/128, hash:/etc/x ::/0");
    Mutations.of(seeds, 4_000, 2)
        .forEach(
            text -> {
              EvidenceFile file = file(text);
              MainCf.of(file);
              MasterCf.services(file);
              Networks.of(text).entries().forEach(Networks.Entry::reach);
              Restriction.list(text, "check_client_access").forEach(Restriction::examines);
              AccessTable.permitting(file);
            });
  }
}
