package dev.mxray.mcss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.finding.Severity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue has the properties that were measured over the framework's registry. */
class CatalogueTest {
  private static final Catalogue CATALOGUE = Catalogue.english();

  @Test
  void has_every_control_of_the_framework_once() {
    assertThat(CATALOGUE.controls())
        .hasSize(Catalogue.CONTROLS)
        .extracting(Control::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[A-Z][A-Z0-9]+-\\d{3}") && !id.startsWith("X-"));
  }

  @Test
  void areas_have_as_many_controls_as_in_the_framework() {
    assertThat(counted(Control::area))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("MTA", 36L),
                Map.entry("MDA", 30L),
                Map.entry("TLS", 12L),
                Map.entry("Authentication", 10L),
                Map.entry("Email-Auth", 15L),
                Map.entry("Antispam", 8L),
                Map.entry("Antivirus", 7L),
                Map.entry("Protection", 7L),
                Map.entry("Firewall", 8L),
                Map.entry("MAC", 9L),
                Map.entry("Logging", 6L),
                Map.entry("Storage", 5L),
                Map.entry("RFC2142", 4L),
                Map.entry("Patching", 3L),
                Map.entry("Timestamp", 3L),
                Map.entry("Rate-Limiting", 6L)));
  }

  @Test
  void declared_severities_are_those_of_the_framework() {
    assertThat(counted(Control::severity))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Severity.CRITICAL, 25L,
                Severity.HIGH, 80L,
                Severity.MEDIUM, 52L,
                Severity.LOW, 9L,
                Severity.INFO, 3L));
  }

  @Test
  void computed_ratings_are_those_of_the_framework() {
    assertThat(CatalogueTest.<Rating>counted(control -> control.scores().rating()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(Rating.CRITICAL, 134L, Rating.HIGH, 30L, Rating.MEDIUM, 5L));
    assertThat(CATALOGUE.controls())
        .filteredOn(control -> control.scores().baseScore().toString().equals("10.0"))
        .hasSize(117);
  }

  @Test
  void every_control_has_facts_and_a_short_name() {
    assertThat(all())
        .allSatisfy(
            control -> {
              assertThat(control.component()).isNotBlank();
              assertThat(control.evidence()).isNotBlank();
              assertThat(control.vector().letter(Metric.RC)).isPresent();
              assertThat(control.name()).matches("[A-Z].{8,70}(?<!\\.)");
            });
  }

  @Test
  void extensions_are_told_from_the_controls_of_the_framework() {
    assertThat(CATALOGUE.extensions())
        .isNotEmpty()
        .allMatch(Control::extension)
        .extracting(Control::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("X-[A-Z]+-\\d{3}"));
    assertThat(CATALOGUE.controls()).noneMatch(Control::extension);
  }

  @Test
  void a_control_is_found_by_its_id_in_any_case() {
    assertThat(CATALOGUE.find("tls-001"))
        .hasValueSatisfying(
            control -> {
              assertThat(control.area()).isEqualTo("TLS");
              assertThat(control.component()).isEqualTo("Certificates");
              assertThat(control.severity()).isEqualTo(Severity.CRITICAL);
              assertThat(control.vector())
                  .hasToString("MCSS:1.0/EV:N/AC:L/AR:N/PR:N/UI:N/VC:H/VI:H/VA:N/RC:S");
              assertThat(control.scores().baseScore()).hasToString("10.0");
              assertThat(control.evidence()).isEqualTo("tls/*_info.txt");
            });
    assertThat(CATALOGUE.find("x-spf-001")).isPresent();
    assertThat(CATALOGUE.find("TLS-999")).isEmpty();
  }

  private static List<Control> all() {
    return Stream.concat(CATALOGUE.controls().stream(), CATALOGUE.extensions().stream()).toList();
  }

  private static <K extends Comparable<K>> Map<K, Long> counted(Function<Control, K> key) {
    return CATALOGUE.controls().stream()
        .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
  }
}
