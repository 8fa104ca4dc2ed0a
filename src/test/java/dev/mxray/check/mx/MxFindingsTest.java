package dev.mxray.check.mx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.FindingCase;
import dev.mxray.check.ZoneClient;
import dev.mxray.check.general.AnswerSizeProbe;
import dev.mxray.check.general.AnswerSizeRules;
import dev.mxray.check.general.GeneralFindingCases;
import dev.mxray.domain.PublicSuffixes;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every finding of the sections mx and general: reported, not reported, not seen. */
class MxFindingsTest {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

  static Stream<FindingCase> cases() {
    return Stream.of(MxFindingCases.all(), GeneralFindingCases.all()).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_reported_once_about_its_subject(FindingCase given) {
    assertThat(judge(given.domain(), given.reported()))
        .filteredOn(finding -> finding.type() == given.type())
        .extracting(Finding::subject)
        .containsExactly(given.subject());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_silent_where_it_is_not_true(FindingCase given) {
    assertThat(judge(given.domain(), given.silent()))
        .extracting(Finding::type)
        .doesNotContain(given.type(), FindingType.CHECK_INCONCLUSIVE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_inconclusive_where_it_was_not_seen(FindingCase given) {
    assertThat(judge(given.domain(), given.unseen()))
        .extracting(Finding::type)
        .contains(FindingType.CHECK_INCONCLUSIVE)
        .satisfies(
            types ->
                assertThat(types.contains(given.type()))
                    .isEqualTo(given.type() == FindingType.CHECK_INCONCLUSIVE));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void has_texts_that_its_evidence_fills(FindingCase given) throws IOException {
    Properties texts = texts(given.type().section());
    Finding finding =
        judge(given.domain(), given.reported()).stream()
            .filter(one -> one.type() == given.type())
            .findFirst()
            .orElseThrow();
    for (String part : List.of("title", "description", "recommendation", "references")) {
      String text = texts.getProperty(given.type().id() + "." + part);
      assertThat(text).as(given.type().id() + "." + part).isNotBlank();
      Matcher matcher = PLACE.matcher(text);
      while (matcher.find()) {
        assertThat(finding.evidence().keySet().contains(matcher.group(1)))
            .as("{%s} in %s", matcher.group(1), text)
            .isEqualTo(!matcher.group(1).equals("subject"));
      }
    }
  }

  @Test
  void every_type_of_the_two_sections_has_a_case_and_every_text_a_type() throws IOException {
    List<FindingType> types =
        Arrays.stream(FindingType.values())
            .filter(type -> type.section() == Section.MX || type.section() == Section.GENERAL)
            .toList();
    assertThat(cases().map(FindingCase::type)).containsExactlyInAnyOrderElementsOf(types);
    var keys = new ArrayList<>(texts(Section.MX).stringPropertyNames());
    keys.addAll(texts(Section.GENERAL).stringPropertyNames());
    assertThat(keys)
        .hasSize(types.size() * 4)
        .allSatisfy(
            key -> assertThat(FindingType.of(key.substring(0, key.indexOf('.')))).isPresent());
  }

  private static List<Finding> judge(String domain, String zone) {
    var dns = new ZoneClient(zone);
    var findings =
        new ArrayList<>(
            MxRules.judge(
                MxProbe.observe(domain, dns, PublicSuffixes::bundled, 100).join(),
                /* spfRefusesAll= */ false));
    findings.addAll(AnswerSizeRules.judge(domain, AnswerSizeProbe.observe(domain, dns).join()));
    return findings;
  }

  private static Properties texts(Section section) throws IOException {
    var texts = new Properties();
    try (var reader =
        new InputStreamReader(
            Finding.class.getResourceAsStream("en/" + section.id() + ".properties"),
            StandardCharsets.UTF_8)) {
      texts.load(reader);
    }
    return texts;
  }
}
