package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.packages.SoftwareVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The compiled-in defaults of Postfix that are known, by version: {@value #RESOURCE}. */
final class KnownDefaults {
  private static final String RESOURCE = "/dev/mxray/mcss/evidence/postfix/defaults.csv";
  private static final KnownDefaults ALL = new KnownDefaults(read());

  private final List<Row> rows;

  private KnownDefaults(List<Row> rows) {
    this.rows = rows;
  }

  /** Not expanded; empty when the parameter is not in the list, or not for this version. */
  static Optional<String> of(String name, SoftwareVersion version) {
    return ALL.rows.stream()
        .filter(row -> row.name.equals(name) && row.holdsFor(version))
        .map(Row::value)
        .findFirst();
  }

  private record Row(String name, String since, String until, String value) {
    boolean holdsFor(SoftwareVersion version) {
      return version.isAtLeast(since) && (until.isEmpty() || !version.isAtLeast(until));
    }
  }

  private static List<Row> read() {
    var rows = new ArrayList<Row>();
    try (InputStream in =
            Objects.requireNonNull(KnownDefaults.class.getResourceAsStream(RESOURCE));
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#") && !line.isBlank()) {
          String[] cells = line.split("\\|", 4);
          rows.add(new Row(cells[0], cells[1], cells[2], cells[3]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
    return List.copyOf(rows);
  }
}
