package dev.mxray.report.html;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mxray.mcss.Catalogue;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Reports of domains with many servers, and much to say about each. */
final class LargeReports {
  private LargeReports() {}

  /** The report with its servers, findings, listings and records so many times. */
  static Report times(Report report, int times) {
    try {
      var json = new JsonWriter();
      var tree = (ObjectNode) new ObjectMapper().readTree(json.line(report));
      for (String list :
          List.of("smtp_servers", "findings", "reputation", "ptr_records", "delivery")) {
        ArrayNode entries = (ArrayNode) tree.get(list);
        List<ObjectNode> originals =
            Stream.iterate(0, i -> i + 1)
                .limit(entries.size())
                .map(i -> (ObjectNode) entries.get(i))
                .toList();
        for (int i = 1; i < times; i++) {
          for (ObjectNode original : originals) {
            ObjectNode copy = original.deepCopy();
            for (String name : List.of("host", "address", "subject")) {
              if (copy.has(name)) {
                copy.put(name, i + "." + copy.get(name).asText());
              }
            }
            if (copy.at("/tls/certificate").isObject()) {
              ((ObjectNode) copy.at("/tls/certificate"))
                  .put("sha256", String.format("%064x", i * 100 + entries.size()));
            }
            entries.add(copy);
          }
        }
      }
      ArrayNode controls = (ArrayNode) tree.at("/mcss/controls");
      ObjectNode pattern = (ObjectNode) controls.get(0);
      Stream.concat(
              Catalogue.english().controls().stream(), Catalogue.english().extensions().stream())
          .forEach(control -> controls.add(pattern.deepCopy().put("id", control.id())));
      return json.read(tree.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
