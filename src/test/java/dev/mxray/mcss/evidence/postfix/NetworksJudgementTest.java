package dev.mxray.mcss.evidence.postfix;

import static dev.mxray.mcss.evidence.postfix.PostfixHosts.judge;
import static dev.mxray.mcss.evidence.postfix.PostfixHosts.postfix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.mcss.Status;
import dev.mxray.mcss.evidence.Host;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** POSTFIX-003. */
class NetworksJudgementTest {
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
