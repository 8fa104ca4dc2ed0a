package dev.mxray.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

  @ParameterizedTest
  @CsvSource({"d@example.com, d, example.com", "D.e+f@Example.COM, D.e+f, example.com"})
  void an_atom_and_a_domain_are_an_address(String text, String localPart, String domain) {
    assertThat(MailAddress.parse(text))
        .hasValueSatisfying(
            address -> {
              assertThat(address.localPart()).isEqualTo(localPart);
              assertThat(address.domain().ascii()).isEqualTo(domain);
            });
  }

  @Test
  void an_atom_may_have_every_sign_that_the_grammar_knows() {
    assertThat(MailAddress.parse("!#$%&'*+-/=?^_`{|}~@example.com")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a b\"@example.com",
        "\"a@b\"@example.com",
        "\"a\\\"b\"@example.com",
        "\"(no comment)\"@example.com",
        "\"\"@example.com"
      })
  void a_local_part_may_be_quoted(String text) {
    assertThat(MailAddress.parse(text))
        .hasValueSatisfying(
            address -> {
              assertThat(address).hasToString(text);
              assertThat(address.domain().ascii()).isEqualTo("example.com");
            });
  }

  @Test
  void an_internationalised_domain_is_known_by_its_a_labels() {
    assertThat(MailAddress.parse("d@bücher.example"))
        .hasValueSatisfying(
            address -> assertThat(address.domain().ascii()).isEqualTo("xn--bcher-kva.example"));
  }

  @Test
  void a_local_part_may_be_internationalised() {
    assertThat(MailAddress.parse("дмарк@example.com")).isPresent();
  }

  @Test
  void a_domain_may_have_underscores_and_a_final_dot() {
    assertThat(MailAddress.parse("d@_dmarc.example.com."))
        .hasToString("Optional[d@_dmarc.example.com]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Comments, names, brackets, groups and lists belong to header fields.
        "d(comment)@example.com",
        "(comment)d@example.com",
        "d@example.com (comment)",
        "d@(comment)example.com",
        "<d@example.com>",
        "Name <d@example.com>",
        "group:d@example.com;",
        "a@example.com, d@example.com",
        "a@example.com;d@example.com",
        "@relay.test:d@example.com"
      })
  void what_stands_around_an_address_is_refused(String text) {
    assertThat(MailAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "d",
        "d@",
        "@example.com",
        "d@example",
        "d@192.0.2.1",
        "d@[192.0.2.1]",
        "d@-x.example.com",
        "d@exa mple.com",
        "d@example..com",
        "d@example.com/x",
        ".d@example.com",
        "d.@example.com",
        "d..e@example.com",
        "d e@example.com",
        "a\\b@example.com",
        "a,b@example.com",
        "a@b@example.com",
        "\"a\"b@example.com",
        "\"a@example.com",
        "a\"@example.com",
        "\"@example.com",
        "\"\\\"@example.com",
        " d@example.com",
        "d@example.com ",
        "d @example.com",
        "d@ example.com",
        "d\t@example.com"
      })
  void anything_else_is_no_address(String text) {
    assertThat(MailAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\nBcc: x", "\n", "\r\n ", "\u0000", "\u001b[31m", "\u007f"})
  void a_control_character_is_refused_even_in_quotes(String text) {
    assertThat(MailAddress.parse("\"a" + text + "b\"@example.com")).isEmpty();
    assertThat(MailAddress.parse("a" + text + "b@example.com")).isEmpty();
    assertThat(MailAddress.parse("d@example.com" + text)).isEmpty();
  }

  @Test
  void a_local_part_has_at_most_sixty_four_octets() {
    assertThat(MailAddress.parse("a".repeat(64) + "@example.com")).isPresent();
    assertThat(MailAddress.parse("a".repeat(65) + "@example.com")).isEmpty();
    assertThat(MailAddress.parse("ä".repeat(33) + "@example.com")).isEmpty();
  }

  @Test
  void whatever_is_read_is_an_address_without_white_space_outside_quotes_or_none() {
    var random = new Random(5321);
    String alphabet = "ab.@\"\\ ()<>,;:[]\n\u0000é_-";
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder("d@example.com");
      for (int change = random.nextInt(5); change >= 0; change--) {
        text.insert(
            random.nextInt(text.length() + 1), alphabet.charAt(random.nextInt(alphabet.length())));
      }
      MailAddress.parse(text.toString())
          .ifPresent(
              address -> {
                assertThat(address.localPart()).isNotEmpty().doesNotContain("\n");
                if (!address.localPart().startsWith("\"")) {
                  assertThat(address.localPart()).doesNotContainPattern("[ ()<>,;:@\\\\\\[\\]\"]");
                }
                assertThat(MailAddress.parse(address.toString())).hasValue(address);
              });
    }
  }
}
