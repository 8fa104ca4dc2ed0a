package dev.mxray.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsUriTest {
  @ParameterizedTest
  @CsvSource({
    "https://example.com/logo.svg, example.com, 443, /logo.svg",
    "HTTPS://EXAMPLE.com, example.com, 443, /",
    "https://example.com?q=1, example.com, 443, /?q=1",
    "https://example.com:8443/a/b?c=d&e=f%20g, example.com, 8443, /a/b?c=d&e=f%20g",
    "https://example.com/a#part, example.com, 443, /a",
    "https://xn--bcher-kva.example/, xn--bcher-kva.example, 443, /"
  })
  void https_uris_are_read(String text, String host, int port, String target) {
    assertThat(HttpsUri.parse(text)).contains(new HttpsUri(host, port, target));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://example.com/",
        "https:/example.com",
        "https://",
        "https:///path",
        "https://user@example.com/",
        "https://user:pw@example.com/",
        "https://192.0.2.1/",
        "https://[2001:db8::1]/",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://example.com:x/",
        "https://example.com/a b",
        "https://example.com/a\r\nX: y",
        "https://example.com/%zz",
        "https://example.com/%2",
        "https://exa mple.com/",
        "https://-example.com/",
        "https://example..com/",
        " https://example.com/",
        "https://example.com/\u00e9"
      })
  void everything_else_is_none(String text) {
    assertThat(HttpsUri.parse(text)).isEmpty();
  }

  @Test
  void the_length_is_bounded() {
    assertThat(HttpsUri.parse("https://example.com/" + "a".repeat(2000))).isPresent();
    assertThat(HttpsUri.parse("https://example.com/" + "a".repeat(200_000))).isEmpty();
  }

  @Test
  void it_is_written_as_it_is_read() {
    assertThat(HttpsUri.parse("https://example.com:444/x").orElseThrow())
        .hasToString("https://example.com:444/x");
    assertThat(HttpsUri.of("example.com", "/x")).hasToString("https://example.com/x");
  }
}
