package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What EHLO offers, as values. */
class ExtensionsPartTest {
  @Test
  void what_is_offered_is_told_whatever_its_case() {
    assertThat(
            ExtensionsPart.of(
                List.of(
                    "size 35651584",
                    "PIPELINING",
                    "8BITMIME",
                    "CHUNKING",
                    "SMTPUTF8",
                    "REQUIRETLS",
                    "DSN",
                    "LIMITS RCPTMAX=20 MAILMAX=5")))
        .isEqualTo(
            new ExtensionsPart(35_651_584L, true, true, true, true, true, "RCPTMAX=20 MAILMAX=5"));
  }

  @Test
  void what_is_not_offered_is_not_there() {
    assertThat(ExtensionsPart.of(List.of("SIZEX 1", "XDSN", "")))
        .isEqualTo(new ExtensionsPart(null, false, false, false, false, false, null));
  }

  @Test
  void a_size_without_a_number_or_of_zero_is_no_limit_and_one_that_cannot_be_is_none() {
    assertThat(ExtensionsPart.of(List.of("SIZE")).size()).isZero();
    assertThat(ExtensionsPart.of(List.of("SIZE 0")).size()).isZero();
    assertThat(ExtensionsPart.of(List.of("SIZE -1")).size()).isNull();
    assertThat(ExtensionsPart.of(List.of("SIZE " + "9".repeat(19))).size()).isNull();
  }
}
