package dev.mxray.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mxray.lab.CertificateRequest;
import dev.mxray.lab.LabCertificate;
import dev.mxray.lab.LabCertificates;
import dev.mxray.report.JsonWriter;
import dev.mxray.store.Delivery;
import dev.mxray.store.HistoryStore;
import dev.mxray.store.StoreOptions;
import dev.mxray.watch.Alert;
import dev.mxray.watch.ChangeWords;
import dev.mxray.watch.Deliveries;
import dev.mxray.watch.alert.SubmissionServer.Line;
import dev.mxray.watch.alert.SubmissionServer.Tls;
import dev.mxray.watch.config.WatchConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Alerts by submission; what becomes of them, and of the password, where TLS is not as it should.
 */
class MailOverTlsTest {
  private static final String HOST = "localhost";
  private static final String PASSWORD = "geheim";

  @TempDir private static Path directory;

  private static Instant now;
  private static LabCertificates lab;
  private static HistoryStore history;
  private static Path authority;

  private final List<String> said = new ArrayList<>();

  @BeforeAll
  static void open() throws Exception {
    now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    lab = LabCertificates.at(now);
    history = HistoryStore.open(StoreOptions.file(directory.resolve("h")));
    authority = Files.writeString(directory.resolve("ca.pem"), lab.rootPem());
    Files.writeString(directory.resolve("pw"), PASSWORD + "\n");
  }

  @AfterAll
  static void close() {
    history.close();
  }

  private static LabCertificate certificate(String which) {
    return switch (which) {
      case "good" -> lab.good(HOST);
      case "wrong name" -> lab.issue(CertificateRequest.of("other.example"));
      case "unknown" -> lab.untrusted(HOST);
      case "expired" -> lab.expired(HOST);
      default -> throw new IllegalArgumentException(which);
    };
  }

  private static WatchConfig config(SubmissionServer server, String tls, boolean named)
      throws Exception {
    return WatchConfig.parse(
        "w.yaml",
        """
        watches: [{address: 192.0.2.1, cron: "* * * * *"}]
        alerts:
          mail: {to: [a@example.com], from: mxray@example.com, host: %s, port: %d, tls: %s,
                 user: mxray, password_file: "%s"%s}
        """
            .formatted(
                HOST,
                server.port(),
                tls,
                directory.resolve("pw"),
                named ? ", ca_file: \"" + authority + "\"" : ""));
  }

  /** One alert is due, and tried once; gives it as it lies in the database then. */
  private Delivery tried(SubmissionServer server, String tls, AlertSender sender, boolean named)
      throws Exception {
    var alert =
        new Alert("1.0", "id", "192.0.2.1", "address", "reputation", now, null, null, List.of());
    String key = "k" + server.port() + tls + named;
    history
        .watches()
        .deliver(new Delivery.New(key, "mail", new JsonWriter().line(alert), now), now);
    var deliveries =
        new Deliveries(
            config(server, tls, named),
            history.watches(),
            sender,
            Clock.fixed(now, ZoneOffset.UTC),
            said::add);
    deliveries.deliver();
    for (String state : List.of("pending", "done")) {
      for (Delivery one : history.watches().deliveries(state, 100)) {
        if (one.key().equals(key)) {
          // What the next test finds is its own.
          history.watches().done(one.id(), now);
          return one;
        }
      }
    }
    throw new IllegalStateException("it is gone");
  }

  private static void assertNothingWasGivenAway(SubmissionServer server) {
    assertThat(server.messages).isEmpty();
    String secret =
        Base64.getEncoder()
            .encodeToString(("\0mxray\0" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    assertThat(server.lines)
        .extracting(Line::text)
        .noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"))
        .noneMatch(line -> line.contains(PASSWORD) || line.contains(secret));
  }

  @ParameterizedTest
  @CsvSource({"IMPLICIT, implicit", "STARTTLS, starttls"})
  void a_mail_goes_to_a_server_whose_authority_is_named(Tls mode, String tls) throws Exception {
    try (var server = new SubmissionServer(mode, certificate("good"));
        var sender = new AlertSender(ChangeWords.ENGLISH, null, Clock.systemUTC())) {
      Delivery delivery = tried(server, tls, sender, true);

      assertThat(said).isEmpty();
      assertThat(delivery.state()).isEqualTo("done");
      assertThat(server.messages).singleElement().asString().contains("Message-ID: <k");
      assertThat(server.lines)
          .filteredOn(line -> line.text().startsWith("AUTH") || line.text().startsWith("MAIL"))
          .hasSize(2)
          .allMatch(Line::inside);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "IMPLICIT, implicit, wrong name, No subject alternative DNS name matching localhost found",
    "STARTTLS, starttls, wrong name, No subject alternative DNS name matching localhost found",
    "IMPLICIT, implicit, unknown, its certificate is of no authority that is trusted",
    "STARTTLS, starttls, unknown, its certificate is of no authority that is trusted",
    "IMPLICIT, implicit, expired, its certificate has expired",
    "STARTTLS, starttls, expired, its certificate has expired"
  })
  void a_mail_waits_while_the_certificate_is_wrong(
      Tls mode, String tls, String which, String reason) throws Exception {
    try (var server = new SubmissionServer(mode, certificate(which));
        var sender = new AlertSender(ChangeWords.ENGLISH, null, Clock.systemUTC())) {
      Delivery delivery = tried(server, tls, sender, true);

      assertThat(delivery.state()).isEqualTo("pending");
      assertThat(delivery.nextAt()).isAfter(now).isBefore(now.plus(Duration.ofMinutes(1)));
      assertThat(delivery.lastError())
          .startsWith(HOST + ":" + server.port() + ": ")
          .contains(reason);
      assertThat(said)
          .containsExactly("alert not delivered to mail, trying again: " + delivery.lastError());
      assertNothingWasGivenAway(server);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Tls.class,
      names = {"NEVER", "BROKEN"})
  void without_the_tls_that_was_asked_for_nothing_is_sent(Tls mode) throws Exception {
    try (var server = new SubmissionServer(mode, certificate("good"));
        var sender = new AlertSender(ChangeWords.ENGLISH, null, Clock.systemUTC())) {
      Delivery delivery = tried(server, "starttls", sender, true);

      assertThat(delivery.state()).isEqualTo("pending");
      assertThat(delivery.lastError()).contains("TLS");
      assertNothingWasGivenAway(server);
      // Nor is a server without TLS taken for one that has it from the first octet on.
      assertThat(tried(server, "implicit", sender, true).state()).isEqualTo("pending");
      assertNothingWasGivenAway(server);
    }
  }

  @Test
  void the_authorities_of_the_command_line_count_where_the_file_names_none() throws Exception {
    try (var server = new SubmissionServer(Tls.IMPLICIT, certificate("good"));
        var ignorant = new AlertSender(ChangeWords.ENGLISH, null, Clock.systemUTC())) {
      assertThat(tried(server, "implicit", ignorant, false).state()).isEqualTo("pending");
      assertNothingWasGivenAway(server);
    }
    try (var server = new SubmissionServer(Tls.IMPLICIT, certificate("good"));
        var knowing = new AlertSender(ChangeWords.ENGLISH, lab.trust(), Clock.systemUTC())) {
      assertThat(tried(server, "implicit", knowing, false).state()).isEqualTo("done");
      assertThat(server.messages).hasSize(1);
    }
  }
}
