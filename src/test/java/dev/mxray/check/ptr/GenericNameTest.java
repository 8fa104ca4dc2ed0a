package dev.mxray.check.ptr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.address.IpAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenericNameTest {
  private static final IpAddress IPV4 = IpAddress.parse("25.1.2.13").orElseThrow();
  private static final IpAddress IPV6 = IpAddress.parse("2e00:25::1d").orElseThrow();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "25-1-2-13.isp.example",
        "13-2-1-25.isp.example",
        "host-25-1-2-13.isp.example",
        "host25-1-2-13.isp.example",
        "25.1.2.13.isp.example",
        "13.2.1.25.customers.isp.example",
        "ip-025-001-002-013.isp.example",
        "ip025001002013.isp.example",
        "ip-1901020d.isp.example",
        "1901020d.isp.co.uk",
        "d3f1.dynamic.isp.example",
        "dhcp-17.isp.example",
        "pool17.isp.example",
        "x7.adsl.isp.example",
        "cable-4711.isp.co.uk",
        "p4711.ppp.isp.example",
        "dialup.isp.example"
      })
  void names_that_a_network_gives_by_the_dozen(String name) {
    assertThat(new GenericName(IPV4).matches(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mx.example.com",
        "mail-25-1-2-13.example.com",
        "mx25-1-2-13.example.com",
        "smtp.pool.example.com",
        "a25-1-2-13.smtp-out.example.com",
        "mail.dyn.example.com",
        "host.pool.com",
        "cable.co.uk",
        "server.cable.co.uk",
        "dynamics.example.com",
        "carpool.example.com",
        "web7.example.com",
        "125-1-2-13.example.com",
        "25-1-2-130.example.com",
        "v25-1-2.example.com",
        "localhost",
        ".",
        "",
        "a..b"
      })
  void names_that_somebody_chose(String name) {
    assertThat(new GenericName(IPV4).matches(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2e00-25--1d.isp.example",
        "host-2e00-0025-0000-0000-0000-0000-0000-001d.isp.example",
        "2e00002500000000000000000000001d.isp.example",
        "d.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.5.2.0.0.0.0.e.2.isp.example",
        "v6.dynamic.isp.example"
      })
  void the_same_for_ipv6(String name) {
    assertThat(new GenericName(IPV6).matches(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mx.example.com", "2e00-25--1d.mail.example.com", "2e00-25--1dd.x.example"})
  void and_not_for_ipv6(String name) {
    assertThat(new GenericName(IPV6).matches(name)).isFalse();
  }

  @Test
  void any_text_can_be_looked_at() {
    var random = new Random(7);
    String alphabet = "025-1.d_xpool\\[(é ";
    for (int i = 0; i < 3_000; i++) {
      var name = new StringBuilder();
      for (int n = random.nextInt(60); n > 0; n--) {
        name.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      new GenericName(IPV4).matches(name.toString());
      boolean mail = new GenericName(IPV4).matches("mx." + name + ".mail.example.com");
      assertThat(mail).as(name.toString()).isFalse();
    }
  }
}
