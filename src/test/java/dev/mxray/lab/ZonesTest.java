package dev.mxray.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class ZonesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "!servfail example.com",
        "!servfail example.com TXT now",
        "!servfail example.com TEXT",
        "!sulk example.com TXT",
        "!servfail example..com TXT",
        "example.com. A 25.1.1.256",
        "example.com. NOTYPE x"
      })
  void a_line_that_cannot_be_read_is_an_error(String line) {
    assertThatThrownBy(() -> Zones.parse(line)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!timeout example.com TXT",
        "!timeout example.com. TXT",
        "!TIMEOUT Example.COM txt",
        "  !timeout example.com *"
      })
  void a_directive_is_about_a_name_however_it_is_written(String line) {
    Zones zones = Zones.parse(line);

    assertThat(zones.fault(new Question("example.com", RecordType.TXT)))
        .contains(Zones.Fault.TIMEOUT);
    assertThat(zones.fault(Name.fromConstantString("EXAMPLE.com."), Type.TXT))
        .contains(Zones.Fault.TIMEOUT);
    assertThat(zones.fault(new Question("www.example.com", RecordType.TXT))).isEmpty();
  }

  @Test
  void a_fault_of_one_type_goes_before_that_of_all() {
    Zones zones = Zones.parse("!servfail example.com *\n!refused example.com TXT");

    assertThat(zones.fault(new Question("example.com", RecordType.TXT)))
        .contains(Zones.Fault.REFUSED);
    assertThat(zones.fault(new Question("example.com", RecordType.MX)))
        .contains(Zones.Fault.SERVFAIL);
  }

  @Test
  void the_root_exists_and_may_have_records() {
    Zones zones = Zones.parse(". NS a.root.example.");

    assertThat(zones.reply(new Question("", RecordType.NS)).records()).hasSize(1);
    assertThat(zones.reply(new Question(".", RecordType.A)).rcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void a_name_that_cannot_exist_does_not() {
    Zones zones = Zones.parse("*.example. TXT x");

    assertThat(zones.reply(new Question("a".repeat(64) + ".example", RecordType.TXT)).rcode())
        .isEqualTo(Rcode.NXDOMAIN);
    assertThat(zones.fault(new Question("a".repeat(64) + ".example", RecordType.TXT))).isEmpty();
  }

  @Test
  void the_soa_is_that_of_the_nearest_zone_above() {
    Zones zones =
        Zones.parse(
            """
            example.     SOA a. b. 1 1 1 1 1
            sub.example. SOA a. b. 2 1 1 1 1
            """);

    assertThat(zones.authority(Name.fromConstantString("x.y.sub.example.")).getName())
        .hasToString("sub.example.");
    assertThat(zones.authority(Name.fromConstantString("x.example.")).getName())
        .hasToString("example.");
    assertThat(zones.authority(Name.fromConstantString("x.test.")).getName()).isEqualTo(Name.root);
  }
}
