package dev.mxray.net.mail;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mxray.address.IpAddress;
import dev.mxray.lab.LabCertificates;
import dev.mxray.lab.LabSmtp;
import dev.mxray.lab.LabSmtp.Command;
import dev.mxray.lab.LabSmtpAct;
import dev.mxray.lab.LabSmtpAct.Mischief;
import dev.mxray.lab.LabSmtpBehaviour;
import dev.mxray.lab.LabSmtpBehaviour.Moment;
import dev.mxray.net.EventLoops;
import dev.mxray.net.guard.AddressPolicy;
import dev.mxray.net.guard.ConnectionBudget;
import dev.mxray.net.guard.Dialer;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import dev.mxray.text.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversations with servers of every kind, over real sockets. */
@Timeout(30)
class SmtpClientTest {
  private static final String HOST = "mx.example.com";
  private static final IpAddress ADDRESS = IpAddress.parse("25.0.0.1").orElseThrow();
  private static final LabCertificates CERTIFICATES =
      LabCertificates.at(Instant.parse("2026-11-21T00:00:00Z"));
  private static final LabSmtpBehaviour PLAIN = LabSmtpBehaviour.of(HOST);
  private static final LabSmtpBehaviour STARTTLS = PLAIN.starttls(CERTIFICATES.good(HOST));
  private static final LabSmtpBehaviour IMPLICIT = PLAIN.implicitTls(CERTIFICATES.good(HOST));

  /** Long enough for a loaded machine, for servers that answer. */
  private static final Duration PATIENT = Duration.ofSeconds(10);

  /** Short enough to wait for, for servers that do not. */
  private static final Duration HASTY = Duration.ofMillis(400);

  private final EventLoops loops = EventLoops.open();
  private final ConnectionBudget budget = new ConnectionBudget(4, 100);
  private final CompletableFuture<How> stop = new CompletableFuture<>();
  private final List<Reply> greetings = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    loops.close();
  }

  @Test
  void a_healthy_server_is_asked_what_a_mail_server_asks_and_nothing_else() {
    try (var server = LabSmtp.start(STARTTLS.auth())) {
      SmtpDialogue said = converse(server, PATIENT);

      assertThat(said.ending())
          .isEqualTo(new Ending(Step.EHLO_INSIDE_TLS, How.DONE, Sentence.of("net.complete")));
      assertThat(said.greeting()).isEqualTo(new Reply(220, List.of(HOST + " ESMTP")));
      assertThat(Capabilities.of(requireNonNull(said.ehlo())).has("STARTTLS")).isTrue();
      assertThat(Capabilities.of(requireNonNull(said.ehlo())).auth()).isEmpty();
      assertThat(requireNonNull(said.starttls()).code()).isEqualTo(220);
      assertThat(requireNonNull(said.tls()).version()).isEqualTo("TLSv1.3");
      assertThat(requireNonNull(said.tls()).chain()).isNotEmpty();
      assertThat(Capabilities.of(requireNonNull(said.ehloInsideTls())).auth())
          .containsExactly("PLAIN", "LOGIN");
      assertThat(said.faults()).isEmpty();
      assertThat(greetings).containsExactly(said.greeting());
      await().until(() -> server.open() == 0);
      assertThat(server.commands())
          .containsExactly(
              new Command(1, false, "EHLO [127.0.0.1]"),
              new Command(1, false, "STARTTLS"),
              new Command(1, true, "EHLO [127.0.0.1]"),
              new Command(1, true, "QUIT"));
      await().until(() -> budget.open() == 0);
    }
  }

  @Test
  void the_transcript_tells_who_said_what() {
    try (var server = LabSmtp.start(PLAIN)) {
      assertThat(converse(server, PATIENT).transcript())
          .containsExactly(
              "S: 220 mx.example.com ESMTP",
              "C: EHLO [127.0.0.1]",
              "S: 250-mx.example.com",
              "S: 250-PIPELINING",
              "S: 250-SIZE 10240000",
              "S: 250 8BITMIME",
              "C: QUIT");
    }
  }

  @Test
  void with_implicit_tls_the_handshake_comes_first() {
    try (var server = LabSmtp.start(IMPLICIT.auth())) {
      SmtpDialogue said = converse(target(465), client(server, PATIENT), stop);
      assertThat(said.ending().how()).isEqualTo(How.DONE);
      assertThat(said.tls()).isNotNull();
      assertThat(Capabilities.of(requireNonNull(said.ehlo())).auth()).isNotEmpty();
      assertThat(said.ehloInsideTls()).isNull();
      await().until(() -> server.commands().size() == 2);
      assertThat(server.commands()).allMatch(Command::inside);
    }
  }

  @Test
  void the_name_of_the_scanner_is_the_one_that_was_given() {
    try (var server = LabSmtp.start(STARTTLS)) {
      var unused =
          converse(target(25), client(server, PATIENT, Optional.of("scan.example.net")), stop);
      await().until(() -> server.verbs().contains("QUIT"));
      assertThat(server.commands().stream().map(Command::line))
          .containsExactly("EHLO scan.example.net", "STARTTLS", "EHLO scan.example.net", "QUIT");
    }
  }

  @Test
  void a_server_that_knows_no_ehlo_is_asked_by_helo() {
    try (var server = LabSmtp.start(PLAIN.heloOnly())) {
      SmtpDialogue said = converse(server, PATIENT);
      assertThat(said.ending().how()).isEqualTo(How.DONE);
      assertThat(said.helo()).isTrue();
      assertThat(requireNonNull(said.ehlo()).code()).isEqualTo(250);
      await().until(() -> server.verbs().contains("QUIT"));
      assertThat(server.verbs()).containsExactly("EHLO", "HELO", "QUIT");
    }
  }

  @Test
  void nothing_is_said_before_the_greeting_is_complete() {
    var server = STARTTLS.hangingUpOnEarlyTalkers(Duration.ofMillis(200));
    assertThat(converse(server, PATIENT).ending().how()).isEqualTo(How.DONE);
  }

  @Test
  void replies_may_come_octet_by_octet() {
    var server = STARTTLS.octetByOctet(Duration.ofMillis(1));
    assertThat(converse(server, PATIENT).ending().how()).isEqualTo(How.DONE);
  }

  @Test
  void lines_that_end_in_lf_alone_are_read_and_noted() {
    SmtpDialogue said = converse(STARTTLS.bareLf(), PATIENT);
    assertThat(said.ending().how()).isEqualTo(How.DONE);
    assertThat(said.faults())
        .extracting(Object::toString)
        .containsExactly("lines that end without CR");
  }

  @Test
  void escape_sequences_and_nul_are_kept_as_data_and_noted() {
    String hostile = "\u001b[2J\u001b]0;owned\u0007 \u0000 \u00ff";
    SmtpDialogue said = converse(PLAIN.greeting("220 " + HOST + hostile), PATIENT);
    assertThat(said.ending().how()).isEqualTo(How.DONE);
    assertThat(requireNonNull(said.greeting()).texts()).containsExactly(HOST + hostile);
    assertThat(said.faults()).extracting(Object::toString).containsExactly("control characters");
  }

  @Test
  void a_long_line_is_read_and_noted() {
    SmtpDialogue said = converse(PLAIN.greeting("220 " + HOST + " " + "x".repeat(1000)), PATIENT);
    assertThat(said.ending().how()).isEqualTo(How.DONE);
    assertThat(said.faults())
        .extracting(Object::toString)
        .containsExactly("lines of more than 512 octets");
  }

  @Test
  void replies_in_the_clear_behind_the_one_to_starttls_are_never_taken_for_tls() {
    for (String injected : List.of("250 injected\r\n", "250-a\r\n250 b\r\n250 c", "x")) {
      SmtpDialogue said = converse(STARTTLS.plaintextBehind220(injected), PATIENT);
      assertThat(said.ending().how()).isEqualTo(How.DONE);
      assertThat(requireNonNull(said.ehloInsideTls()).texts())
          .startsWith(HOST)
          .doesNotContain("injected");
      assertThat(said.faults())
          .extracting(Object::toString)
          .containsExactly(injected.length() + " octets in the clear behind the reply to STARTTLS");
    }
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(PLAIN.greeting("554 No SMTP service here"), Step.GREETING),
        Arguments.of(
            PLAIN.at(Moment.CONNECT, LabSmtpAct.sayAndClose("421 4.3.2 Not now")), Step.GREETING),
        Arguments.of(PLAIN.at(Moment.EHLO, LabSmtpAct.say("421 4.3.2 Not now")), Step.EHLO),
        Arguments.of(PLAIN.heloOnly().at(Moment.HELO, LabSmtpAct.say("550 Go away")), Step.EHLO),
        Arguments.of(STARTTLS.starttlsRefused(), Step.STARTTLS),
        Arguments.of(
            STARTTLS.at(Moment.EHLO_INSIDE, LabSmtpAct.say("421 Too many EHLO")),
            Step.EHLO_INSIDE_TLS));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void a_refusal_ends_the_conversation_in_order(LabSmtpBehaviour behaviour, Step step) {
    try (var server = LabSmtp.start(behaviour)) {
      SmtpDialogue said = converse(server, PATIENT);
      assertThat(said.ending().how()).isEqualTo(How.REJECTED);
      assertThat(said.ending().step()).isEqualTo(step);
      assertThat(said.ending().words()).matches("[45]\\d\\d .*");
      assertThat(said.transcript()).last().isEqualTo("C: QUIT");
      await().until(() -> server.open() == 0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECT,     CLOSE,   GREETING,           CLOSED",
    "CONNECT,     SILENCE, GREETING,           TIMEOUT",
    "CONNECT,     GARBAGE, GREETING,           GARBAGE",
    "CONNECT,     HTTP,    GREETING,           GARBAGE",
    "CONNECT,     ENDLESS_LINE,  GREETING,     GARBAGE",
    "CONNECT,     ENDLESS_LINES, GREETING,     GARBAGE",
    "GREETING,    CLOSE,   EHLO,               CLOSED",
    "EHLO,        CLOSE,   EHLO,               CLOSED",
    "EHLO,        RESET,   EHLO,               RESET",
    "EHLO,        SILENCE, EHLO,               TIMEOUT",
    "EHLO,        GARBAGE, EHLO,               GARBAGE",
    "EHLO,        ENDLESS_LINE,  EHLO,         GARBAGE",
    "EHLO,        ENDLESS_LINES, EHLO,         GARBAGE",
    "STARTTLS,    CLOSE,   STARTTLS,           CLOSED",
    "STARTTLS,    RESET,   STARTTLS,           RESET",
    "STARTTLS,    SILENCE, STARTTLS,           TIMEOUT",
    "STARTTLS,    GARBAGE, STARTTLS,           GARBAGE",
    "HANDSHAKE,   CLOSE,   STARTTLS_HANDSHAKE, CLOSED",
    "HANDSHAKE,   RESET,   STARTTLS_HANDSHAKE, RESET",
    "HANDSHAKE,   SILENCE, STARTTLS_HANDSHAKE, TIMEOUT",
    "HANDSHAKE,   GARBAGE, STARTTLS_HANDSHAKE, GARBAGE",
    "HANDSHAKE,   HTTP,    STARTTLS_HANDSHAKE, GARBAGE",
    "HANDSHAKE,   ENDLESS_LINE, STARTTLS_HANDSHAKE, GARBAGE",
    "HANDSHAKE,   HANDSHAKE_FAILURE, STARTTLS_HANDSHAKE, OFFER_REFUSED",
    "HANDSHAKE,   PROTOCOL_VERSION,  STARTTLS_HANDSHAKE, OFFER_REFUSED",
    "SECURED,     CLOSE,   EHLO_INSIDE_TLS,    CLOSED",
    "SECURED,     SILENCE, EHLO_INSIDE_TLS,    TIMEOUT",
    "EHLO_INSIDE, CLOSE,   EHLO_INSIDE_TLS,    CLOSED",
    "EHLO_INSIDE, RESET,   EHLO_INSIDE_TLS,    RESET",
    "EHLO_INSIDE, SILENCE, EHLO_INSIDE_TLS,    TIMEOUT",
    "EHLO_INSIDE, GARBAGE, EHLO_INSIDE_TLS,    GARBAGE",
    "EHLO_INSIDE, ENDLESS_LINES, EHLO_INSIDE_TLS, GARBAGE",
    "QUIT,        CLOSE,   EHLO_INSIDE_TLS,    DONE",
    "QUIT,        RESET,   EHLO_INSIDE_TLS,    DONE",
    "QUIT,        GARBAGE, EHLO_INSIDE_TLS,    DONE",
    "QUIT,        ENDLESS_LINES, EHLO_INSIDE_TLS, DONE",
  })
  void whatever_happens_at_whatever_moment_is_told_for_what_it_is(
      Moment moment, Mischief mischief, Step step, How how) {
    LabSmtpBehaviour behaviour = STARTTLS.at(moment, mischief);
    SmtpDialogue said =
        converse(behaviour, mischief == Mischief.SILENCE ? HASTY.multipliedBy(3) : PATIENT);
    assertThat(said.ending().step()).isEqualTo(step);
    assertThat(said.ending().how()).as(said.ending().words()).isEqualTo(how);
    assertThat(said.greeting() != null).isEqualTo(step.compareTo(Step.GREETING) > 0);
    assertThat(said.ehlo() != null).isEqualTo(step.compareTo(Step.EHLO) > 0);
    assertThat(said.tls() != null).isEqualTo(step == Step.EHLO_INSIDE_TLS);
    assertThat(said.transcript()).hasSizeLessThan(500);
    await().until(() -> budget.open() == 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mischief.class,
      names = {"CLOSE", "RESET", "GARBAGE", "HTTP", "ENDLESS_LINE", "SILENCE"})
  void implicit_tls_that_does_not_come_up_ends_at_its_handshake(Mischief mischief) {
    try (var server = LabSmtp.start(IMPLICIT.at(Moment.HANDSHAKE, mischief))) {
      var client = client(server, mischief == Mischief.SILENCE ? HASTY : PATIENT);
      SmtpDialogue said = converse(target(465), client, stop);
      assertThat(said.ending().step()).isEqualTo(Step.TLS);
      assertThat(said.tls()).isNull();
      assertThat(said.greeting()).isNull();
    }
  }

  @Test
  void a_reset_instead_of_a_greeting_is_told() {
    Ending ending = converse(PLAIN.at(Moment.CONNECT, Mischief.RESET), PATIENT).ending();
    assertThat(ending.how()).isEqualTo(How.RESET);
    // It may come before or after the connection counts as open.
    assertThat(ending.step()).isIn(Step.CONNECT, Step.GREETING);
  }

  @Test
  void an_alert_that_blames_the_offer_is_repeated_once_on_a_new_connection() {
    try (var server = LabSmtp.start(STARTTLS.at(Moment.HANDSHAKE, Mischief.PROTOCOL_VERSION))) {
      SmtpDialogue said = converse(server, PATIENT);
      assertThat(said.transcript()).contains("[again, offering everything]");
      assertThat(server.connections()).isEqualTo(2);
      assertThat(requireNonNull(said.refusedUsual()).how()).isEqualTo(How.OFFER_REFUSED);
      assertThat(said.tls()).isNull();
      assertThat(said.ending().step()).isEqualTo(Step.STARTTLS_HANDSHAKE);
    }
  }

  @Test
  void no_other_failure_is_repeated() {
    try (var server = LabSmtp.start(STARTTLS.at(Moment.HANDSHAKE, Mischief.GARBAGE))) {
      assertThat(converse(server, PATIENT).refusedUsual()).isNull();
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_tarpit_is_left_when_the_reply_is_late_however_often_something_comes() {
    long started = System.nanoTime();
    SmtpDialogue said = converse(LabSmtpBehaviour.tarpit(HOST, Duration.ofMillis(50)), HASTY);
    assertThat(said.ending())
        .isEqualTo(new Ending(Step.GREETING, How.TIMEOUT, Sentence.of("net.no-reply")));
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(HASTY.multipliedBy(6));
  }

  @Test
  void a_server_that_is_always_nearly_late_is_left_after_three_timeouts() {
    long started = System.nanoTime();
    SmtpDialogue said = converse(STARTTLS.repliesAfter(HASTY.multipliedBy(9).dividedBy(10)), HASTY);
    assertThat(said.ending().how()).isEqualTo(How.TIMEOUT);
    assertThat(said.ending().step()).isGreaterThan(Step.EHLO);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(HASTY.multipliedBy(6));
  }

  @ParameterizedTest
  @EnumSource(
      value = Moment.class,
      names = {"CONNECT", "EHLO", "STARTTLS", "HANDSHAKE", "EHLO_INSIDE"})
  void the_end_of_the_scan_ends_the_conversation_with_what_is_known(Moment moment)
      throws Exception {
    try (var server = LabSmtp.start(STARTTLS.at(moment, Mischief.SILENCE))) {
      CompletableFuture<SmtpDialogue> running =
          client(server, PATIENT).converse(target(25), stop, greetings::add);
      await().until(() -> server.open() == 1);
      TimeUnit.MILLISECONDS.sleep(150);
      assertThat(running).isNotDone();
      stop.complete(How.INTERRUPTED);
      SmtpDialogue said = running.get(5, TimeUnit.SECONDS);
      assertThat(said.ending().how()).isEqualTo(How.INTERRUPTED);
      assertThat(said.greeting() != null).isEqualTo(moment != Moment.CONNECT);
      await().until(() -> server.open() == 0);
    }
  }

  @Test
  void a_hundred_conversations_with_one_address_are_four_at_a_time() {
    try (var server = LabSmtp.start(STARTTLS)) {
      SmtpClient client = client(server, PATIENT);
      List<CompletableFuture<SmtpDialogue>> all =
          IntStream.range(0, 100)
              .mapToObj(i -> client.converse(target(25), stop, greetings::add))
              .toList();
      assertThat(all).allMatch(one -> one.join().ending().how() == How.DONE);
      assertThat(server.mostAtOnce()).isLessThanOrEqualTo(4);
      await().until(() -> budget.open() == 0);
    }
  }

  @Test
  void who_is_told_that_there_are_too_many_comes_again_when_the_others_are_gone() {
    try (var server = LabSmtp.start(STARTTLS.atMost(1))) {
      SmtpClient client = client(server, PATIENT);
      List<CompletableFuture<SmtpDialogue>> all =
          IntStream.range(0, 4)
              .mapToObj(i -> client.converse(target(25), stop, greetings::add))
              .toList();
      assertThat(all).allMatch(one -> one.join().ending().how() == How.DONE);
    }
  }

  @Test
  void who_is_told_so_though_alone_comes_once_more_after_a_pause() {
    try (var server = LabSmtp.start(PLAIN.greeting("421 Not now"))) {
      assertThat(converse(server, Duration.ofSeconds(1)).ending().how()).isEqualTo(How.REJECTED);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void who_is_refused_for_good_does_not_come_again() {
    try (var server = LabSmtp.start(PLAIN.greeting("554 Never"))) {
      assertThat(converse(server, PATIENT).ending().how()).isEqualTo(How.REJECTED);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  private SmtpDialogue converse(LabSmtpBehaviour behaviour, Duration timeout) {
    try (var server = LabSmtp.start(behaviour)) {
      return converse(server, timeout);
    }
  }

  private SmtpDialogue converse(LabSmtp server, Duration timeout) {
    return converse(target(25), client(server, timeout), stop);
  }

  private SmtpDialogue converse(
      SmtpTarget target, SmtpClient client, CompletableFuture<How> until) {
    return client.converse(target, until, greetings::add).orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static SmtpTarget target(int port) {
    return new SmtpTarget(HOST, ADDRESS, port, port == 465);
  }

  private SmtpClient client(LabSmtp server, Duration timeout) {
    return client(server, timeout, Optional.empty());
  }

  private SmtpClient client(LabSmtp server, Duration timeout, Optional<String> helo) {
    var dialer =
        new Dialer(
            loops, AddressPolicy.PUBLIC_ONLY, budget, (address, port) -> server.address(), timeout);
    return new SmtpClient(dialer, helo, timeout);
  }
}
