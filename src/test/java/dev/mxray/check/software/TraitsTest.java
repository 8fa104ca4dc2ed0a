package dev.mxray.check.software;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Software that does not name itself, and speaks like no other. */
class TraitsTest {
  @ParameterizedTest
  @CsvSource({
    "X-ANONYMOUSTLS, Microsoft Exchange",
    "X-EXPS GSSAPI NTLM, Microsoft Exchange",
    "xshadow, Microsoft Exchange",
    "PIPECONNECT, Exim",
    "X_PIPE_CONNECT, Exim",
    "XVERP=Courier, Courier"
  })
  void a_keyword_that_only_one_has_names_it(String keyword, String software) {
    assertThat(new Traits("mx.example.com", List.of("SIZE 1000", keyword)).software())
        .hasValue(software);
  }

  @Test
  void sendmail_is_told_from_others_that_are_pleased() {
    String pleased = "mx.example.com Hello c.example.net [25.0.0.1], pleased to meet you";
    assertThat(new Traits(pleased, List.of("DSN", "DELIVERBY", "HELP")).software())
        .hasValue("Sendmail");
    assertThat(new Traits(pleased, List.of("8BITMIME", "HELP")).software()).isEmpty();
  }

  @Test
  void a_turn_of_phrase_names_stalwart() {
    assertThat(new Traits("mx.example.com you had me at EHLO", List.of()).software())
        .hasValue("Stalwart");
  }

  @Test
  void what_everybody_could_say_and_what_contradicts_itself_names_nobody() {
    assertThat(new Traits("mx.example.com", List.of("PIPELINING", "SIZE 1", "ETRN")).software())
        .isEmpty();
    assertThat(new Traits("mx", List.of("XRDST", "PIPECONNECT")).software()).isEmpty();
    assertThat(new Traits("", List.of("", " ")).software()).isEmpty();
  }
}
