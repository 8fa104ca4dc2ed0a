package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mxray.report.change.ReportChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredReportsTest {
  private final JsonWriter json = new JsonWriter();
  private final StoredReports reports = new StoredReports(json);
  private final ObjectMapper mapper = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void a_document_is_read_back_as_it_was() throws IOException {
    for (Report report :
        List.of(SampleReports.full(), SampleReports.blind(), SampleReports.notFound())) {
      assertThat(json.line(reports.read(json.pretty(report)))).isEqualTo(json.line(report));
    }
  }

  @Test
  void a_file_holds_one_document_or_one_on_each_line() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("r.ndjson"),
            json.line(SampleReports.full()) + "\n" + json.line(SampleReports.blind()) + "\n");
    var domains = new ArrayList<String>();

    assertThat(reports.each(file, report -> domains.add(report.domain()))).isEqualTo(2);
    assertThat(domains).containsExactly("xn--bcher-kva.example", "gone.example");
  }

  @Test
  void what_is_no_report_is_refused_with_the_place() throws IOException {
    assertThatThrownBy(() -> reports.read("{}"))
        .hasMessage("not a report: it has no schema_version");
    assertThatThrownBy(() -> reports.read("nope")).hasMessageStartingWith("not JSON: line 1");
    assertThatThrownBy(() -> reports.read("")).hasMessage("not a report: it is empty");
    assertThatThrownBy(() -> reports.read("{\"schema_version\": \"1.0\"}"))
        .hasMessage("not a whole report: it has no tool");
    Path file =
        Files.writeString(
            directory.resolve("r"), json.line(SampleReports.full()) + "\n{\"a\": 1}\n");
    assertThatThrownBy(() -> reports.each(file, report -> {}))
        .hasMessageStartingWith(file + ":")
        .hasMessageContaining("not a report");
  }

  @Test
  void any_document_is_compared_or_refused() throws IOException {
    var random = new Random(11);
    Report sample = SampleReports.full();
    JsonNode original = mapper.readTree(json.line(sample));
    for (int i = 0; i < 250; i++) {
      JsonNode copy = original.deepCopy();
      for (int n = random.nextInt(4); n >= 0; n--) {
        mutate(copy, random);
      }
      Report read;
      try {
        read = reports.read(copy.toString());
      } catch (IOException e) {
        assertThat(e.getMessage()).startsWith("not a");
        continue;
      }
      ReportChanges.between(sample, read);
      ReportChanges.between(read, sample);
    }
  }

  /** Takes a member of some object away, or makes it null. */
  private static void mutate(JsonNode root, Random random) {
    JsonNode at = root;
    for (int depth = random.nextInt(6); depth >= 0; depth--) {
      List<JsonNode> inner = new ArrayList<>();
      at.forEach(child -> inner.add(child));
      inner.removeIf(child -> !child.isContainerNode() || child.isEmpty());
      if (inner.isEmpty()) {
        break;
      }
      at = inner.get(random.nextInt(inner.size()));
    }
    if (at instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      if (random.nextBoolean()) {
        object.remove(name);
      } else {
        object.putNull(name);
      }
    } else if (at instanceof ArrayNode array && !array.isEmpty()) {
      array.remove(random.nextInt(array.size()));
    }
  }
}
