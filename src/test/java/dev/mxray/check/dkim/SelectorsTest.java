package dev.mxray.check.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  @TempDir Path directory;

  @Test
  void the_catalogue_has_290_lines_and_every_one_is_valid() {
    List<String[]> lines = Selectors.lines("/selectors/selectors.csv", 3);

    assertThat(lines).hasSizeGreaterThanOrEqualTo(290);
    assertThat(lines).extracting(fields -> fields[2]).containsOnly("1", "2", "3", "-");
    assertThat(lines)
        .extracting(fields -> fields[0].toLowerCase(Locale.ROOT))
        .doesNotHaveDuplicates();
    assertThat(Selectors.bundled().entries())
        .allMatch(entry -> SelectorTemplate.isValid(entry.template()));
  }

  @Test
  void every_line_of_the_provider_data_is_valid() {
    for (String[] fields : Selectors.lines("/selectors/providers.csv", 4)) {
      assertThat(fields[0]).isIn("spf", "mx", "cname");
      assertThat(fields[1]).isEqualTo(fields[1].toLowerCase(Locale.ROOT)).doesNotEndWith(".");
      assertThat(fields[2]).isNotBlank();
      if (!fields[3].isEmpty()) {
        assertThat(fields[3].split(" ")).allMatch(SelectorTemplate::isValid);
      }
    }
  }

  @Test
  void the_last_tier_is_asked_in_a_deep_search_only() {
    List<String> usual = names(false);
    List<String> deep = names(true);

    assertThat(usual).contains("google", "selector1", "s1", "default", "mail", "dkim");
    assertThat(usual).doesNotContain("beta", "2025").doesNotHaveDuplicates();
    assertThat(deep).contains("beta", "2025").startsWith(usual.toArray(String[]::new));
  }

  @Test
  void templates_become_names_for_the_domain_and_the_scans_date() {
    assertThat(names(true))
        .contains("selector1-mail-example-com", "202612e", "202611r", "202411", "2027", "2023")
        .doesNotContain("202701e", "202410", "2021")
        .allMatch(Selector::isName);
  }

  @Test
  void a_domain_too_long_for_a_label_makes_no_selector() {
    String domain = "x".repeat(50) + ".example.com";

    assertThat(Selectors.bundled().search(domain, TODAY, false))
        .extracting(Selector::name)
        .noneMatch(name -> name.startsWith("selector1-x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s1", "S1", "20230601", "a_b-c", "mail.2026", "MBO0001"})
  void selectors_are_labels(String name) {
    assertThat(Selector.isName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "a.", ".a", "a..b", "-a", "a-", "a b", "é", "*", "s1._domainkey/"})
  void other_texts_are_not(String name) {
    assertThat(Selector.isName(name)).isFalse();
    assertThat(Selector.isName("a".repeat(64))).isFalse();
  }

  @Test
  void a_file_of_the_user_replaces_the_catalogue() throws IOException {
    Path file = write("# ours\n\n S1 , Our, provider\r\n{yyyymm}x\nnews\n");

    assertThat(Selectors.read(file).entries())
        .containsExactly(
            new Selectors.Entry("S1", "Our, provider", 1),
            new Selectors.Entry("{yyyymm}x", null, 1),
            new Selectors.Entry("news", null, 1));
    assertThat(Selectors.read(file).search("example.com", TODAY, false))
        .contains(new Selector("s1", "Our, provider"), new Selector("202611x", null));
  }

  @ParameterizedTest
  @CsvSource({"s 1,s 1", "é,??", "{foo}x,{foo}x", "a{yyyy}{yyyy},a{yyyy}{yyyy}"})
  void a_bad_line_is_named_by_file_and_line(String line, String shown) throws IOException {
    Path file = write("s1\n# x\n" + line + "\n");

    assertThatThrownBy(() -> Selectors.read(file))
        .isInstanceOf(InvalidSelectorsException.class)
        .hasMessage(file + ":3: '" + shown + "' is not a DKIM selector");
  }

  @Test
  void files_that_are_empty_too_long_or_missing_are_refused() throws IOException {
    Path empty = write("# nothing\n");
    assertThatThrownBy(() -> Selectors.read(empty)).hasMessage(empty + ": no selector in it");
    Path large = write("#".repeat(Selectors.MAX_FILE + 1));
    assertThatThrownBy(() -> Selectors.read(large)).hasMessage(large + ": larger than 256 KiB");
    Path many = write("s\n".repeat(Selectors.MAX_ENTRIES + 1));
    assertThatThrownBy(() -> Selectors.read(many))
        .hasMessage(many + ":2001: more than 2000 selectors");
    assertThatThrownBy(() -> Selectors.read(directory.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "include:_spf.google.com,google",
    "?INCLUDE:_SPF.Google.com.,google",
    "redirect=_spf.mailbox.org,mbo0001",
    "include:spf.messagingengine.com,fm1",
    "include:u1.wl.sendgrid.net,smtpapi",
    "include:servers.mcsv.net,k2",
  })
  void spf_targets_tell_the_provider(String term, String selector) {
    assertThat(infer(List.of("v=spf1 ip4:192.0.2.1 " + term + " -all"), List.of()))
        .contains(selector);
  }

  @Test
  void exchanges_tell_the_provider() {
    assertThat(infer(List.of(), List.of("Example-com.mail.protection.outlook.com")))
        .containsExactly(
            "selector1", "selector2", "selector1-mail-example-com", "selector2-mail-example-com");
  }

  @Test
  void what_only_looks_like_a_provider_tells_nothing() {
    assertThat(
            infer(
                List.of(
                    "include:_spf.google.com",
                    "v=spf1 include:my_spf.google.com a:_spf.google.com include:_spf.google.com.evil.example"),
                List.of("notmigadu.com")))
        .isEmpty();
  }

  @Test
  void an_alias_tells_the_provider() {
    assertThat(Providers.bundled().ofAliases(List.of("s1.domainkey.u1.wl.SendGrid.net")))
        .contains("SendGrid");
    assertThat(Providers.bundled().ofAliases(List.of("k.example.net"))).isEmpty();
  }

  private static List<String> infer(List<String> texts, List<String> exchanges) {
    return Providers.bundled().infer(texts, exchanges, "mail.example.com", TODAY).stream()
        .map(Selector::name)
        .toList();
  }

  private static List<String> names(boolean deep) {
    return Selectors.bundled().search("mail.example.com", TODAY, deep).stream()
        .map(Selector::name)
        .toList();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("selectors.txt"), text, StandardCharsets.UTF_8);
  }
}
