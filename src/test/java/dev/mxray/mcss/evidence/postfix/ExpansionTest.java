package dev.mxray.mcss.evidence.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.Mutations;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
  private static final Map<String, String> VALUES =
      Map.of(
          "name", "mail",
          "empty", "",
          "nested", "<$name>",
          "loop", "x$loop",
          "compatibility_level", "3.6",
          "a", "$b$b",
          "b", "$c$c",
          "c", "$a$a");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$name.example|mail.example",
        "${name}x|mailx",
        "$(name)x|mailx",
        "$nested|<mail>",
        "$$name|$name",
        "a$|a$",
        "$unknown|$unknown",
        "${unknown}|${unknown}",
        "${name?yes}|yes",
        "${empty?yes}|''",
        "${empty:no}|no",
        "${name:no}|mail",
        "${stress?{1}:{20}}|20",
        "${name?{a b}:{c}}|a b",
        "${name?{$nested}:{c}}|<mail>",
        "${empty?{a}:{${name?{in}:{out}}}}|in",
        "${{$compatibility_level} <level {1} ? {} : {permit_mynetworks, reject}}|permit_mynetworks, reject",
        "${{$compatibility_level} <level {3.10} ? {md5} : {sha256}}|md5",
        "${{$compatibility_level} < {2} ? {subnet} : {host}}|host",
        "${{$name} == {mail} ? {dane} : {may}}|dane",
        "${{$unknown} == {mail} ? {dane} : {may}}|${{$unknown} == {mail} ? {dane} : {may}}",
        "${name|${name",
        "${{a} ~ {b} ? {c}}|${{a} ~ {b} ? {c}}",
      })
  void a_value_is_expanded_as_postfix_does(String text, String expected) {
    assertThat(Expansion.of(text, VALUES::get)).isEqualTo(expected);
  }

  @Test
  void a_name_that_leads_to_itself_ends() {
    assertThat(Expansion.of("$loop", VALUES::get)).startsWith("xxx").hasSizeLessThan(200);
  }

  @Test
  void names_that_multiply_are_bounded() {
    assertThat(Expansion.of("$a", VALUES::get)).hasSizeLessThan(500_000);
  }

  @Test
  void no_text_makes_it_fail() {
    Mutations.of(
            List.of(
                "${{$compatibility_level} <level {1} ? {} : {permit_mynetworks}}",
                "${name?{a}:{b}} $(name) ${empty:$nested}", "$a ${b} ${{x}!={y}?{z}}"),
            5_000,
            1)
        .forEach(text -> assertThat(Expansion.of(text, VALUES::get)).hasSizeLessThan(500_000));
  }
}
