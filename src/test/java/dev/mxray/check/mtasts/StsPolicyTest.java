package dev.mxray.check.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.mtasts.StsPolicy.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StsPolicyTest {
  private static final String GOOD =
      """
      version: STSv1
      mode: enforce
      mx: mail.example.com
      mx: *.example.net
      max_age: 604800
      """
          .replace("\n", "\r\n");

  @Test
  void the_example_of_the_rfc_is_read() {
    StsPolicy policy = StsPolicy.parse(GOOD);
    assertThat(policy.faults()).isEmpty();
    assertThat(policy.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(policy.maxAge()).isEqualTo(604_800);
    assertThat(policy.mx()).containsExactly("mail.example.com", "*.example.net");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version: STSv1\nmode: none\nmax_age: 0",
        "version:STSv1\nmode:none\nmax_age:0\n",
        "version: STSv1 \t\nmode:\tnone\nmax_age:   1\n\n",
        "mode: none\nmax_age: 31557600\nversion: STSv1\n",
        "version: STSv1\nmode: none\nmode: enforced\nmax_age: 1\nmax_age: never\n",
        "version: STSv1\nmode: none\nmax_age: 1\nextension.1: a b \u00c3\u00a9\n",
        "version: STSv1\nmode: testing\nmx: a_b.example.com\nmax_age: 1\n",
        "version: STSv1\nmode: testing\nmx: localhost\nmax_age: 1\n"
      })
  void these_are_policies(String text) {
    assertThat(StsPolicy.parse(text).faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode: none; max_age: 1                           | version is missing",
        "version: STSv1; max_age: 1                       | mode is missing",
        "version: STSv1; mode: none                       | max_age is missing",
        "version: STSv2; mode: none; max_age: 1           | the version is STSv1",
        "version: stsv1; mode: none; max_age: 1           | the version is STSv1",
        "version: STSv1; mode: Enforce; mx: a.example; max_age: 1 | a mode is enforce, testing or none",
        "version: STSv1; mode: enforce; max_age: 1        | mode enforce needs at least one mx",
        "version: STSv1; mode: testing; max_age: 1        | mode testing needs at least one mx",
        "version: STSv1; mode: none; max_age: -1          | max_age is a number of seconds",
        "version: STSv1; mode: none; max_age: 31557601    | max_age is a number of seconds",
        "version: STSv1; mode: none; max_age: 99999999999 | max_age is a number of seconds",
        "version: STSv1; mode: none; max_age: 1 day       | max_age is a number of seconds",
        "version : STSv1; mode: none; max_age: 1          | no line of the form",
        "<html>                                           | no line of the form",
        "version: STSv1; mode: enforce; mx: .example.com; max_age: 1  | an mx is a host name",
        "version: STSv1; mode: enforce; mx: *example.com; max_age: 1  | an mx is a host name",
        "version: STSv1; mode: enforce; mx: *.*.example; max_age: 1   | an mx is a host name",
        "version: STSv1; mode: enforce; mx: a.*.example; max_age: 1   | an mx is a host name",
        "version: STSv1; mode: enforce; mx: a.example.; max_age: 1    | an mx is a host name",
        "version: STSv1; mode: enforce; mx: *; max_age: 1             | an mx is a host name",
        "version: STSv1; mode: enforce; mx: ; max_age: 1              | an mx is a host name",
        "version: STSv1; mode: enforce; mx: a.example b.example; max_age: 1 | an mx is a host name",
        "version: STSv1; mode: enforce; mx: a.example,b.example; max_age: 1 | an mx is a host name",
        "version: STSv1; mode: enforce; mx: http://a.example; max_age: 1    | an mx is a host name"
      })
  void these_are_not(String text, String reason) {
    StsPolicy policy = StsPolicy.parse(text.replace("; ", "\n") + "\n");
    assertThat(policy.isValid()).isFalse();
    assertThat(policy.faults()).anyMatch(fault -> fault.reason().startsWith(reason));
  }

  @Test
  void faults_name_their_line() {
    assertThat(StsPolicy.parse("version: STSv1\nmode: enforced\nmax_age: soon\n").faults())
        .extracting(StsPolicy.Fault::line)
        .containsExactly(2, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "mail.example.com, true",
    "MAIL.Example.COM, true",
    "mx1.example.net, true",
    "a.mx1.example.net, false",
    "example.net, false",
    "mailexample.com, false",
    "x.mail.example.com, false",
    "'', false",
    "net, false"
  })
  void patterns_match_one_label_and_no_more(String host, boolean matches) {
    assertThat(StsPolicy.parse(GOOD).matches(host)).isEqualTo(matches);
  }

  @Test
  void faults_and_lines_are_bounded() {
    StsPolicy broken = StsPolicy.parse("x\n".repeat(32_000));
    assertThat(broken.faults()).hasSizeLessThanOrEqualTo(20);
    StsPolicy long1 = StsPolicy.parse(GOOD + "mx: a.example\n".repeat(4_700));
    assertThat(long1.isValid()).isTrue();
    assertThat(StsPolicy.parse(GOOD + "mx: a.example\n".repeat(6_000)).isValid()).isFalse();
    assertThat(StsPolicy.parse("a".repeat(65_536)).faults().get(0).token()).hasSize(200);
  }
}
