package dev.mxray.net.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeloNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"scan.example.com", "a.b", "x_y.example"})
  void a_full_name_is_used(String name) {
    assertThat(HeloName.usable(name)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "debian",
        "host.local",
        "localhost.localdomain",
        "pc.lan",
        "192.0.2.1",
        "a..b",
        ".a.b",
        "a b.c",
        "-.a"
      })
  void a_name_that_means_nothing_elsewhere_is_not(String name) {
    assertThat(HeloName.usable(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"scan.example.com", "scanner", "[192.0.2.1]", "[IPv6:2001:db8::1]"})
  void names_and_literals_may_be_given(String name) {
    assertThat(HeloName.isAllowed(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nMAIL FROM:<>", "192.0.2.1", "[x]", "[192.0.2.1", "é.de"})
  void nothing_else_may(String name) {
    assertThat(HeloName.isAllowed(name)).isFalse();
  }

  @Test
  void an_address_becomes_a_literal() throws UnknownHostException {
    assertThat(literal("192.0.2.1")).isEqualTo("[192.0.2.1]");
    assertThat(literal("2001:db8::1")).isEqualTo("[IPv6:2001:db8::1]");
  }

  private static String literal(String address) throws UnknownHostException {
    return HeloName.literal(new InetSocketAddress(InetAddress.getByName(address), 25));
  }
}
