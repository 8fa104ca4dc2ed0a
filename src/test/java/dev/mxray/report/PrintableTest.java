package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "v=spf1 -all", "bücher 例え почта", "<b>&amp;</b>", "\\032 C:\\"})
  void visible_text_stays_as_it_is(String text) {
    assertThat(Printable.of(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, \\x00",
    "9, \\x09",
    "10, \\x0a",
    "27, \\x1b",
    "127, \\x7f",
    "155, \\x9b",
    "160, \\u00a0",
    "173, \\u00ad",
    "847, \\u034f",
    "8203, \\u200b",
    "8232, \\u2028",
    "8238, \\u202e",
    "8294, \\u2066",
    "12644, \\u3164",
    "55296, \\ud800",
    "65039, \\ufe0f",
    "65279, \\ufeff",
    "65535, \\uffff",
    "917569, \\U000e0041",
    "917760, \\U000e0100"
  })
  void what_is_not_visible_is_written_by_its_number(int codePoint, String written) {
    assertThat(Printable.of("a" + Character.toString(codePoint) + "b"))
        .isEqualTo("a" + written + "b");
  }

  @Test
  void without_unicode_signs_are_spelled_and_what_could_be_syntax_is_a_number() {
    assertThat(Printable.of("RFC 7208 §4.6.4… ü –all “x”", /* unicode= */ false))
        .isEqualTo("RFC 7208 section 4.6.4... \\u00fc \\u2013all \\u201cx\\u201d");
  }

  @Test
  void a_cut_says_how_much_is_gone() {
    assertThat(Printable.cut("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Printable.cut("abcdef", 4)).isEqualTo("abcd… (2 more characters)");
    assertThat(Printable.cut("\ud83d\ude00\ud83d\ude00", 1))
        .isEqualTo("\ud83d\ude00… (1 more characters)");
  }

  @Test
  void nothing_invisible_ever_comes_out() {
    var random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(8); n >= 0; n--) {
        text.append((char) random.nextInt(0x10000));
      }
      assertThat(Printable.of(text.toString()).codePoints().allMatch(Printable::isVisible))
          .isTrue();
      assertThat(
              Printable.of(text.toString(), /* unicode= */ false)
                  .chars()
                  .allMatch(c -> c >= ' ' && c < 0x7f))
          .isTrue();
    }
  }
}
