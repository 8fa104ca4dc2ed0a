package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.finding.Remediation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;

/** Whatever a record holds, its line is one record that holds the same. */
class ZoneLineTest {

  private static Record read(String line) throws IOException {
    try (var master =
        new Master(
            new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.ISO_8859_1)),
            Name.root,
            0)) {
      Record record = master.nextRecord();
      assertThat(master.nextRecord()).isNull();
      return record;
    }
  }

  private static String text(Record record) {
    return ((TXTRecord) record)
        .getStringsAsByteArrays().stream()
            .map(octets -> new String(octets, StandardCharsets.ISO_8859_1))
            .collect(Collectors.joining());
  }

  @Test
  void a_text_is_quoted_with_an_absolute_name() {
    assertThat(ZoneLine.of(Remediation.publish("_dmarc.example.com", "TXT", "v=DMARC1; p=none")))
        .isEqualTo("_dmarc.example.com. 3600 IN TXT \"v=DMARC1; p=none\"");
    assertThat(ZoneLine.of(Remediation.publish("example.com", "MX", "0 .")))
        .isEqualTo("example.com. 3600 IN MX 0 .");
  }

  @Test
  void a_long_text_is_parted_every_255_octets() throws IOException {
    String line = ZoneLine.of(Remediation.publish("a.example", "TXT", "x".repeat(600)));
    assertThat(((TXTRecord) read(line)).getStrings()).hasSize(3);
    assertThat(text(read(line))).isEqualTo("x".repeat(600));
  }

  @Test
  void any_octets_come_back() throws IOException {
    var random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      var octets = new byte[random.nextInt(400)];
      random.nextBytes(octets);
      String value = new String(octets, StandardCharsets.ISO_8859_1);
      String line = ZoneLine.of(Remediation.publish("a.example", "TXT", value));
      assertThat(line).doesNotContain("\n", "\r");
      assertThat(text(read(line))).isEqualTo(value);
    }
  }

  @Test
  void nothing_ends_a_line_early() {
    assertThat(ZoneLine.of(Remediation.delete("a.example\nb", "MX", "10 x;\n$INCLUDE /etc (")))
        .isEqualTo("a.exampleb. 3600 IN MX 10 x$INCLUDE /etc ");
  }
}
