package dev.mxray.check.spf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.check.FindingCase;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpfFindingsTest {
  static List<FindingCase> cases() {
    return SpfFindingCases.all();
  }

  @Test
  void every_type_of_the_section_has_a_case() {
    assertThat(cases().stream().map(FindingCase::type))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FindingType.values())
                .filter(type -> type.section() == Section.SPF)
                .toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reported_where_it_is_true(FindingCase each) {
    assertThat(SpfLab.judge(each.reported()))
        .filteredOn(finding -> finding.type() == each.type())
        .singleElement()
        .satisfies(finding -> assertThat(finding.subject()).isEqualTo(each.subject()));
    assertThat(SpfLab.ids(each.reported())).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void silent_where_it_is_not_true(FindingCase each) {
    assertThat(SpfLab.ids(each.silent()))
        .doesNotContain(each.type().id(), FindingType.CHECK_INCONCLUSIVE.id());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inconclusive_where_it_could_not_be_seen(FindingCase each) {
    assertThat(SpfLab.ids(each.unseen()))
        .doesNotContain(each.type().id())
        .containsOnlyOnce(FindingType.CHECK_INCONCLUSIVE.id());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_texts_name_only_evidence_that_is_there(FindingCase each) throws IOException {
    Finding finding = SpfLab.finding(each.type().id(), each.reported());
    var texts = new Properties();
    try (var in =
        Objects.requireNonNull(
            SpfRules.class.getResourceAsStream("/dev/mxray/finding/en/spf.properties"))) {
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    for (String part : List.of("title", "description", "recommendation", "references")) {
      String text = texts.getProperty(each.type().id() + "." + part);
      assertThat(text).as(part).isNotBlank();
      Pattern.compile("\\{(.*?)\\}")
          .matcher(text)
          .results()
          .map(match -> match.group(1))
          .filter(name -> !name.equals("subject"))
          .forEach(name -> assertThat(finding.evidence()).as(text).containsKey(name));
    }
  }
}
