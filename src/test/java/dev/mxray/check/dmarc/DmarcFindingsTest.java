package dev.mxray.check.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.FindingCase;
import dev.mxray.check.ZoneClient;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DmarcFindingsTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");

  static List<FindingCase> cases() {
    return DmarcFindingCases.all();
  }

  static List<FindingType> types() {
    return Arrays.stream(FindingType.values())
        .filter(type -> type.section() == Section.DMARC)
        .toList();
  }

  private static List<Finding> findings(FindingCase example, String zone) {
    DmarcObservation seen = DmarcProbe.observe(example.domain(), new ZoneClient(zone)).join();
    return DmarcRules.judge(seen, /* noMail= */ false);
  }

  @Test
  void every_type_of_the_section_has_a_case() {
    assertThat(cases()).extracting(FindingCase::type).containsExactlyInAnyOrderElementsOf(types());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void it_is_reported_where_it_is_true(FindingCase example) {
    assertThat(findings(example, example.reported()))
        .filteredOn(finding -> finding.type() == example.type())
        .singleElement()
        .returns(example.subject(), Finding::subject)
        .returns(example.type().severity(), Finding::severity);
    assertThat(findings(example, example.reported()))
        .extracting(Finding::type)
        .doesNotContain(FindingType.CHECK_INCONCLUSIVE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void it_is_silent_where_it_is_not_true(FindingCase example) {
    assertThat(findings(example, example.silent()))
        .extracting(Finding::type)
        .doesNotContain(example.type(), FindingType.CHECK_INCONCLUSIVE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void it_is_inconclusive_where_it_was_not_seen(FindingCase example) {
    assertThat(findings(example, example.unseen()))
        .extracting(Finding::type)
        .doesNotContain(example.type())
        .containsOnlyOnce(FindingType.CHECK_INCONCLUSIVE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void its_texts_use_only_evidence_that_is_there(FindingCase example) throws IOException {
    Finding finding =
        findings(example, example.reported()).stream()
            .filter(found -> found.type() == example.type())
            .findFirst()
            .orElseThrow();
    var names = new HashSet<>(finding.evidence().keySet());
    names.add("subject");
    for (String part : List.of("title", "description", "recommendation", "references")) {
      String text = texts().getProperty(example.type().id() + "." + part);
      assertThat(text).as("%s.%s", example.type().id(), part).isNotBlank();
      assertThat(PLACEHOLDER.matcher(text).results().map(match -> match.group(1)))
          .isSubsetOf(names);
    }
  }

  @Test
  void there_are_no_texts_without_a_type() throws IOException {
    assertThat(texts().stringPropertyNames())
        .extracting(key -> key.substring(0, key.indexOf('.')))
        .isSubsetOf(types().stream().map(FindingType::id).toList());
  }

  private static Properties texts() throws IOException {
    var texts = new Properties();
    try (var in = FindingType.class.getResourceAsStream("/dev/mxray/finding/en/dmarc.properties")) {
      assertThat(in).isNotNull();
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return texts;
  }
}
