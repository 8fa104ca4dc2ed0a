package dev.mxray.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.message.source.MessageHeader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How mail servers write Received. */
class ReceivedFieldTest {
  private static Optional<ReceivedField> read(String value) {
    MessageHeader header =
        MessageLab.read(("Received: " + value + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1))
            .header();
    return ReceivedField.of(header.fields().get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        // Postfix
        "from mail.example.com (rdns.example.com [192.0.2.1]) (using TLSv1.3) by mx (Postfix)|192.0.2.1|mail.example.com",
        "from mail.example.com (unknown [IPv6:2001:db8::1]) by mx|2001:db8::1|mail.example.com",
        "from [203.0.113.7] (host.example.com [192.0.2.1]) by mx|192.0.2.1|",
        // Exim
        "from mail.example.com ([192.0.2.1] helo=h.example.com) by mx with esmtp (envelope-from <a@b>)|192.0.2.1|h.example.com",
        "from [192.0.2.1] (helo=h.example.com) by mx|192.0.2.1|h.example.com",
        // qmail
        "from unknown (HELO h.example.com) (192.0.2.1) by mx with SMTP|192.0.2.1|h.example.com",
        // Exchange
        "from AM0.example.com (2001:db8::2) by DB9.example.com (2001:db8::3) with Microsoft SMTP|2001:db8::2|AM0.example.com",
        // RFC 6376 appendix A
        "from client1.football.example.com  [192.0.2.1] by submitserver.example.com|192.0.2.1|client1.football.example.com",
        // what a client calls itself is not believed
        "from a (by [198.51.100.9]) (real [192.0.2.1]) by mx|198.51.100.9|a",
      })
  void the_client_and_its_greeting_are_read(String value, String client, String helo) {
    assertThat(read(value))
        .hasValueSatisfying(
            received -> {
              assertThat(received.client()).hasToString(client);
              assertThat(received.helo()).isEqualTo(helo);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "by mx.example.net with LMTP id 1",
        "from mail.example.com by mx.example.net",
        "from mail.example.com (mail.example.com [999.1.1.1]) by mx",
        "(qmail 1 invoked by uid 89); 1 Jan 2026",
      })
  void fields_without_an_address_name_no_client(String value) {
    assertThat(read(value)).isEmpty();
  }
}
