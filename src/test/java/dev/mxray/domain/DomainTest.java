package dev.mxray.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTest {

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com, example.com",
    "EXAMPLE.Com, example.com, example.com",
    "example.com., example.com, example.com",
    "'  example.com\t', example.com, example.com",
    "bücher.test, xn--bcher-kva.test, bücher.test",
    "BÜCHER.test, xn--bcher-kva.test, bücher.test",
    "xn--bcher-kva.test, xn--bcher-kva.test, bücher.test",
    "XN--BCHER-KVA.TEST, xn--bcher-kva.test, bücher.test",
    "例え。テスト, xn--r8jz45g.xn--zckzah, 例え.テスト",
    "_dmarc.example.com, _dmarc.example.com, _dmarc.example.com",
    "a_b.example.com, a_b.example.com, a_b.example.com",
    "a--b.example.com, a--b.example.com, a--b.example.com",
    "1.example.com, 1.example.com, 1.example.com",
    "163.com, 163.com, 163.com",
    "example.c0m, example.c0m, example.c0m"
  })
  void a_name_has_both_forms(String given, String ascii, String unicode) {
    assertThat(Domain.parse(given)).isEqualTo(new Domain(ascii, unicode)).hasToString(ascii);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xn--a.com", // does not decode
        "xn--zzzzzz99999999999.com", // decodes to nothing in Unicode
        "xn--ab-r13a.com", // an ideographic full stop inside, which would read as two labels
        "xn--strae-oqa.de", // straße, which IDNA2003 would map to strasse
        "xn--ls8h.la" // newer than the JDK's tables
      })
  void an_xn_label_that_has_no_safe_unicode_form_is_shown_as_it_is(String name) {
    assertThat(Domain.parse(name)).isEqualTo(new Domain(name, name));
  }

  @Test
  void labels_are_told_from_left_to_right() {
    assertThat(Domain.parse("a.example.com.").labels()).containsExactly("a", "example", "com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\t\n"})
  void nothing_is_no_name(String given) {
    assertRefused(given, "the domain name is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", ".example.com", "example..com", "example.com..", "a。。b"})
  void labels_are_not_empty(String given) {
    assertRefused(given, "'" + given + "' has an empty label");
  }

  @Test
  void labels_have_at_most_63_characters() {
    String label = "a".repeat(63);
    assertThat(Domain.parse(label + ".com").ascii()).isEqualTo(label + ".com");
    assertRefused(label + "a.com", "'" + label + "a.com' has a label longer than 63 characters");
    assertRefused(
        "ü".repeat(63) + ".com",
        "'" + "ü".repeat(63) + ".com' has a label longer than 63 characters");
  }

  @Test
  void names_have_at_most_253_characters() {
    String name = "a".repeat(61) + ("." + "b".repeat(63)).repeat(3);
    assertThat(Domain.parse(name + ".").ascii()).hasSize(253).isEqualTo(name);
    assertThatThrownBy(() -> Domain.parse("a" + name))
        .isInstanceOf(InvalidDomainException.class)
        .hasMessageEndingWith("…' is longer than the 253 characters of a domain name");
    assertThatThrownBy(() -> Domain.parse("http://" + "a.".repeat(1_000_000)))
        .isInstanceOf(InvalidDomainException.class)
        .hasMessageEndingWith("…' is longer than the 253 characters of a domain name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "com", "com."})
  void a_single_label_is_refused(String given) {
    assertRefused(
        given, "'" + given + "' is a single label; give a full domain name such as example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.3", "example.123", "1.2.3.4.5", "256.256.256.256"})
  void a_name_does_not_end_in_a_number(String given) {
    assertRefused(given, "'" + given + "' ends in a number; that is no domain name (RFC 3696 §2)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"25.0.2.1", "25.0.2.1.", "2e00:25::1", "::1", "[2e00:25::1]", "[25.0.2.1]"})
  void an_address_is_called_an_address(String given) {
    assertRefused(given, "'" + given + "' is an address, not a domain name");
  }

  @ParameterizedTest
  @CsvSource({
    "-a.example.com, -a, begins or ends with a hyphen",
    "a-.example.com, a-, begins or ends with a hyphen",
    "-.example.com, -, begins or ends with a hyphen",
    "exa mple.com, exa mple, 'has a character other than letters, digits, hyphens and underscores'",
    "*.example.com, *, 'has a character other than letters, digits, hyphens and underscores'",
    "exam'ple.com, exam'ple, 'has a character other than letters, digits, hyphens and underscores'",
    "$(id).com, $(id), 'has a character other than letters, digits, hyphens and underscores'",
    "foo:bar.com, foo:bar, 'has a character other than letters, digits, hyphens and underscores'"
  })
  void a_bad_label_is_named(String given, String label, String fault) {
    assertRefused(
        given, "'" + given + "' is not a domain name: the label '" + label + "' " + fault);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com, example.com",
    "HTTPS://www.Example.com:8443/path?x=1#y, www.example.com",
    "http://user:secret@example.com/, example.com",
    "//example.com/, ",
    "example.com/, example.com",
    "example.com/path, example.com",
    "example.com?x, example.com",
    "example.com:25, example.com",
    "example.com.:25, example.com",
    "example.com:, example.com",
    "someone@example.com, example.com",
    "@example.com, example.com",
    "<someone@example.com>, example.com",
    "Some One <someone@example.com>, example.com",
    "mailto:someone@example.com, example.com",
    "MailTo:someone@example.com?subject=x, example.com",
    "mailto:example.com, example.com",
    "smtp://mx.example.com:25, mx.example.com",
    "https://xn--bcher-kva.test/, bücher.test",
    "jemand@bücher.test, bücher.test"
  })
  void what_holds_a_name_is_answered_with_it(String given, String meant) {
    if (meant == null) {
      assertThatThrownBy(() -> Domain.parse(given)).isInstanceOf(InvalidDomainException.class);
    } else {
      assertRefused(given, "'" + given + "' is not a domain name; did you mean '" + meant + "'?");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://25.0.2.1/",
        "http://[2e00:25::1]:80/",
        "someone@localhost",
        "https://",
        "mailto:",
        "@",
        "a@b@",
        "25.0.2.1:25",
        "user@[25.0.2.1]"
      })
  void nothing_that_is_no_name_is_suggested(String given) {
    assertThatThrownBy(() -> Domain.parse(given))
        .isInstanceOf(InvalidDomainException.class)
        .message()
        .doesNotContain("did you mean");
  }

  @ParameterizedTest
  @ValueSource(strings = {"straße.de", "βόλος.com", "a\u200db.com", "a\u200cb.com"})
  void characters_that_idna_versions_read_differently_are_not_guessed(String given) {
    assertThatThrownBy(() -> Domain.parse(given))
        .isInstanceOf(InvalidDomainException.class)
        .hasMessageContaining("give the name in its xn-- form");
  }

  @ParameterizedTest
  @ValueSource(strings = {"💩.la", "ẞ.de", "a\u202eb.com", "a\u2028b.com"})
  void characters_that_idna_does_not_know_are_refused(String given) {
    assertThatThrownBy(() -> Domain.parse(given))
        .isInstanceOf(InvalidDomainException.class)
        .hasMessageContaining("if it is right, give the name in its xn-- form");
  }

  @Test
  void control_characters_do_not_reach_the_message() {
    assertRefused(
        "\u001b[31mred.com\u0007\n.x",
        "'\\u001b[31mred.com\\u0007\\u000a.x' is not a domain name: the label '\\u001b[31mred'"
            + " has a character other than letters, digits, hyphens and underscores");
    assertThatThrownBy(() -> Domain.parse("a\u202e\u2028\ud800b.com"))
        .hasMessageStartingWith("'a\\u202e\\u2028\\ud800b.com'");
  }

  @Test
  void any_text_is_a_name_in_both_forms_or_refused_with_one_printable_line() {
    var random = new Random(5);
    String alphabet = "abcxnXN019--_...:@/?#[]<> \t\u0000\u001büßＡ。\u200b\u202e中\ud800é\u0301";
    String[] starts = {"", "", "xn--", "https://", "mailto:", "example.", "xn--bcher-kva."};
    int names = 0;
    for (int i = 0; i < 50_000; i++) {
      var text = new StringBuilder(starts[random.nextInt(starts.length)]);
      for (int n = random.nextInt(14); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      text.append(random.nextBoolean() ? ".com" : "");
      try {
        Domain domain = Domain.parse(text.toString());
        names++;
        assertThat(domain.ascii()).matches("[a-z0-9_.-]{3,253}").doesNotEndWith(".").contains(".");
        assertThat(domain.ascii()).isEqualTo(domain.ascii().toLowerCase(Locale.ROOT));
        assertThat(Domain.parse(domain.ascii())).isEqualTo(domain);
        assertThat(Domain.parse(domain.unicode())).isEqualTo(domain);
      } catch (InvalidDomainException e) {
        assertThat(e.getMessage()).matches("[^\\p{Cntrl}\\u202e\\u200b]+").hasSizeLessThan(900);
      }
    }
    assertThat(names).isGreaterThan(1000);
  }

  private static void assertRefused(String given, String message) {
    assertThatThrownBy(() -> Domain.parse(given))
        .isInstanceOf(InvalidDomainException.class)
        .hasMessage(message);
  }
}
