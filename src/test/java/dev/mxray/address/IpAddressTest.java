package dev.mxray.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "25.0.2.1",
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.31.196.1",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.0",
        "198.51.101.0",
        "203.0.114.0",
        "223.255.255.255",
        "2e00:25::1",
        "2a00:1450:4001::1a",
        "2001:200::1",
        "2001:db7::1",
        "2001:db9::1",
        "4000::1",
        "fbff::1",
        "fe00::1",
        "64:ff9b::1900:201",
        "2002:1900:201::1",
        "100:0:0:2::1"
      })
  void addresses_outside_the_special_registries_are_global_unicast(String address) {
    assertThat(IpAddress.parse(address).orElseThrow().special()).isEmpty();
    assertThat(IpAddress.parse(address).orElseThrow().isGlobalUnicast()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, this network (RFC 791)",
    "10.0.0.1, private (RFC 1918)",
    "10.255.255.255, private (RFC 1918)",
    "100.64.0.0, shared by carrier-grade NAT (RFC 6598)",
    "100.127.255.255, shared by carrier-grade NAT (RFC 6598)",
    "127.0.0.1, loopback (RFC 1122)",
    "169.254.1.1, link-local (RFC 3927)",
    "172.16.0.0, private (RFC 1918)",
    "172.31.255.255, private (RFC 1918)",
    "192.0.0.8, protocol assignment (RFC 6890)",
    "192.0.2.1, documentation (RFC 5737)",
    "192.88.99.1, former 6to4 relay anycast (RFC 7526)",
    "192.168.1.1, private (RFC 1918)",
    "198.18.0.0, benchmarking (RFC 2544)",
    "198.19.255.255, benchmarking (RFC 2544)",
    "198.51.100.7, documentation (RFC 5737)",
    "203.0.113.9, documentation (RFC 5737)",
    "224.0.0.1, multicast (RFC 5771)",
    "239.255.255.255, multicast (RFC 5771)",
    "240.0.0.1, reserved (RFC 1112)",
    "255.255.255.255, broadcast (RFC 919)",
    "::, unspecified (RFC 4291)",
    "::1, loopback (RFC 4291)",
    "::25.0.2.1, IPv4-compatible (RFC 4291)",
    "::ffff:25.0.2.1, IPv4-mapped (RFC 4291)",
    "64:ff9b:1::1, local-use translation (RFC 8215)",
    "100::1, discard-only (RFC 6666)",
    "100:0:0:1::1, dummy prefix (RFC 9780)",
    "2001:0:1900:201::1, Teredo (RFC 4380)",
    "2001:1::1, protocol assignment (RFC 2928)",
    "2001:2::1, benchmarking (RFC 5180)",
    "2001:1f::1, ORCHID identifier (RFC 4843)",
    "2001:2f::1, ORCHID identifier (RFC 7343)",
    "2001:3f::1, drone identifier (RFC 9374)",
    "2001:db8::1, documentation (RFC 3849)",
    "3fff:fff::1, documentation (RFC 9637)",
    "5f00::1, segment identifier (RFC 9602)",
    "fc00::1, unique local (RFC 4193)",
    "fdff::1, unique local (RFC 4193)",
    "fe80::1, link-local (RFC 4291)",
    "febf::1, link-local (RFC 4291)",
    "fec0::1, site-local (RFC 3879)",
    "ff02::1, multicast (RFC 4291)",
    "64:ff9b::10.0.0.1, NAT64 (RFC 6052) of private (RFC 1918)",
    "2002:7f00:1::1, 6to4 (RFC 3056) of loopback (RFC 1122)",
    "2002:c0a8:101::1, 6to4 (RFC 3056) of private (RFC 1918)"
  })
  void special_addresses_say_what_they_are(String address, String meaning) {
    assertThat(IpAddress.parse(address).orElseThrow().special().map(Object::toString))
        .contains(meaning);
    assertThat(IpAddress.parse(address).orElseThrow().isGlobalUnicast()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0, 8, true",
    "10.1.0.0, 16, true",
    "10.0.0.0, 7, false",
    "0.0.0.0, 0, false",
    "172.16.0.0, 12, true",
    "172.16.0.0, 11, false",
    "25.0.0.0, 8, false",
    "fc00::, 7, true",
    "fc00::, 6, false",
    "::, 0, false",
    "2002:a00::, 24, true",
    "2002:a00::, 16, false",
    "2002:a00::, 23, false",
    "2001::, 23, false"
  })
  void a_network_is_special_when_one_range_holds_all_of_it(
      String address, int prefixLength, boolean special) {
    assertThat(IpAddress.parse(address).orElseThrow().special(prefixLength).isPresent())
        .isEqualTo(special);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:DB8::1, 2001:db8::1",
    "2001:0db8::0001, 2001:db8::1",
    "0:0:0:0:0:0:0:0, ::",
    "::1, ::1",
    "1:0:0:0:0:0:0:0, 1::",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:0:0, 1:2:3:4:5:6::",
    "::ffff:c000:201, ::ffff:192.0.2.1",
    "192.0.2.1, 192.0.2.1"
  })
  void text_is_canonical(String written, String canonical) {
    assertThat(IpAddress.parse(written).orElseThrow()).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        ":",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.-4",
        "0x7f.0.0.1",
        "01.2.3.4",
        "1.2.3.4/8",
        " 1.2.3.4",
        "١.2.3.4",
        "[::1]",
        "fe80::1%eth0",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "example.com",
        "abc"
      })
  void other_text_is_no_address(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "25.1.2.255, 255.2.1.25.in-addr.arpa",
    "2e00:25::1f, f.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.5.2.0.0.0.0.e.2.ip6.arpa"
  })
  void the_reverse_name_has_the_last_octet_or_nibble_first(String address, String name) {
    assertThat(IpAddress.parse(address).orElseThrow().reverseName()).isEqualTo(name);
  }

  @Test
  void octets_are_four_or_sixteen() {
    assertThatThrownBy(() -> IpAddress.of(new byte[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5");
  }

  @Test
  void octets_are_not_shared() {
    byte[] octets = {25, 0, 2, 1};
    IpAddress address = IpAddress.of(octets);
    octets[0] = 10;
    address.octets()[0] = 10;
    assertThat(address).hasToString("25.0.2.1").isEqualTo(IpAddress.parse("25.0.2.1").get());
  }

  @Test
  void the_text_of_any_octets_reads_back_as_the_same_address() throws UnknownHostException {
    var random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = new byte[random.nextBoolean() ? 4 : 16];
      for (int j = 0; j < octets.length; j++) {
        octets[j] = random.nextInt(3) == 0 ? (byte) random.nextInt(256) : 0;
      }
      IpAddress address = IpAddress.of(octets);
      assertThat(IpAddress.parse(address.toString())).contains(address);
      if (octets.length == 16 && !address.toString().startsWith("::ffff:")) {
        assertThat(InetAddress.getByName(address.toString()).getAddress()).isEqualTo(octets);
      }
    }
  }

  @Test
  void any_text_is_read_or_refused() {
    var random = new Random(2);
    String alphabet = "0123456789abcdef.::%/[]gG-\u0661 ";
    for (int i = 0; i < 50_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(24); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      IpAddress.parse(text.toString())
          .ifPresent(address -> assertThat(IpAddress.parse(address.toString())).contains(address));
    }
  }
}
