package dev.mxray.report.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mxray.report.FindingPart;
import dev.mxray.report.SampleReports;
import java.time.LocalDate;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SuppressionsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  private static final String FILE =
      """
      # what we live with
      suppressions:
        - id: spf-softfail-all
          subject: xn--bcher-kva.example
          reason: until the last sender moved
          expires: 2026-11-20
        - id: dkim-key-short
          subject: s2._domainkey.xn--bcher-kva.example
          reason: "changed in spring"
          expires: 2026-11-19
      """;

  @Test
  void a_suppression_holds_to_the_end_of_its_last_day() throws Exception {
    Suppressions suppressions = Suppressions.parse("s.yaml", FILE, TODAY);

    assertThat(suppressions.of(finding("spf-softfail-all")))
        .isEqualTo(new FindingPart.Suppression("until the last sender moved", "2026-11-20"));
  }

  @Test
  void what_has_expired_comes_back_and_is_said() throws Exception {
    Suppressions suppressions = Suppressions.parse("s.yaml", FILE, TODAY);

    assertThat(suppressions.of(finding("dkim-key-short"))).isNull();
    assertThat(suppressions.remarks())
        .containsExactly(
            "s.yaml:7: the suppression of dkim-key-short at"
                + " s2._domainkey.xn--bcher-kva.example expired on 2026-11-19");
  }

  @Test
  void another_subject_is_not_suppressed() throws Exception {
    Suppressions suppressions =
        Suppressions.parse("s.yaml", FILE.replace("xn--bcher-kva", "other"), TODAY);

    assertThat(suppressions.of(finding("spf-softfail-all"))).isNull();
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void a_mistake_is_named_with_its_line(String text, String message) {
    assertThatThrownBy(() -> Suppressions.parse("s.yaml", text, TODAY))
        .isInstanceOf(InvalidSuppressionsException.class)
        .hasMessage("s.yaml" + message);
  }

  static Stream<Arguments> wrong() {
    String item =
        "  - id: spf-missing\n    subject: a.test\n    reason: x\n    expires: 2027-01-01\n";
    String list = "suppressions:\n";
    return Stream.of(
        arguments("", ": is empty"),
        arguments("- a\n", ":1: the file begins with 'suppressions:'"),
        arguments("others: []\n", ":1: the file begins with 'suppressions:'"),
        arguments(
            "suppressions: yes\n", ":1: 'suppressions:' is a list of items that begin with '-'"),
        arguments(
            list + "  - spf-missing\n",
            ":2: an item of the list is id, subject, reason and expires"),
        arguments(list + item.replace("    reason: x\n", ""), ":2: a suppression needs reason"),
        arguments(list + item.replace("reason: x", "reason:"), ":2: a suppression needs reason"),
        arguments(
            list + item.replace("spf-missing", "spf-mising"),
            ":2: there is no finding 'spf-mising' (id)"),
        arguments(
            list + item.replace("2027-01-01", "tomorrow"),
            ":5: expires is a day like 2027-03-31, not 'tomorrow'"),
        arguments(
            list + item + "    until: 2027\n",
            ":6: 'until' is none of id, subject, reason, expires"),
        arguments(list + item + item, ":6: the same stands in line 2"),
        arguments(list + item.replace("reason: x", "reason: [x]"), ":4: 'reason' is one value"),
        arguments(list + item + "more: 1\n", ":6: nothing else stands beside 'suppressions:'"),
        arguments(list + "\t- id: x\n", ":2: is not YAML"));
  }

  @Test
  void any_text_is_read_or_refused() {
    var random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      var text = new StringBuilder(FILE);
      for (int n = random.nextInt(6); n >= 0; n--) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.setCharAt(at, "\n\t -:[]{}&*!|>'\"%@`#a0\u0000\u202e".charAt(random.nextInt(24)));
        } else {
          text.delete(at, Math.min(text.length() - 1, at + random.nextInt(30)));
        }
      }
      try {
        Suppressions.parse("s.yaml", text.toString(), TODAY).remarks();
      } catch (InvalidSuppressionsException e) {
        assertThat(e).hasMessageStartingWith("s.yaml:");
      }
    }
  }

  private static FindingPart finding(String id) {
    return SampleReports.full().findings().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
