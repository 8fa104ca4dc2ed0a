package dev.mxray.mcss.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mxray.mcss.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * One row of a file in {@code cases/}: a control, what it is to be decided as, and the evidence.
 *
 * <pre>
 * == DOVECOT-002 fail clients may go on without TLS
 * quote: dovecot/config_active/doveconf_n.txt:1
 * it: what is said of it in Italian
 * -- dovecot/config_active/doveconf_n.txt
 * ssl = yes
 * </pre>
 */
record AssessorCase(
    String control,
    Status status,
    String title,
    String quote,
    String italian,
    Map<String, List<String>> files) {

  private static final Instant COLLECTED = Instant.parse("2026-11-21T10:00:00Z");

  static List<AssessorCase> read(String name) {
    List<AssessorCase> cases = new ArrayList<>();
    Map<String, List<String>> files = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    String[] head = {};
    String quote = "";
    String italian = "";
    for (String line : text("cases/" + name).split("\n", -1)) {
      if (line.startsWith("== ")) {
        if (head.length > 0) {
          cases.add(row(head, quote, italian, files));
        }
        head = line.substring(3).split(" ", 3);
        quote = "";
        italian = "";
        files = new LinkedHashMap<>();
        lines = new ArrayList<>();
      } else if (line.startsWith("quote: ") && files.isEmpty()) {
        quote = line.substring(7);
      } else if (line.startsWith("it: ") && files.isEmpty()) {
        italian = line.substring(4);
      } else if (line.startsWith("-- ")) {
        lines = new ArrayList<>();
        files.put(line.substring(3), lines);
      } else {
        lines.add(line);
      }
    }
    cases.add(row(head, quote, italian, files));
    return cases;
  }

  private static AssessorCase row(
      String[] head, String quote, String italian, Map<String, List<String>> files) {
    return new AssessorCase(
        head[0], Status.valueOf(head[1].toUpperCase(Locale.ROOT)), head[2], quote, italian, files);
  }

  static String text(String path) {
    try (var in =
        Objects.requireNonNull(AssessorCase.class.getResourceAsStream(path), "no " + path)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Evidence evidence() {
    return new Evidence(
        "mx1",
        COLLECTED,
        files.entrySet().stream()
            .map(file -> new EvidenceFile(file.getKey(), file.getValue(), false))
            .toList());
  }

  @Override
  public String toString() {
    return control + " " + status.id() + ": " + title;
  }
}
