package dev.mxray.check.dnssec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * What is trusted without proof: DS or DNSKEY records in zone-file form (RFC 4035 §4.4), usually of
 * the root zone.
 *
 * @param text the records
 * @param zone whose keys they are, A-labels, lower case, no final dot; empty for the root
 */
public record DnssecAnchors(String text, String zone) {
  /** More is no file of trust anchors. */
  private static final int MAX_OCTETS = 65_536;

  /**
   * The keys of the root zone, by the digests that IANA publishes (root-anchors.xml): KSK-2017 and
   * its successor KSK-2024.
   */
  private static final DnssecAnchors ROOT =
      new DnssecAnchors(
          """
          . 172800 IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
          . 172800 IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16
          """,
          "");

  /** The anchors of the root zone of the internet. */
  public static DnssecAnchors root() {
    return ROOT;
  }

  /**
   * Reads anchors.
   *
   * @throws IllegalArgumentException when it holds none, or of several zones, or a line cannot be
   *     read; the message is for people
   */
  public static DnssecAnchors parse(String text) {
    List<Name> zones =
        records(text).stream()
            .filter(record -> record.getType() == Type.DS || record.getType() == Type.DNSKEY)
            .map(Record::getName)
            .distinct()
            .toList();
    if (zones.isEmpty()) {
      throw new IllegalArgumentException("no DS or DNSKEY record in it");
    }
    if (zones.size() > 1) {
      throw new IllegalArgumentException(
          "trust anchors of more than one zone: " + zones.get(0) + " and " + zones.get(1));
    }
    Name zone = zones.get(0);
    return new DnssecAnchors(
        text,
        zone.equals(Name.root)
            ? ""
            : zone.toString(/* omitFinalDot= */ true).toLowerCase(Locale.ROOT));
  }

  private static List<Record> records(String text) {
    var records = new ArrayList<Record>();
    try (var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        var reader = new Master(in, Name.root, 0)) {
      reader.disableIncludes();
      for (Record record = reader.nextRecord(); record != null; record = reader.nextRecord()) {
        records.add(record);
      }
    } catch (IOException | RuntimeException e) {
      // dnsjava throws IllegalArgumentException and others for numbers that do not fit.
      throw new IllegalArgumentException("no trust anchor: " + e.getMessage(), e);
    }
    return records;
  }

  /**
   * Reads a file of anchors.
   *
   * @throws IOException when it cannot be read or is over {@value #MAX_OCTETS} octets
   * @throws IllegalArgumentException as {@link #parse}
   */
  public static DnssecAnchors read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAX_OCTETS + 1);
      if (octets.length > MAX_OCTETS) {
        throw new IllegalArgumentException("longer than any file of trust anchors");
      }
      return parse(new String(octets, StandardCharsets.UTF_8));
    }
  }
}
