package dev.mxray.mcss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorTest {
  private static final String WHOLE = "MCSS:1.0/EV:N/AC:L/AR:N/PR:N/UI:N/VC:H/VI:H/VA:L/RC:S";

  @Test
  void is_written_as_it_was_read() {
    assertThat(Vector.parse(WHOLE)).hasToString(WHOLE);
  }

  @Test
  void metrics_may_come_in_any_order_and_are_written_in_theirs() {
    Vector shuffled = Vector.parse("MCSS:1.0/RC:S/VA:L/EV:N/VI:H/AC:L/UI:N/VC:H/PR:N/AR:N");

    assertThat(shuffled).hasToString(WHOLE).isEqualTo(Vector.parse(WHOLE));
    assertThat(shuffled).hasSameHashCodeAs(Vector.parse(WHOLE));
  }

  @Test
  void the_remediation_complexity_may_be_left_out() {
    Vector vector = Vector.parse("MCSS:1.0/EV:N/AC:L/AR:N/PR:N/UI:N/VC:H/VI:H/VA:L");

    assertThat(vector.letter(Metric.RC)).isEmpty();
    assertThat(vector).hasToString("MCSS:1.0/EV:N/AC:L/AR:N/PR:N/UI:N/VC:H/VI:H/VA:L");
    assertThat(vector).isNotEqualTo(Vector.parse(WHOLE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                              | 1  | a vector begins with MCSS:1.0",
        "MCSS:2.0/EV:N                                                   | 1  | a vector begins with MCSS:1.0",
        "mcss:1.0/EV:N                                                   | 1  | a vector begins with MCSS:1.0",
        "MCSS:1.0                                                        | 9  | the metric EV is missing",
        "MCSS:1.0/                                                       | 10 | '' is no metric with a value",
        "MCSS:1.0/EV                                                     | 10 | 'EV' is no metric with a value",
        "MCSS:1.0/EV:X                                                   | 13 | 'X' is no value of EV, which has N A L P",
        "MCSS:1.0/EV:                                                    | 13 | '' is no value of EV",
        "MCSS:1.0/EV:n                                                   | 13 | 'n' is no value of EV",
        "MCSS:1.0/EV:2                                                   | 13 | '2' is no value of EV",
        "MCSS:1.0/EV:NN                                                  | 13 | 'NN' is no value of EV",
        "MCSS:1.0/ev:N                                                   | 10 | 'ev' is no metric",
        "MCSS:1.0/EV:N/AC:P                                              | 18 | 'P' is no value of AC, which has L H",
        "MCSS:1.0/EV:N/EV:N                                              | 15 | the metric EV is given twice",
        "MCSS:1.0/EV:N/ZZ:N                                              | 15 | 'ZZ' is no metric",
        "MCSS:1.0//EV:N                                                  | 10 | '' is no metric with a value",
        "MCSS:1.0/EV:N/AC:L/AR:N/PR:N/UI:N/VC:H/VI:H/RC:S                | 49 | the metric VA is missing",
        "MCSS:1.0/EV:N/AC:L/AR:N/PR:N/UI:N/VC:H/VI:H/VA:L/RC:S/          | 55 | '' is no metric with a value",
        "MCSS:1.0/EV:N/AC:L/AR:N/PR:N/UI:N/VC:H/VI:H/VA:L/RC:S/RC:S      | 55 | the metric RC is given twice"
      })
  void a_fault_is_told_with_its_position(String text, int position, String words) {
    assertThatExceptionOfType(InvalidVectorException.class)
        .isThrownBy(() -> Vector.parse(text))
        .withMessageContaining(words)
        .withMessageEndingWith(" at position " + position)
        .satisfies(fault -> assertThat(fault.position()).isEqualTo(position));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\u001b[31m", "é"})
  void what_is_repeated_of_a_wrong_text_is_printable(String text) {
    assertThatExceptionOfType(InvalidVectorException.class)
        .isThrownBy(() -> Vector.parse("MCSS:1.0/" + text + ":N"))
        .satisfies(fault -> assertThat(fault.getMessage()).matches("[ -~]+"));
  }

  @Test
  void a_very_long_text_is_refused() {
    assertThatExceptionOfType(InvalidVectorException.class)
        .isThrownBy(() -> Vector.parse("MCSS:1.0/" + "x".repeat(100_000)))
        .withMessageContaining("too long");
  }

  @Test
  void whatever_is_read_is_a_vector_or_refused_with_a_position_inside() {
    var random = new Random(6);
    String alphabet = "MCSS:1.0/EVACARPRUIVCVIVARCNLHPATSX:/ ";
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(WHOLE);
      for (int change = random.nextInt(4); change >= 0; change--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
          default -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
        }
      }
      try {
        Vector vector = Vector.parse(text.toString());
        assertThat(Vector.parse(vector.toString())).isEqualTo(vector);
      } catch (InvalidVectorException e) {
        assertThat(e.position()).isBetween(1, text.length() + 1);
      }
    }
  }
}
