package dev.mxray.net.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {

  @Test
  void the_first_line_is_the_servers_name_and_no_capability() {
    var reply = new Reply(250, List.of("STARTTLS", "SIZE 1000"));
    assertThat(Capabilities.of(reply).lines()).containsExactly("SIZE 1000");
    assertThat(Capabilities.of(reply).has("STARTTLS")).isFalse();
  }

  @Test
  void keywords_have_any_case_and_may_have_parameters() {
    var offered = new Capabilities(List.of("StartTls", "SIZE 1000", " 8BITMIME "));
    assertThat(offered.has("STARTTLS")).isTrue();
    assertThat(offered.has("SIZE")).isTrue();
    assertThat(offered.has("8bitmime")).isTrue();
    assertThat(offered.has("START")).isFalse();
  }

  @Test
  void a_keyword_is_a_whole_word() {
    assertThat(new Capabilities(List.of("X-STARTTLS", "STARTTLSX", "NO STARTTLS")).has("STARTTLS"))
        .isFalse();
  }

  @Test
  void mechanisms_of_the_old_and_the_new_form_are_told_once() {
    assertThat(new Capabilities(List.of("AUTH PLAIN login", "AUTH=PLAIN CRAM-MD5")).auth())
        .containsExactly("PLAIN", "LOGIN", "CRAM-MD5");
    assertThat(new Capabilities(List.of("AUTHX PLAIN", "X-AUTH PLAIN", "AUTH", "")).auth())
        .isEmpty();
  }
}
