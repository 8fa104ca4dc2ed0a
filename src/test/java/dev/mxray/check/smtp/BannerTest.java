package dev.mxray.check.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BannerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mx.example.com ESMTP Postfix                                       | Postfix            |
          mx.example.com ESMTP Postfix (Debian/GNU)                          | Postfix            |
          mx.example.com ESMTP Postfix (3.7.11)                              | Postfix            | Postfix (3.7.11
          mx.example.com ESMTP Postfix 3.4.13 (Ubuntu)                       | Postfix            | Postfix 3.4.13
          mx.example.com ESMTP Exim 4.96 Sat, 21 Nov 2026 06:00:00 +0000     | Exim               | Exim 4.96
          mx.example.com ESMTP Exim 4.98.2-1+b1 ready                        | Exim               | Exim 4.98.2-1+b1
          mx.example.com ESMTP OpenSMTPD                                     | OpenSMTPD          |
          mx.example.com ESMTP OpenSMTPD 7.5.0p0                             | OpenSMTPD          | OpenSMTPD 7.5.0p0
          mx.example.com ESMTP Sendmail 8.15.2/8.15.2; Sat, 21 Nov 2026      | Sendmail           | Sendmail 8.15.2/8.15.2
          mx.example.com ESMTP; Sat 8.17.1/8.17.1                            |                    | 8.17.1/8.17.1
          mx.example.com Microsoft ESMTP MAIL Service ready at Sat, 21 Nov   | Microsoft Exchange |
          mx Microsoft ESMTP MAIL Service, Version: 10.0.17763.1697 ready at | Microsoft Exchange | Microsoft ESMTP MAIL Service, Version: 10.0.17763.1697
          mx.example.com ESMTP MailEnable Service, Version: 10.38--10.38     | MailEnable         | MailEnable Service, Version: 10.38--10.38
          mx.example.com ESMTP Haraka/2.8.25 ready                           | Haraka             | Haraka/2.8.25
          mx.example.com Lotus Domino Release 8.5.3FP6                       | Domino             | Lotus Domino Release 8.5.3FP6
          mx.example.com ESMTP Halon 6.3.1                                    | Halon              | Halon 6.3.1
          mx.example.com Stalwart ESMTP at your service                      | Stalwart           |
          mx.example.com Stalwart SMTP v0.11.8 at your service               | Stalwart           | Stalwart SMTP v0.11.8
          mx.example.com ESMTP Courier 1.2.2                                 | Courier            | Courier 1.2.2
          OK The Microsoft Exchange IMAP4 service is ready.                  | Microsoft Exchange |
          OK Courier-IMAP ready. Copyright 1998-2024 Double Precision, Inc.  | Courier            |
          OK mx.example.com Cyrus IMAP 3.6.1-Debian-3.6.1-4+deb12u5 ready    | Cyrus              | Cyrus IMAP 3.6.1
          OK Dovecot (Debian) 2.3.19.1 ready.                                | Dovecot            | Dovecot (Debian) 2.3.19.1
          OK Gimap ready for requests from 25.0.0.10                         | Google             |
          mx.google.com ESMTP d2e1a72fcca58 - gsmtp                          | Google             |
          mx.example.com ESMTP Foo version 1.2                               |                    | version 1.2
          mx.example.com ESMTP foo-mta/1.2.3                                 |                    | foo-mta/1.2.3
          """)
  void products_and_their_versions_are_named(String greeting, String software, String version) {
    var banner = new Banner(List.of(greeting));
    assertThat(banner.software().orElse(null)).isEqualTo(software);
    if (version == null) {
      assertThat(banner.version()).isEmpty();
    } else {
      assertThat(banner.version().orElse("")).startsWith(version);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mx.example.com",
        "postfix-3.7.example.com ESMTP",
        "exim4.96.example.com ESMTP ready",
        "mx.example.com Hello client.example.net [25.0.0.10], pleased to meet you",
        "mx.example.com ESMTP ready at 21.11.2026 06:00",
        "mx.example.com ESMTP Sat, 21 Nov 2026 06:00:00 +0000",
        "mx1.2.example ESMTP 25.0.0.1",
        "mx.example.com ESMTP RFC 5321 (id 4.7.1)"
      })
  void names_addresses_and_dates_are_no_versions(String greeting) {
    assertThat(new Banner(List.of(greeting)).version()).isEmpty();
  }

  @Test
  void the_name_is_the_first_word() {
    assertThat(new Banner(List.of("mx.example.com ESMTP", "second")).name())
        .isEqualTo("mx.example.com");
    assertThat(new Banner(List.of("mx")).name()).isEqualTo("mx");
    assertThat(new Banner(List.of("")).name()).isEmpty();
    assertThat(new Banner(List.of()).name()).isEmpty();
  }

  @Test
  void a_full_name_has_labels_and_does_not_end_in_a_number() {
    assertThat(List.of("mx.example.com", "mx.example.com.", "a_b.example", "xn--bcher-kva.example"))
        .allMatch(Banner::isQualified);
    assertThat(
            List.of(
                "",
                "mx",
                "localhost",
                "192.0.2.1",
                "[192.0.2.1]",
                "mx..example",
                ".mx.example",
                "mx.example.com,",
                "\u001b[2Jmx.example",
                "-.example",
                "b\u00fccher.example"))
        .noneMatch(Banner::isQualified);
  }

  @Test
  void hostile_lines_are_read_in_no_time_and_what_is_shown_is_short() {
    var random = new Random(7);
    String[] pieces = {
      "Postfix", "version ", "8.15.2/", "1.", ".1", "a/", "((((", "v", "Exim ", "aaaaaaaa", "\u0000"
    };
    long started = System.nanoTime();
    for (int round = 0; round < 2000; round++) {
      var line = new StringBuilder("mx ");
      while (line.length() < 2000) {
        line.append(pieces[random.nextInt(pieces.length)]);
        if (random.nextInt(4) == 0) {
          line.append(line.substring(0, Math.min(line.length(), 300)));
        }
      }
      var banner = new Banner(List.of(line.toString()));
      assertThat(banner.version().orElse("")).hasSizeLessThanOrEqualTo(100);
      assertThat(banner.software()).isNotNull();
    }
    assertThat(System.nanoTime() - started).isLessThan(10_000_000_000L);
  }
}
