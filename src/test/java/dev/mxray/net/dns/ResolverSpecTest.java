package dev.mxray.net.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mxray.net.dns.ResolverSpec.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResolverSpecTest {
  @ParameterizedTest
  @CsvSource({
    "9.9.9.9, PLAIN, 9.9.9.9, 53, ,",
    "127.0.0.1:5353, PLAIN, 127.0.0.1, 5353, ,",
    "2620:fe::fe, PLAIN, 2620:fe:0:0:0:0:0:fe, 53, ,",
    "[2620:fe::fe], PLAIN, 2620:fe:0:0:0:0:0:fe, 53, ,",
    "[2620:fe::fe]:54, PLAIN, 2620:fe:0:0:0:0:0:fe, 54, ,",
    "tls://9.9.9.9, TLS, 9.9.9.9, 853, ,",
    "tls://dns.quad9.net@9.9.9.9, TLS, 9.9.9.9, 853, dns.quad9.net,",
    "TLS://Dns.Quad9.net@[2620:fe::fe]:8853, TLS, 2620:fe:0:0:0:0:0:fe, 8853, dns.quad9.net,",
    "https://dns.google/dns-query@8.8.8.8, HTTPS, 8.8.8.8, 443, dns.google, /dns-query",
    "https://dns.google/Q@8.8.8.8:8443, HTTPS, 8.8.8.8, 8443, dns.google, /Q",
    "https://dns.google@8.8.8.8, HTTPS, 8.8.8.8, 443, dns.google, /dns-query",
    "https://dns.google/dns-query{?dns}@8.8.8.8, HTTPS, 8.8.8.8, 443, dns.google, /dns-query",
    "https://1.1.1.1/dns-query, HTTPS, 1.1.1.1, 443, , /dns-query",
    "https://[2620:fe::fe]:444/dns-query, HTTPS, 2620:fe:0:0:0:0:0:fe, 444, , /dns-query",
  })
  void a_resolver_is_read_and_shown_as_it_was_written(
      String text, Transport transport, String address, int port, String name, String path) {
    ResolverSpec spec = ResolverSpec.parse(text);
    assertThat(spec.transport()).isEqualTo(transport);
    assertThat(spec.address().getAddress().getHostAddress()).isEqualTo(address);
    assertThat(spec.address().getPort()).isEqualTo(port);
    assertThat(spec.name()).isEqualTo(name);
    assertThat(spec.path()).isEqualTo(path == null ? "" : path);
    assertThat(spec).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dns.google",
        "9.9.9",
        "256.1.1.1",
        "9.9.9.9:0",
        "9.9.9.9:65536",
        "9.9.9.9:",
        "[9.9.9.9]",
        "[::1",
        "[::1]x",
        "::1]",
        "udp://9.9.9.9",
        "tls://dns.quad9.net",
        "tls://@9.9.9.9",
        "tls://a b@9.9.9.9",
        "https://dns.google/dns-query",
        "https://dns.google/a b@8.8.8.8",
        "https://dns.google/dns-query@dns.google",
        "https://@8.8.8.8"
      })
  void what_is_no_resolver_is_refused_in_one_line(String text) {
    assertThatThrownBy(() -> ResolverSpec.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is no resolver: ")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void anything_else_is_refused_too() {
    var random = new Random(3);
    String alphabet = "tls://htps@[]:.%0129af\n\u00e9 ";
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(random.nextInt(4) == 0 ? "tls://" : "");
      for (int n = random.nextInt(20); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertThat(ResolverSpec.parse(text.toString()).address().isUnresolved()).isFalse();
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).doesNotContain("\n");
      }
    }
  }

  @Test
  void the_system_comes_first_and_nobody_comes_twice(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("resolv.conf");
    Files.writeString(
        file,
        """
        # nameserver 9.9.9.1
        search example.com
        nameserver 127.0.0.53
        nameserver\t1.1.1.1
        nameserver nonsense
          nameserver ::1 # local
        nameserver 10.0.0.9
        """);
    assertThat(ResolverSpec.systemThenPublic(file).stream().map(ResolverSpec::toString))
        .containsExactly("127.0.0.53", "1.1.1.1", "::1", "8.8.8.8", "208.67.222.222", "9.9.9.9");
    assertThat(ResolverSpec.systemThenPublic(directory.resolve("none")))
        .extracting(ResolverSpec::toString)
        .isEqualTo(List.of("8.8.8.8", "1.1.1.1", "208.67.222.222", "9.9.9.9"));
  }
}
