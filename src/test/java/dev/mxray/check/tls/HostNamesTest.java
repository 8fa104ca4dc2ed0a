package dev.mxray.check.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.address.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostNamesTest {
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "mx.example.com, mx.example.com, true",
    "mx.example.com, MX.Example.COM, true",
    "mx.example.com, example.com, false",
    "mx.example.com, mx.example.com., false",
    "mx.example.com, *.example.com, true",
    "mx.example.com, *.EXAMPLE.com, true",
    "a.mx.example.com, *.example.com, false",
    "example.com, *.example.com, false",
    "mx.example.com, *.com, false",
    "example.com, *.com, true",
    "mx.example.com, m*.example.com, false",
    "mx.example.com, *x.example.com, false",
    "mx.example.com, mx.*.com, false",
    "mx.example.com, *.*.com, false",
    "mx.example.com, *, false",
    "mx.example.com, *., false",
    "localhost, *, false",
    "xn--bcher-kva.example, xn--bcher-kva.example, true",
    "mx.xn--bcher-kva.example, *.xn--bcher-kva.example, true",
    "mx.xn--bcher-kva.example, *.bücher.example, false",
    "192.0.2.1, 192.0.2.1, false",
    "192.0.2.1, *.0.2.1, false"
  })
  void a_dns_name_matches(String host, String name, boolean matches) {
    assertThat(HostNames.match(host, List.of(name), List.of())).isEqualTo(matches);
  }

  @Test
  void an_address_is_looked_for_among_the_addresses() {
    List<IpAddress> addresses =
        List.of(
            IpAddress.parse("192.0.2.1").orElseThrow(),
            IpAddress.parse("2001:db8::1").orElseThrow());

    assertThat(HostNames.match("192.0.2.1", List.of(), addresses)).isTrue();
    assertThat(HostNames.match("2001:db8:0:0::1", List.of(), addresses)).isTrue();
    assertThat(HostNames.match("192.0.2.2", List.of(), addresses)).isFalse();
    assertThat(HostNames.match("mx.example.com", List.of(), addresses)).isFalse();
  }

  @Test
  void one_of_many_names_is_enough() {
    assertThat(HostNames.match("mx.example.com", List.of("a.test", "mx.example.com"), List.of()))
        .isTrue();
  }
}
