package dev.mxray.watch.alert;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.mxray.report.JsonWriter;
import dev.mxray.watch.Alert;
import dev.mxray.watch.Change;
import dev.mxray.watch.ChangeWords;
import dev.mxray.watch.config.AlertTarget;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Alerts over real sockets: a web server, a mail server, a process. */
class AlertSenderTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Change LISTED =
      new Change(
          "listed",
          "high",
          "192.0.2.1",
          "bl.test",
          "192.0.2.1 is listed by bl.test: spam",
          "clean",
          "listed",
          NOW,
          null);

  private static WireMockServer web;

  @TempDir private Path directory;
  private AlertSender sender;

  @BeforeAll
  static void start() {
    web =
        new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    web.start();
  }

  @AfterAll
  static void stop() {
    web.stop();
  }

  @BeforeEach
  void fresh() {
    web.resetAll();
    sender = new AlertSender(ChangeWords.ENGLISH, null, CLOCK);
  }

  @AfterEach
  void close() {
    sender.close();
  }

  private static Alert alert(Change... changes) {
    return new Alert(
        "1.0", "id-1", "example.com", "domain", "full", NOW, 85, "A", List.of(changes));
  }

  private AlertTarget.Webhook webhook(String template, boolean allowPrivate) {
    return new AlertTarget.Webhook(
        "webhook",
        URI.create("http://127.0.0.1:" + web.port() + "/hook?a=1"),
        template,
        null,
        null,
        allowPrivate);
  }

  private void send(AlertTarget target, Alert... alerts) throws IOException {
    sender.send(target, alerts[0].id(), List.of(alerts));
  }

  @Test
  void a_webhook_gets_the_alert_signed() throws Exception {
    web.stubFor(post("/hook?a=1").willReturn(aResponse().withStatus(204)));
    Path secret = Files.writeString(directory.resolve("secret"), "s3cret\n");

    send(
        new AlertTarget.Webhook(
            "w",
            URI.create("http://127.0.0.1:" + web.port() + "/hook?a=1"),
            "generic",
            secret,
            null,
            true),
        alert(LISTED));

    web.verify(
        postRequestedFor(urlEqualTo("/hook?a=1"))
            .withHeader("Content-Type", equalTo("application/json; charset=UTF-8"))
            .withHeader("Mxray-Delivery", equalTo("id-1")));
    var request = web.getAllServeEvents().get(0).getRequest();
    String body = request.getBodyAsString();
    Alert read = new JsonWriter().read(body, Alert.class);
    assertThat(read).isEqualTo(alert(LISTED));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signed = NOW.getEpochSecond() + "." + body;
    assertThat(request.getHeader("Mxray-Signature"))
        .isEqualTo(
            "t="
                + NOW.getEpochSecond()
                + ",v1="
                + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void slack_and_teams_get_their_own_form_with_hostile_text_escaped() throws Exception {
    web.stubFor(post("/hook?a=1").willReturn(aResponse().withStatus(200)));
    var hostile =
        new Change(
            "listed", "high", "x", "y", "<!channel> [a](b) \u001b[31m", null, null, NOW, null);

    send(webhook("slack", true), alert(hostile));
    send(webhook("teams", true), alert(hostile));

    web.verify(
        postRequestedFor(urlEqualTo("/hook?a=1"))
            .withRequestBody(
                matchingJsonPath(
                    "$.text",
                    equalTo(
                        "*example.com, score 85 (A), seen 2026-11-21 12:00:00 UTC*\n"
                            + "• [high] &lt;!channel&gt; [a](b) \\x1b[31m"))));
    web.verify(
        postRequestedFor(urlEqualTo("/hook?a=1"))
            .withRequestBody(
                matchingJsonPath(
                    "$.attachments[0].content.body[1].text",
                    equalTo("\\[high\\] <!channel> \\[a\\]\\(b\\) \\\\x1b\\[31m"))));
  }

  @Test
  void a_private_address_is_contacted_only_where_that_is_said() {
    assertThatThrownBy(() -> send(webhook("generic", false), alert(LISTED)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "127.0.0.1: its address 127.0.0.1 is loopback (RFC 1122), which only 'allow_private:"
                + " true' lets be contacted");
    assertThat(web.getAllServeEvents()).isEmpty();
  }

  @Test
  void what_is_no_success_is_said_and_a_redirect_is_not_followed() {
    web.stubFor(
        post("/hook?a=1")
            .willReturn(aResponse().withStatus(302).withHeader("Location", "/elsewhere")));
    assertThatThrownBy(() -> send(webhook("generic", true), alert(LISTED)))
        .hasMessage("127.0.0.1: answered with the status 302");
    assertThat(web.getAllServeEvents()).hasSize(1);

    assertThatThrownBy(
            () ->
                send(
                    new AlertTarget.Webhook(
                        "w", URI.create("http://127.0.0.1:1/"), "generic", null, null, true),
                    alert(LISTED)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("refused");
  }

  private static GreenMail mailServer(String protocol) {
    var server = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
    server.setUser("mxray", "geheim");
    server.start();
    return server;
  }

  private static AlertTarget.Mail mail(int port, String tls, @Nullable Path password) {
    return new AlertTarget.Mail(
        "mail",
        List.of("postmaster@example.com"),
        "mxray@example.com",
        "127.0.0.1",
        port,
        tls,
        password == null ? null : "mxray",
        password,
        null,
        Duration.ZERO);
  }

  @Test
  void a_digest_is_one_mail_with_text_and_html() throws Exception {
    GreenMail server = mailServer(ServerSetup.PROTOCOL_SMTP);
    try {
      Path password = Files.writeString(directory.resolve("pw"), "geheim\n");
      var record =
          new Change(
              "record_changed",
              "medium",
              "example.com",
              "spf",
              "example.com (spf): v=spf1 <b>bücher</b> → nothing",
              "v=spf1 <b>bücher</b>",
              null,
              NOW,
              null);

      send(mail(server.getSmtp().getPort(), "none", password), alert(record), alert(LISTED));

      MimeMessage[] received = server.getReceivedMessages();
      assertThat(received).hasSize(1);
      MimeMessage message = received[0];
      assertThat(message.getSubject())
          .isEqualTo("[mxray] 192.0.2.1 is listed by bl.test: spam (and 1 more)");
      assertThat(message.getMessageID()).isEqualTo("<id-1@example.com>");
      assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      var parts = (MimeMultipart) message.getContent();
      assertThat(parts.getContentType()).startsWith("multipart/alternative");
      assertThat((String) parts.getBodyPart(0).getContent())
          .contains("[high] 192.0.2.1 is listed by bl.test: spam")
          .contains("old: v=spf1 <b>bücher</b>")
          .contains("new: nothing");
      assertThat((String) parts.getBodyPart(1).getContent())
          .contains("v=spf1 &lt;b&gt;bücher&lt;/b&gt;")
          .doesNotContain("<b>bücher");
    } finally {
      server.stop();
    }
  }

  @Test
  void an_italian_reads_mail_and_messages_in_italian() throws Exception {
    var record =
        new Change(
            "record_changed",
            "medium",
            "example.com",
            "spf",
            "",
            "v=spf1 -all",
            null,
            NOW,
            null,
            Map.of());
    web.stubFor(post("/hook?a=1").willReturn(aResponse().withStatus(200)));
    GreenMail server = mailServer(ServerSetup.PROTOCOL_SMTP);
    try (var italian = new AlertSender(new ChangeWords("it"), null, CLOCK)) {
      AlertTarget mail = mail(server.getSmtp().getPort(), "none", null);
      italian.send(mail, "i", List.of(alert(record, record)));
      for (String template : List.of("generic", "slack", "teams")) {
        italian.send(webhook(template, true), "i", List.of(alert(record)));
      }

      MimeMessage message = server.getReceivedMessages()[0];
      assertThat(message.getSubject())
          .isEqualTo("[mxray] example.com (spf): v=spf1 -all → nulla (e 1 altra modifica)");
      var parts = (MimeMultipart) message.getContent();
      assertThat(((String) parts.getBodyPart(0).getContent()).replace("\r", ""))
          .startsWith(
              """
              example.com, punteggio 85 (A), visto il 2026-11-21 12:00:00 UTC

                * [medio] example.com (spf): v=spf1 -all → nulla
                    prima: v=spf1 -all
                    ora: nulla
                    visto per la prima volta: 2026-11-21 12:00:00 UTC
              """);
      assertThat((String) parts.getBodyPart(1).getContent())
          .contains("<html lang=\"it\">")
          .contains("prima: <code>v=spf1 -all</code>");
    } finally {
      server.stop();
    }
    String text = "example.com (spf): v=spf1 -all → nulla";
    web.verify(
        postRequestedFor(urlEqualTo("/hook?a=1"))
            .withRequestBody(matchingJsonPath("$.changes[0].text", equalTo(text)))
            .withRequestBody(matchingJsonPath("$.changes[0].type", equalTo("record_changed")))
            .withRequestBody(matchingJsonPath("$.changes[0].details", absent())));
    web.verify(
        postRequestedFor(urlEqualTo("/hook?a=1"))
            .withRequestBody(
                matchingJsonPath(
                    "$.text",
                    equalTo(
                        "*example.com, punteggio 85 (A), visto il 2026-11-21 12:00:00 UTC*\n• [medio] "
                            + text))));
  }

  @Test
  void a_wrong_password_or_a_missing_server_is_one_line() throws Exception {
    GreenMail server = mailServer(ServerSetup.PROTOCOL_SMTP);
    try {
      Path wrong = Files.writeString(directory.resolve("pw"), "falsch\n");
      int port = server.getSmtp().getPort();
      assertThatThrownBy(() -> send(mail(port, "none", wrong), alert(LISTED)))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("127.0.0.1:" + port + ": ")
          .hasMessageNotContaining("falsch");
      // Where TLS is asked for, nothing is sent without.
      assertThatThrownBy(() -> send(mail(port, "starttls", null), alert(LISTED)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("STARTTLS");
    } finally {
      server.stop();
    }
    assertThatThrownBy(() -> send(mail(1, "none", null), alert(LISTED)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("127.0.0.1:1: ");
  }

  @Test
  void a_certificate_that_nobody_trusts_stops_a_mail() {
    GreenMail server = mailServer(ServerSetup.PROTOCOL_SMTPS);
    try {
      assertThatThrownBy(
              () -> send(mail(server.getSmtps().getPort(), "implicit", null), alert(LISTED)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("certificat");
      assertThat(server.getReceivedMessages()).isEmpty();
    } finally {
      server.stop();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_command_gets_its_values_as_single_arguments() throws Exception {
    Path out = directory.resolve("out");
    Path program = directory.resolve("notify");
    Files.writeString(
        program,
        "#!/bin/sh\nfor a in \"$@\"; do printf '%s\\n' \"$a\" >>'"
            + out
            + "'; done\n"
            + "cat >>'"
            + out
            + "'\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    var hostile =
        new Change(
            "listed", "high", "x", "y", "$(touch /tmp/no); `id`\nrm", null, "{type}", NOW, null);

    send(
        new AlertTarget.Command(
            "command",
            List.of(program.toString(), "{domain}", "{change}", "[{after}]", "{nope}"),
            Duration.ofSeconds(20)),
        alert(hostile));

    assertThat(Files.readAllLines(out).subList(0, 4))
        .containsExactly("example.com", "$(touch /tmp/no); `id` / rm", "[{type}]", "{nope}");
    assertThat(Files.readAllLines(out).get(4)).startsWith("{\"schema_version\":\"1.0\"");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_command_that_fails_or_hangs_is_said() {
    assertThatThrownBy(
            () ->
                send(
                    new AlertTarget.Command("c", List.of("/bin/false"), Duration.ofSeconds(20)),
                    alert(LISTED)))
        .hasMessage("/bin/false: ended with the code 1");
    assertThatThrownBy(
            () ->
                send(
                    new AlertTarget.Command(
                        "c", List.of("/bin/sleep", "60"), Duration.ofMillis(100)),
                    alert(LISTED)))
        .hasMessage("/bin/sleep: did not end within 0 s");
    assertThatThrownBy(
            () ->
                send(
                    new AlertTarget.Command("c", List.of("/no/such"), Duration.ofSeconds(1)),
                    alert(LISTED)))
        .hasMessage("/no/such: cannot be run");
  }
}
