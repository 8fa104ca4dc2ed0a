package dev.mxray.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.IDN;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicSuffixesTest {

  /** The test vectors of publicsuffix.org (tests/test_psl.txt, CC0). */
  @ParameterizedTest
  @CsvSource({
    "COM,",
    "example.COM, example.com",
    "WwW.example.COM, example.com",
    ".com,",
    ".example,",
    ".example.com,",
    ".example.example,",
    "example,",
    "example.example, example.example",
    "b.example.example, example.example",
    "a.b.example.example, example.example",
    "biz,",
    "domain.biz, domain.biz",
    "b.domain.biz, domain.biz",
    "a.b.domain.biz, domain.biz",
    "com,",
    "example.com, example.com",
    "b.example.com, example.com",
    "a.b.example.com, example.com",
    "uk.com,",
    "example.uk.com, example.uk.com",
    "b.example.uk.com, example.uk.com",
    "a.b.example.uk.com, example.uk.com",
    "test.ac, test.ac",
    "mm,",
    "c.mm,",
    "b.c.mm, b.c.mm",
    "a.b.c.mm, b.c.mm",
    "jp,",
    "test.jp, test.jp",
    "www.test.jp, test.jp",
    "ac.jp,",
    "test.ac.jp, test.ac.jp",
    "www.test.ac.jp, test.ac.jp",
    "kyoto.jp,",
    "test.kyoto.jp, test.kyoto.jp",
    "ide.kyoto.jp,",
    "b.ide.kyoto.jp, b.ide.kyoto.jp",
    "a.b.ide.kyoto.jp, b.ide.kyoto.jp",
    "c.kobe.jp,",
    "b.c.kobe.jp, b.c.kobe.jp",
    "a.b.c.kobe.jp, b.c.kobe.jp",
    "city.kobe.jp, city.kobe.jp",
    "www.city.kobe.jp, city.kobe.jp",
    "ck,",
    "test.ck,",
    "b.test.ck, b.test.ck",
    "a.b.test.ck, b.test.ck",
    "www.ck, www.ck",
    "www.www.ck, www.ck",
    "us,",
    "test.us, test.us",
    "www.test.us, test.us",
    "ak.us,",
    "test.ak.us, test.ak.us",
    "www.test.ak.us, test.ak.us",
    "k12.ak.us,",
    "test.k12.ak.us, test.k12.ak.us",
    "www.test.k12.ak.us, test.k12.ak.us",
    "食狮.com.cn, 食狮.com.cn",
    "食狮.公司.cn, 食狮.公司.cn",
    "www.食狮.公司.cn, 食狮.公司.cn",
    "shishi.公司.cn, shishi.公司.cn",
    "公司.cn,",
    "食狮.中国, 食狮.中国",
    "www.食狮.中国, 食狮.中国",
    "shishi.中国, shishi.中国",
    "中国,",
    "xn--85x722f.com.cn, xn--85x722f.com.cn",
    "xn--85x722f.xn--55qx5d.cn, xn--85x722f.xn--55qx5d.cn",
    "www.xn--85x722f.xn--55qx5d.cn, xn--85x722f.xn--55qx5d.cn",
    "shishi.xn--55qx5d.cn, shishi.xn--55qx5d.cn",
    "xn--55qx5d.cn,",
    "xn--85x722f.xn--fiqs8s, xn--85x722f.xn--fiqs8s",
    "xn--fiqs8s,",
    "co.uk,",
    "example.co.uk, example.co.uk",
    "mx.example.co.uk, example.co.uk",
    "github.io,",
    "someone.github.io, someone.github.io",
    "mx1.example.com., example.com"
  })
  void registrable_domains_of_the_bundled_list(String name, @Nullable String registrable) {
    String ascii = name.startsWith(".") ? name : IDN.toASCII(name);
    assertThat(PublicSuffixes.bundled().registrableDomain(ascii))
        .isEqualTo(Optional.ofNullable(registrable).map(IDN::toASCII));
  }

  @Test
  void the_bundled_list_is_read_once_and_knows_its_date() {
    assertThat(PublicSuffixes.bundled()).isSameAs(PublicSuffixes.bundled());
    assertThat(PublicSuffixes.bundled().version()).isEqualTo("2023-02-09");
  }

  @Test
  void the_longest_rule_prevails_and_an_exception_over_all() {
    var list = PublicSuffixes.parse("b.c\nc\n*.d\n!e.d\n*.e.d\n");
    assertThat(list.registrableDomain("x.a.b.c")).contains("a.b.c");
    assertThat(list.registrableDomain("x.a.c")).contains("a.c");
    assertThat(list.registrableDomain("x.y.z.d")).contains("y.z.d");
    assertThat(list.registrableDomain("x.e.d")).contains("e.d");
  }

  @Test
  void a_wildcard_does_not_make_its_own_parent_more_than_the_default_does() {
    var list = PublicSuffixes.parse("*.ck\n");
    assertThat(list.registrableDomain("ck")).isEmpty();
    assertThat(list.registrableDomain("foo.ck")).isEmpty();
    assertThat(list.registrableDomain("bar.foo.ck")).contains("bar.foo.ck");
  }

  @Test
  void lines_are_read_up_to_the_first_space_and_comments_are_skipped() {
    var list =
        PublicSuffixes.parse(
            "// VERSION: 2025-01-31_06-44-21_UTC\n\n co.ignored\nco.zz \tand more\nBÜCHER.zz\r\n");
    assertThat(list.version()).isEqualTo("2025-01-31");
    assertThat(list.registrableDomain("a.b.co.zz")).contains("b.co.zz");
    assertThat(list.registrableDomain("a.b.xn--bcher-kva.zz")).contains("b.xn--bcher-kva.zz");
    assertThat(list.registrableDomain("a.co.ignored")).contains("co.ignored");
  }

  @Test
  void a_file_is_read(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("list.dat"), "co.zz\n");
    assertThat(PublicSuffixes.read(file).registrableDomain("b.co.zz")).contains("b.co.zz");
    assertThat(PublicSuffixes.read(file).version()).isEqualTo("unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", "a.*.b", "<html>", "!", "*.", "exa mple\u0000", "a\u0000b", "*a"})
  void a_malformed_rule_is_named_by_file_and_line(String rule, @TempDir Path dir)
      throws IOException {
    Path file =
        Files.writeString(dir.resolve("list.dat"), "com\n" + rule.replace(" ", "\\") + "\n");
    assertThatThrownBy(() -> PublicSuffixes.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + ": line 2 is no public suffix rule");
  }

  @Test
  void a_file_that_cannot_be_used_is_one_clear_line(@TempDir Path dir) throws IOException {
    Path gone = dir.resolve("gone.dat");
    assertThatThrownBy(() -> PublicSuffixes.read(gone)).hasMessage(gone + ": no such file");
    assertThatThrownBy(() -> PublicSuffixes.read(dir))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(dir + ": cannot be read");
    Path latin = Files.write(dir.resolve("latin.dat"), new byte[] {'b', (byte) 0xfc, '\n'});
    assertThatThrownBy(() -> PublicSuffixes.read(latin))
        .hasMessage(latin + ": not a text in UTF-8");
    Path large = Files.write(dir.resolve("large.dat"), new byte[PublicSuffixes.MAX_OCTETS + 1]);
    assertThatThrownBy(() -> PublicSuffixes.read(large)).hasMessageContaining("too large");
    Path empty = Files.writeString(dir.resolve("empty.dat"), "// nothing\n");
    assertThatThrownBy(() -> PublicSuffixes.read(empty)).hasMessageContaining("no rule");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a..b", ".a", "a.b..", "com"})
  void what_is_no_name_below_a_suffix_has_no_registrable_domain(String name) {
    assertThat(PublicSuffixes.bundled().registrableDomain(name)).isEmpty();
  }

  @Test
  void a_registrable_domain_is_an_end_of_the_name_and_its_own_registrable_domain() {
    var random = new Random(3);
    String[] labels = {
      "com", "co", "uk", "ck", "www", "mm", "jp", "kobe", "city", "a", "", "-", "*"
    };
    PublicSuffixes list = PublicSuffixes.bundled();
    for (int i = 0; i < 20_000; i++) {
      var name = new StringBuilder();
      for (int n = 1 + random.nextInt(5); n > 0; n--) {
        name.append(name.isEmpty() ? "" : ".").append(labels[random.nextInt(labels.length)]);
      }
      list.registrableDomain(name.toString())
          .ifPresent(
              found -> {
                assertThat("." + name.toString().toLowerCase(Locale.ROOT).replaceAll("\\.$", ""))
                    .endsWith("." + found);
                assertThat(list.registrableDomain(found)).contains(found);
              });
    }
  }

  @Test
  void any_text_is_a_list_or_refused_with_its_line() {
    var random = new Random(4);
    String alphabet = "ab.*!/ \n\r\tü-_\u0000。";
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(30); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        PublicSuffixes.parse(text.toString()).registrableDomain("a.b.ab");
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageMatching("line \\d+ is no public suffix rule");
      }
    }
  }
}
