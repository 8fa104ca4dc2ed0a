package dev.mxray.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reports that were stored: one JSON document, or one behind the other (NDJSON). Fields that this
 * version does not know are skipped; a document in which something is missing that every version
 * writes is refused, so that whoever looks at a report need not ask for each part whether it is
 * there. Every {@link IOException} thrown here has a message for people of one line.
 */
public final class StoredReports {
  /** Objects that every report has. */
  private static final List<String> PARTS =
      List.of(
          "tool", "score", "mx", "spf", "dkim", "dmarc", "mta_sts", "tls_rpt", "bimi", "dnssec",
          "caa", "mcss");

  /** Texts that every report has. */
  private static final List<String> TEXTS = List.of("domain", "scanned_at", "outcome");

  /** Texts that every entry of a list has, by the place of the list. */
  private static final Map<String, List<String>> ENTRIES = entries();

  private final JsonWriter json;

  /** A reader that shares what is costly to make. */
  public StoredReports(JsonWriter json) {
    this.json = json;
  }

  /** Reads one report. */
  public Report read(String text) throws IOException {
    try (MappingIterator<JsonNode> trees =
        json.trees(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
      if (!trees.hasNextValue()) {
        throw new IOException("not a report: it is empty");
      }
      return report(trees.nextValue());
    } catch (JsonProcessingException e) {
      throw new IOException("not JSON" + place(e), e);
    }
  }

  /**
   * Reads the reports of a file, one after the other.
   *
   * @return how many there were
   */
  public int each(Path file, Consumer<Report> use) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        MappingIterator<JsonNode> trees = json.trees(in)) {
      int count = 0;
      while (trees.hasNextValue()) {
        int line = trees.getCurrentLocation().getLineNr();
        JsonNode tree = trees.nextValue();
        try {
          use.accept(report(tree));
        } catch (IOException e) {
          throw new IOException(shown(file) + ":" + line + ": " + e.getMessage(), e);
        }
        count++;
      }
      return count;
    } catch (JsonProcessingException e) {
      throw new IOException(shown(file) + ": not JSON" + place(e), e);
    }
  }

  private Report report(JsonNode tree) throws IOException {
    if (!tree.isObject() || !tree.path("schema_version").isTextual()) {
      throw new IOException("not a report: it has no schema_version");
    }
    for (String part : PARTS) {
      if (!tree.path(part).isObject()) {
        throw new IOException("not a whole report: it has no " + part);
      }
    }
    need(tree, "the report", TEXTS);
    for (Map.Entry<String, List<String>> list : ENTRIES.entrySet()) {
      int index = 0;
      for (JsonNode entry : tree.at("/" + list.getKey())) {
        need(entry, list.getKey().replace('/', '.') + "[" + index++ + "]", list.getValue());
      }
    }
    for (String servers : List.of("smtp_servers", "mailbox_servers")) {
      for (JsonNode server : tree.path(servers)) {
        handshake(server.path("tls"), servers);
      }
    }
    for (String part : List.of("mx", "spf", "dkim", "dmarc", "mta_sts", "tls_rpt", "bimi")) {
      need(tree.path(part), part, List.of("state"));
    }
    need(tree.path("dnssec"), "dnssec", List.of("state"));
    need(tree.path("caa"), "caa", List.of("state"));
    need(tree.path("score"), "score", List.of("profile"));
    if (!tree.at("/score/coverage_pct").isNumber() || !tree.at("/mcss/summary").isObject()) {
      throw new IOException("not a whole report: it has no score.coverage_pct or mcss.summary");
    }
    return json.report(tree);
  }

  private static void handshake(JsonNode tls, String servers) throws IOException {
    if (tls.isObject()) {
      need(tls, servers + ".tls", List.of("version", "cipher_suite"));
    }
    if (tls.path("certificate").isObject()) {
      need(
          tls.path("certificate"),
          servers + ".tls.certificate",
          List.of("subject", "issuer", "not_before", "not_after", "sha256"));
    }
    if (tls.path("dane").isObject()) {
      need(tls.path("dane"), servers + ".tls.dane", List.of("state"));
    }
  }

  private static void need(JsonNode entry, String place, List<String> names) throws IOException {
    for (String name : names) {
      if (!entry.path(name).isTextual()) {
        throw new IOException("not a whole report: " + place + " has no " + name);
      }
    }
  }

  private static Map<String, List<String>> entries() {
    var entries = new LinkedHashMap<String, List<String>>();
    entries.put(
        "findings",
        List.of(
            "id",
            "severity",
            "section",
            "category",
            "subject",
            "title",
            "description",
            "recommendation"));
    entries.put("score/sections", List.of("id", "state"));
    entries.put("mx/hosts", List.of("host"));
    entries.put("dkim/selectors", List.of("selector"));
    entries.put("smtp_servers", List.of("host", "address", "state"));
    entries.put("mailbox_servers", List.of("host", "address", "state"));
    entries.put("delivery", List.of("host", "plain", "mta_sts", "dane"));
    entries.put("ptr_records", List.of("address"));
    entries.put("reputation", List.of("subject", "list", "state", "kind"));
    entries.put("caa/hosts", List.of("host"));
    entries.put("mcss/controls", List.of("id", "status", "severity"));
    return entries;
  }

  private static String place(JsonProcessingException e) {
    var location = e.getLocation();
    return location == null
        ? ""
        : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String shown(Path file) {
    return Printable.of(file.toString());
  }
}
