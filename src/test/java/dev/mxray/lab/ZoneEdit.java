package dev.mxray.lab;

import dev.mxray.finding.Remediation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** Zone text to which remediations are applied, as somebody who pastes them would do it. */
public final class ZoneEdit {
  private static final long TTL = 300;

  private final List<Record> records;
  private final List<String> directives;

  private ZoneEdit(List<Record> records, List<String> directives) {
    this.records = records;
    this.directives = directives;
  }

  /** Reads zone text, as {@link Zones#parse} does. */
  public static ZoneEdit of(String zone) {
    return new ZoneEdit(
        records(
            zone.lines()
                .filter(line -> !line.strip().startsWith("!"))
                .collect(Collectors.joining("\n"))),
        zone.lines().filter(line -> line.strip().startsWith("!")).toList());
  }

  /** The zone text after a record was deleted, which must be there. */
  public ZoneEdit delete(String zoneLine) {
    Record gone = records(zoneLine).get(0);
    var left = new ArrayList<Record>(records);
    if (!left.removeIf(
        record ->
            record.getName().equals(gone.getName())
                && record.getType() == gone.getType()
                && data(record).equals(data(gone)))) {
      throw new AssertionError("not there: " + zoneLine + "\nin\n" + text());
    }
    return new ZoneEdit(left, directives);
  }

  /** The zone text with more lines. */
  public ZoneEdit add(String zoneLines) {
    var more = new ArrayList<Record>(records);
    more.addAll(records(zoneLines));
    return new ZoneEdit(more, directives);
  }

  /** True for a step that is about a zone. */
  public static boolean isRecord(Remediation step) {
    return !step.kind().equals(Remediation.FILE);
  }

  /** The zone text. */
  public String text() {
    return records.stream().map(Record::toString).collect(Collectors.joining("\n"))
        + "\n"
        + String.join("\n", directives)
        + "\n";
  }

  private static String data(Record record) {
    return record.rdataToString().replace("\" \"", "");
  }

  private static List<Record> records(String text) {
    String zone = "$TTL " + TTL + "\n" + text + "\n";
    try (var in = new ByteArrayInputStream(zone.getBytes(StandardCharsets.ISO_8859_1));
        var master = new Master(in, Name.root, TTL)) {
      var records = new ArrayList<Record>();
      for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
        records.add(record);
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
