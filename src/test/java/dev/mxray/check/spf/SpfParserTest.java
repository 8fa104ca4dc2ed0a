package dev.mxray.check.spf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.spf.SpfTerm.A;
import dev.mxray.check.spf.SpfTerm.BadTerm;
import dev.mxray.check.spf.SpfTerm.Ip6;
import dev.mxray.check.spf.SpfTerm.UnknownModifier;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpfParserTest {
  @ParameterizedTest
  @ValueSource(strings = {"v=spf1", "V=SPF1 -all", "v=spf1 ", "v=Spf1  mx"})
  void is_a_record(String text) {
    assertThat(SpfParser.isSpf(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "v=spf", "v=spf10", " v=spf1 -all", "v=spf1\t-all", "v=spf1;", "x v=spf1"})
  void is_no_record(String text) {
    assertThat(SpfParser.isSpf(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all",
        "-ALL",
        "?all",
        "~all",
        "+all",
        "a",
        "A/24",
        "a//64",
        "a/24//64",
        "mx/0",
        "mx//0",
        "a:example.com",
        "a:example.com.",
        "a:example.com/24//64",
        "a:%{d}/24",
        "a:%{d2r}._x.com",
        "a:_x.%{i}",
        "a:foo/bar.example.com",
        "a:foo/bar%_",
        "a:x.a-b",
        "a:x.1a",
        "ptr",
        "ptr:example.com",
        "include:example.com",
        "exists:%{ir}.%{v}.%{l1r-}._spf.%{d2}",
        "exists:%{S}.x.org",
        "exists:%{l1r+-/,=_.}.x.org",
        "exists:a%%b.org",
        "exists:x%-",
        "ip4:1.2.3.4",
        "ip4:0.0.0.0/0",
        "ip4:1.2.3.4/32",
        "ip6:::",
        "ip6:::1/128",
        "ip6:1::/16",
        "ip6:2001:db8::1",
        "ip6:1:2:3:4:5:6:7:8",
        "ip6:::ffff:1.2.3.4",
        "ip6:1:2:3:4:5:6:1.2.3.4",
        "ip6:FE80::",
        "redirect=example.com",
        "REDIRECT=_spf.%{d}",
        "exp=why.%{d}",
        "x=",
        "v=spf1",
        "m-o_d.1=%{c}%{r}%{t}",
        "include=example.com"
      })
  void is_a_term(String term) {
    assertThat(SpfParser.parse("v=spf1 " + term).errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "all:",
        "all/8",
        "-all=",
        "ipv4:1.2.3.4",
        "ipv6:::1",
        "+",
        "-",
        "--all",
        "+-all",
        ",",
        "a:",
        "a/",
        "a/33",
        "a/024",
        "a//129",
        "a/24/64",
        "a//",
        "a/24//",
        "a:/24",
        "a:example.com/",
        "a:museum",
        "a:museum.",
        "a:1.2.3.4",
        "a:x.-a",
        "a:x.a-",
        "a:x..",
        "a:%{d}com",
        "a:%{d}/24.1",
        "include",
        "include:",
        "include/24",
        "include:example.com/24",
        "exists",
        "ptr:",
        "ptr/24",
        "exists:%",
        "exists:%{",
        "exists:%{}",
        "exists:%{x}",
        "exists:%{d",
        "exists:%{d0}",
        "exists:%{dx}",
        "exists:%{c}.x.org",
        "exists:%{r}",
        "exists:%{t}",
        "exists:%{d-r}",
        "exists:%x.org",
        "ip4",
        "ip4:",
        "ip4:1.2.3",
        "ip4:1.2.3.4.5",
        "ip4:1.2.3.256",
        "ip4:01.2.3.4",
        "ip4:1.2.3.4/33",
        "ip4:1.2.3.4/",
        "ip4:1.2.3.4/08",
        "ip4:1.2.3.4//32",
        "ip4:::1",
        "ip4:1.2.3.-4",
        "ip4:25.1.2.300",
        "ip6",
        "ip6:",
        "ip6::",
        "ip6:1.2.3.4",
        "ip6:::1::",
        "ip6:1:2:3:4:5:6:7",
        "ip6:1:2:3:4:5:6:7:8:9",
        "ip6:12345::",
        "ip6:::g",
        "ip6:::1%eth0",
        "ip6:::1/129",
        "ip6:::1.2.3",
        "ip6:1.2.3.4::",
        "ip6:1:2:3:4:5:6:7::8",
        "ip6:::1/",
        "ip6:[::1]",
        "redirect=",
        "redirect:example.com",
        "exp=",
        "exp=x",
        "1x=y",
        "-redirect=example.com",
        "x=%",
        "x=%{",
        "=",
        "mx;",
        "\u001b[2J",
        "a\tmx",
        "m\u00e9",
        "\u0000"
      })
  void is_no_term(String term) {
    assertThat(SpfParser.parse("v=spf1 " + term).terms())
        .singleElement()
        .isInstanceOfSatisfying(
            BadTerm.class,
            bad -> {
              assertThat(bad.text()).isEqualTo(term);
              assertThat(bad.position()).isEqualTo(7);
              assertThat(bad.reason()).isNotBlank();
            });
  }

  @Test
  void reading_goes_on_after_an_error() {
    SpfRecord record = SpfParser.parse("v=spf1  mx ipv4:25.1.2.3 ip4:1 -all");
    assertThat(record.errors()).extracting(BadTerm::position).containsExactly(11, 25);
    assertThat(record.errors()).extracting(BadTerm::text).containsExactly("ipv4:25.1.2.3", "ip4:1");
    assertThat(record.all()).isPresent();
  }

  @Test
  void redirect_and_exp_may_appear_once() {
    SpfRecord record =
        SpfParser.parse("v=spf1 redirect=a.org exp=a.org x=1 x=2 REDIRECT=b.org exp=c.org");
    assertThat(record.errors())
        .extracting(BadTerm::text)
        .containsExactly("REDIRECT=b.org", "exp=c.org");
  }

  @Test
  void prefix_lengths_belong_to_their_family() {
    A a = (A) SpfParser.parse("v=spf1 ?a:example.com/24//64").terms().get(0);
    assertThat(a.qualifier()).isEqualTo(Qualifier.NEUTRAL);
    assertThat(a.target("x.org")).contains("example.com");
    assertThat(a.ipv4Length()).isEqualTo(24);
    assertThat(a.ipv6Length()).isEqualTo(64);
  }

  @Test
  void an_address_is_read_exactly() {
    Ip6 ip6 = (Ip6) SpfParser.parse("v=spf1 ip6:2001:db8::1.2.3.4/120").terms().get(0);
    assertThat(ip6.network().first().toString(16)).isEqualTo("20010db8000000000000000001020300");
    assertThat(ip6.network().length()).isEqualTo(120);
  }

  @Test
  void the_first_equals_sign_makes_a_modifier_even_of_a_mechanism_name() {
    assertThat(SpfParser.parse("v=spf1 include=example.com").terms())
        .singleElement()
        .isInstanceOf(UnknownModifier.class);
  }

  @Test
  void nothing_behind_all_is_evaluated_and_no_redirect_beside_it() {
    SpfRecord record = SpfParser.parse("v=spf1 redirect=x.org mx -all a");
    assertThat(record.evaluated()).extracting(SpfTerm::text).containsExactly("mx", "-all");
    assertThat(record.afterAll()).extracting(SpfTerm::text).containsExactly("a");
  }

  @Test
  void long_hostile_labels_take_linear_time() {
    String label = "a".repeat(60_000);
    assertThat(SpfParser.parse("v=spf1 a:x." + label + "!").errors()).hasSize(1);
    assertThat(SpfParser.parse("v=spf1 exists:%{d" + "9".repeat(60_000) + "}").errors()).isEmpty();
  }

  @Test
  void any_text_is_read_without_an_exception() {
    String[] seeds = {
      "a",
      "mx",
      ":",
      "/",
      "//",
      "24",
      "ip4:",
      "ip6:",
      "1.2.3.4",
      "::",
      "%{",
      "}",
      "%",
      "d",
      "r",
      "2",
      "include:",
      "redirect=",
      "exp=",
      "all",
      "-",
      "~",
      " ",
      ".",
      "com",
      "\u0000",
      "\u00ff",
      "=",
      "x"
    };
    var random = new Random(7208);
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder("v=spf1 ");
      for (int j = random.nextInt(12); j > 0; j--) {
        text.append(
            random.nextInt(8) == 0
                ? String.valueOf((char) random.nextInt(256))
                : seeds[random.nextInt(seeds.length)]);
      }
      SpfRecord record = SpfParser.parse(text.toString());
      for (SpfTerm term : record.terms()) {
        assertThat(text.indexOf(term.text(), term.position())).isEqualTo(term.position());
        assertThat(term.target("example.com")).isNotNull();
      }
      String again = String.join("", record.terms().stream().map(SpfTerm::text).toList());
      assertThat(again).isEqualTo(text.substring(7).replace(" ", ""));
    }
    assertThat(SpfParser.parse("").terms()).isEmpty();
  }
}
