package dev.mxray.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mxray.lab.LabSmtp.Command;
import dev.mxray.lab.LabSmtpAct.Mischief;
import dev.mxray.lab.LabSmtpBehaviour.Moment;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Timeout(20)
class LabSmtpTest {
  private static final String HOST = "mx.example";
  private static final LabCertificates CERTIFICATES =
      LabCertificates.at(Instant.parse("2026-11-21T00:00:00Z"));
  private static final LabCertificate GOOD = CERTIFICATES.good(HOST);
  private static final String AUTH = "250 AUTH PLAIN LOGIN";
  private static final LabSmtpBehaviour PLAIN = LabSmtpBehaviour.of(HOST);
  private static final LabSmtpBehaviour STARTTLS = PLAIN.starttls(GOOD);

  @Test
  void an_ordinary_server_greets_answers_and_says_goodbye() throws IOException {
    try (var server = LabSmtp.start(PLAIN);
        var client = SmtpClient.connect(server)) {
      assertThat(client.reply()).containsExactly("220 mx.example ESMTP");
      assertThat(client.ask("EHLO me.example"))
          .containsExactly("250-mx.example", "250-PIPELINING", "250-SIZE 10240000", "250 8BITMIME");
      assertThat(client.ask("HELO me.example")).containsExactly("250 mx.example");
      assertThat(client.ask("STARTTLS").get(0)).startsWith("502 ");
      assertThat(client.ask("MAIL FROM:<>").get(0)).startsWith("250 ");
      assertThat(client.ask("RCPT TO:<a@example>").get(0)).startsWith("550 ");
      assertThat(client.ask("DATA").get(0)).startsWith("502 ");
      assertThat(client.ask("QUIT").get(0)).startsWith("221 ");
      assertThat(client.line()).isNull();
    }
  }

  @Test
  void commands_and_connections_are_remembered() throws IOException {
    try (var server = LabSmtp.start(STARTTLS)) {
      try (var first = SmtpClient.connect(server);
          var second = SmtpClient.connect(server)) {
        first.reply();
        second.reply();
        first.ask("EHLO me.example");
        first.ask("STARTTLS");
        first.secure();
        first.ask("ehlo me.example");
        second.ask("QUIT");

        assertThat(server.open()).isBetween(1, 2);
      }
      await().until(() -> server.open() == 0);
      try (var third = SmtpClient.connect(server)) {
        third.reply();
      }

      assertThat(server.connections()).isEqualTo(3);
      assertThat(server.mostAtOnce()).isEqualTo(2);
      assertThat(server.handshakes()).isEqualTo(1);
      assertThat(server.commands())
          .contains(
              new Command(1, false, "EHLO me.example"),
              new Command(1, false, "STARTTLS"),
              new Command(1, true, "ehlo me.example"),
              new Command(2, false, "QUIT"));
      assertThat(server.verbs()).containsExactly("EHLO", "QUIT", "STARTTLS");
    }
  }

  @Test
  void starttls_shows_the_chain_and_drops_what_came_behind_it_in_the_clear() throws IOException {
    try (var server = LabSmtp.start(STARTTLS.auth());
        var client = SmtpClient.connect(server)) {
      client.reply();
      assertThat(client.ask("EHLO me.example"))
          .contains("250 STARTTLS")
          .noneMatch(line -> line.contains("AUTH"));
      assertThat(client.ask("STARTTLS\r\nNOOP injected").get(0)).startsWith("220 ");
      assertThat(client.secure()).isEqualTo(GOOD.chain());
      assertThat(client.ask("EHLO me.example"))
          .noneMatch("250-STARTTLS"::equals)
          .anyMatch(AUTH::equals);
      assertThat(server.verbs()).doesNotContain("NOOP");
    }
  }

  @Test
  void a_server_may_obey_what_came_in_the_clear() throws IOException {
    try (var server = LabSmtp.start(STARTTLS.obeyingPlaintext());
        var client = SmtpClient.connect(server)) {
      client.reply();
      client.ask("STARTTLS\r\nNOOP injected");
      client.secure();

      assertThat(client.reply()).containsExactly("250 2.0.0 Ok");
      assertThat(server.commands()).contains(new Command(1, true, "NOOP injected"));
    }
  }

  @Test
  void a_server_may_say_more_than_220_in_the_clear() throws IOException {
    try (var server = LabSmtp.start(STARTTLS.plaintextBehind220("250 injected\r\n"));
        var client = SmtpClient.connect(server)) {
      client.reply();
      assertThat(client.ask("STARTTLS").get(0)).startsWith("220 ");
      assertThat(client.line()).isEqualTo("250 injected\r\n");
      assertThat(client.secure()).hasSize(2);
    }
  }

  @Test
  void implicit_tls_greets_inside() throws IOException {
    try (var server = LabSmtp.start(PLAIN.implicitTls(GOOD));
        var client = SmtpClient.connect(server)) {
      client.secure();
      assertThat(client.reply()).containsExactly("220 mx.example ESMTP");
      assertThat(client.ask("EHLO me.example")).doesNotContain("250 STARTTLS");
      assertThat(server.commands()).containsExactly(new Command(1, true, "EHLO me.example"));
    }
  }

  @Test
  void the_versions_of_tls_can_be_chosen() throws IOException {
    try (var server = LabSmtp.start(PLAIN.implicitTls(GOOD).protocols("TLSv1.2"))) {
      try (var client = SmtpClient.connect(server)) {
        client.secure();
        assertThat(client.protocol()).isEqualTo("TLSv1.2");
      }
      try (var client = SmtpClient.connect(server)) {
        assertThatThrownBy(() -> client.secure("TLSv1.3")).isInstanceOf(SSLException.class);
      }
    }
  }

  @Test
  void helo_only() throws IOException {
    try (var server = LabSmtp.start(PLAIN.heloOnly());
        var client = SmtpClient.connect(server)) {
      client.reply();
      assertThat(client.ask("EHLO me.example").get(0)).startsWith("502 ");
      assertThat(client.ask("HELO me.example")).containsExactly("250 mx.example");
    }
  }

  @Test
  void auth_in_the_clear() throws IOException {
    try (var server = LabSmtp.start(PLAIN.authInTheClear());
        var client = SmtpClient.connect(server)) {
      client.reply();
      assertThat(client.ask("EHLO me.example")).anyMatch(AUTH::equals);
    }
  }

  @Test
  void starttls_is_offered_and_refused() throws IOException {
    try (var server = LabSmtp.start(PLAIN.starttlsRefused());
        var client = SmtpClient.connect(server)) {
      client.reply();
      assertThat(client.ask("EHLO me.example")).contains("250 STARTTLS");
      assertThat(client.ask("STARTTLS").get(0)).startsWith("454 ");
      assertThat(client.ask("QUIT").get(0)).startsWith("221 ");
    }
  }

  @Test
  void a_greeting_may_be_of_several_lines_and_late() throws IOException {
    var late = PLAIN.greeting("220-a", "220 b").greetingAfter(Duration.ofMillis(200));
    try (var server = LabSmtp.start(late);
        var client = SmtpClient.connect(server)) {
      client.patience(50);
      assertThatThrownBy(client::line).isInstanceOf(SocketTimeoutException.class);
      client.patience(5000);
      assertThat(client.reply()).containsExactly("220-a", "220 b");
    }
  }

  @Test
  void early_talkers_may_be_hung_up_on() throws IOException {
    try (var server = LabSmtp.start(PLAIN.hangingUpOnEarlyTalkers(Duration.ofMillis(200)))) {
      try (var patient = SmtpClient.connect(server)) {
        assertThat(patient.reply()).hasSize(2);
        assertThat(patient.ask("NOOP").get(0)).startsWith("250 ");
      }
      try (var hasty = SmtpClient.connect(server)) {
        assertThat(hasty.ask("EHLO me.example")).hasSize(2).last().asString().startsWith("554 ");
        assertThat(hasty.line()).isNull();
      }
    }
  }

  @Test
  void a_refusing_greeting() throws IOException {
    var refusing =
        PLAIN.at(Moment.CONNECT, LabSmtpAct.sayAndClose("421 4.3.2 Service not available"));
    try (var server = LabSmtp.start(refusing);
        var client = SmtpClient.connect(server)) {
      assertThat(client.reply()).containsExactly("421 4.3.2 Service not available");
      assertThat(client.line()).isNull();
    }
  }

  @Test
  void connections_beyond_the_limit_get_421() throws IOException {
    try (var server = LabSmtp.start(PLAIN.atMost(1));
        var first = SmtpClient.connect(server)) {
      assertThat(first.reply().get(0)).startsWith("220 ");
      try (var second = SmtpClient.connect(server)) {
        assertThat(second.reply().get(0)).startsWith("421 ");
        assertThat(second.line()).isNull();
      }
      await().until(() -> server.open() == 1);
      first.ask("QUIT");
      await().until(() -> server.open() == 0);
      try (var third = SmtpClient.connect(server)) {
        assertThat(third.reply().get(0)).startsWith("220 ");
      }
    }
  }

  @Test
  void garbage_or_an_alert_may_answer_the_client_hello() throws IOException {
    for (Mischief mischief :
        List.of(Mischief.GARBAGE, Mischief.HANDSHAKE_FAILURE, Mischief.PROTOCOL_VERSION)) {
      try (var server = LabSmtp.start(PLAIN.at(Moment.HANDSHAKE, mischief));
          var client = SmtpClient.connect(server)) {
        client.reply();
        assertThat(client.ask("EHLO me.example")).contains("250 STARTTLS");
        assertThat(client.ask("STARTTLS").get(0)).startsWith("220 ");
        assertThatThrownBy(client::secure)
            .isInstanceOf(SSLException.class)
            .hasMessageContaining(
                switch (mischief) {
                  case HANDSHAKE_FAILURE -> "handshake_failure";
                  case PROTOCOL_VERSION -> "protocol_version";
                  default -> "";
                });
      }
    }
  }

  @Test
  void an_endless_line_has_no_end() throws IOException {
    try (var server = LabSmtp.start(PLAIN.at(Moment.CONNECT, Mischief.ENDLESS_LINE))) {
      try (var client = SmtpClient.connect(server)) {
        byte[] octets = client.octets(4_000_000);
        assertThat(octets).hasSize(4_000_000).startsWith('2', '2', '0', ' ', 'A');
        assertThat(new String(octets, US_ASCII)).doesNotContain("\n");
      }
      await().until(() -> server.open() == 0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECT", "EHLO"})
  void endless_lines_have_no_end(Moment moment) throws IOException {
    try (var server = LabSmtp.start(PLAIN.at(moment, Mischief.ENDLESS_LINES));
        var client = SmtpClient.connect(server)) {
      if (moment == Moment.EHLO) {
        client.reply();
        client.send("EHLO me.example\r\n");
      }
      for (int i = 0; i < 20_000; i++) {
        assertThat(client.line()).matches("2[25]0-mx.example still here\r\n");
      }
    }
  }

  @Test
  void a_tarpit_sends_octet_by_octet() throws IOException {
    try (var server = LabSmtp.start(LabSmtpBehaviour.tarpit(HOST, Duration.ofMillis(20)));
        var client = SmtpClient.connect(server)) {
      long start = System.nanoTime();
      assertThat(client.octets(15)).asString(US_ASCII).isEqualTo("220-mx.example ");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(250));
    }
  }

  @Test
  void replies_may_come_late_and_in_single_octets_and_tls_works_all_the_same() throws IOException {
    var slow = STARTTLS.repliesAfter(Duration.ofMillis(50)).octetByOctet(Duration.ZERO);
    try (var server = LabSmtp.start(slow);
        var client = SmtpClient.connect(server)) {
      client.reply();
      long start = System.nanoTime();
      assertThat(client.ask("EHLO me.example")).contains("250 STARTTLS");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(40));
      client.ask("STARTTLS");
      client.secure();
      assertThat(client.ask("QUIT").get(0)).startsWith("221 ");
    }
  }

  @Test
  void any_octet_may_be_in_a_greeting() throws IOException {
    try (var server = LabSmtp.start(PLAIN.greeting("220 \u001b[2J\0\u00ff\u0007"));
        var client = SmtpClient.connect(server)) {
      assertThat(client.line()).isEqualTo("220 \u001b[2J\0\u00ff\u0007\r\n");
    }
  }

  @Test
  void lines_may_end_in_lf_alone() throws IOException {
    try (var server = LabSmtp.start(STARTTLS.bareLf());
        var client = SmtpClient.connect(server)) {
      assertThat(client.line()).isEqualTo("220 mx.example ESMTP\n");
      client.send("STARTTLS\n");
      assertThat(client.line()).isEqualTo("220 2.0.0 Ready to start TLS\n");
    }
  }

  @Test
  void a_web_server_may_answer() throws IOException {
    try (var server = LabSmtp.start(PLAIN.at(Moment.CONNECT, Mischief.HTTP));
        var client = SmtpClient.connect(server)) {
      assertThat(client.line()).isEqualTo("HTTP/1.1 400 Bad Request\r\n");
    }
  }

  @ParameterizedTest
  @EnumSource(value = Moment.class, mode = Mode.EXCLUDE, names = "HELO")
  void it_closes_at_any_moment(Moment moment) throws IOException {
    assertThat(end(Mischief.CLOSE, moment)).isEqualTo("closed at " + moment);
  }

  @ParameterizedTest
  @EnumSource(value = Moment.class, mode = Mode.EXCLUDE, names = "HELO")
  void it_resets_at_any_moment(Moment moment) throws IOException {
    assertThat(end(Mischief.RESET, moment)).isEqualTo("reset at " + moment);
  }

  @ParameterizedTest
  @EnumSource(value = Moment.class, mode = Mode.EXCLUDE, names = "HELO")
  void it_falls_silent_at_any_moment(Moment moment) throws IOException {
    assertThat(end(Mischief.SILENCE, moment)).isEqualTo("silent at " + moment);
  }

  /** How far a dialogue goes that an ordinary server leads to its end. */
  private static String end(Mischief mischief, Moment last) throws IOException {
    for (int tries = 0; ; tries++) {
      try (var server = LabSmtp.start(STARTTLS.at(last, mischief));
          var client = SmtpClient.connect(server)) {
        return led(client, last);
      } catch (SocketException e) {
        // A reset can overtake connect(), and what was sent before it is lost.
        if (last == Moment.CONNECT) {
          return "reset at " + last;
        }
        if (tries == 10) {
          throw e;
        }
      }
    }
  }

  private static String led(SmtpClient client, Moment last) throws IOException {
    for (Moment moment : Moment.values()) {
      client.patience(moment == last ? 300 : 5000);
      String end = end(client, moment);
      if (!end.equals("goes on")) {
        return end + " at " + moment;
      }
    }
    return "closed at the end";
  }

  private static String end(SmtpClient client, Moment moment) throws IOException {
    try {
      boolean more =
          switch (moment) {
            case CONNECT -> !client.reply().isEmpty();
            case GREETING, SECURED -> !hasClosed(client) && !client.ask("NOOP").isEmpty();
            case EHLO, EHLO_INSIDE -> !client.ask("EHLO me.example").isEmpty();
            case STARTTLS -> !client.ask("STARTTLS").isEmpty();
            case HANDSHAKE -> !client.secure().isEmpty();
            case QUIT -> !client.ask("QUIT").isEmpty();
            case HELO -> true;
          };
      return more ? "goes on" : "closed";
    } catch (SocketTimeoutException e) {
      return "silent";
    } catch (SSLException e) {
      return e.getCause() instanceof SocketException ? "reset" : "closed";
    } catch (SocketException e) {
      return "reset";
    }
  }

  /** Listens for a moment, as writing to a closed connection would look like a reset. */
  private static boolean hasClosed(SmtpClient client) throws IOException {
    int patience = client.patience();
    try {
      return client.patience(100).line() == null;
    } catch (SocketTimeoutException e) {
      client.patience(patience);
      return false;
    }
  }
}
