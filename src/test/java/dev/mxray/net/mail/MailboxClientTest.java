package dev.mxray.net.mail;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mxray.address.IpAddress;
import dev.mxray.lab.LabCertificates;
import dev.mxray.lab.LabMailbox;
import dev.mxray.lab.LabMailboxBehaviour;
import dev.mxray.lab.LabSmtpAct;
import dev.mxray.lab.LabSmtpAct.Mischief;
import dev.mxray.lab.LabSmtpBehaviour.Moment;
import dev.mxray.net.EventLoops;
import dev.mxray.net.guard.AddressPolicy;
import dev.mxray.net.guard.ConnectionBudget;
import dev.mxray.net.guard.Dialer;
import dev.mxray.net.mail.Injection.Outcome;
import dev.mxray.net.tls.TlsOffer;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversations with mailbox servers of every kind, over real sockets. */
@Timeout(30)
class MailboxClientTest {
  private static final String HOST = "imap.example.com";
  private static final IpAddress ADDRESS = IpAddress.parse("25.0.0.1").orElseThrow();
  private static final LabCertificates CERTIFICATES =
      LabCertificates.at(Instant.parse("2026-11-21T00:00:00Z"));
  private static final LabMailboxBehaviour IMAP =
      LabMailboxBehaviour.imap().starttls(CERTIFICATES.good(HOST));
  private static final LabMailboxBehaviour POP3 =
      LabMailboxBehaviour.pop3().starttls(CERTIFICATES.good(HOST));
  private static final LabMailboxBehaviour SIEVE =
      LabMailboxBehaviour.sieve().starttls(CERTIFICATES.good(HOST));

  /** Long enough for a loaded machine, for servers that answer. */
  private static final Duration PATIENT = Duration.ofSeconds(10);

  /** Short enough to wait for, for servers that do not. */
  private static final Duration HASTY = Duration.ofMillis(400);

  private final EventLoops loops = EventLoops.open();
  private final ConnectionBudget budget = new ConnectionBudget(4, 100);
  private final CompletableFuture<How> stop = new CompletableFuture<>();

  @AfterEach
  void close() {
    loops.close();
  }

  @Test
  void an_imap_server_is_asked_what_it_can_do_before_and_inside_tls_and_who_it_is() {
    try (var server = LabMailbox.start(IMAP)) {
      MailboxDialogue said = converse(server, MailboxProtocol.IMAP, PATIENT);

      assertThat(said.ending().how()).isEqualTo(How.DONE);
      assertThat(requireNonNull(said.capabilities()).words())
          .containsExactly("IMAP4rev1", "ID", "LOGINDISABLED", "STARTTLS");
      assertThat(requireNonNull(said.capabilities()).passwords()).isEmpty();
      assertThat(requireNonNull(said.capabilitiesInsideTls()).auth()).containsExactly("PLAIN");
      assertThat(said.identity()).isEqualTo("ID (\"name\" \"Lab\")");
      assertThat(server.commands().subList(0, 4))
          .containsExactly("x1 CAPABILITY", "x2 STARTTLS", "x3 CAPABILITY", "x4 ID NIL");
      nothingIsLeft(server);
    }
  }

  @Test
  void a_pop3_server_is_asked_for_its_capabilities_twice() {
    try (var server = LabMailbox.start(POP3)) {
      MailboxDialogue said = converse(server, MailboxProtocol.POP3, PATIENT);

      assertThat(said.ending().how()).isEqualTo(How.DONE);
      assertThat(requireNonNull(said.capabilities()).words()).contains("STLS");
      assertThat(requireNonNull(said.capabilitiesInsideTls()).passwords())
          .containsExactly("command USER", "SASL PLAIN");
      nothingIsLeft(server);
    }
  }

  @Test
  void a_sieve_server_tells_its_capabilities_by_itself() {
    try (var server = LabMailbox.start(SIEVE)) {
      MailboxDialogue said = converse(server, MailboxProtocol.SIEVE, PATIENT);

      assertThat(said.ending().how()).isEqualTo(How.DONE);
      assertThat(requireNonNull(said.capabilities()).words())
          .containsExactly("IMPLEMENTATION Lab", "SASL", "VERSION 1.0", "STARTTLS");
      assertThat(requireNonNull(said.capabilitiesInsideTls()).auth()).containsExactly("PLAIN");
      assertThat(server.commands().get(0)).isEqualTo("STARTTLS");
      nothingIsLeft(server);
    }
  }

  @Test
  void nobody_logs_in_and_nothing_is_sent_that_could_be_a_password() {
    for (MailboxProtocol protocol : MailboxProtocol.values()) {
      try (var server = LabMailbox.start(behaviour(protocol).loginInTheClear())) {
        var unused = converse(server, protocol, PATIENT);
        assertThat(server.commands())
            .noneMatch(
                line -> line.matches("(?i)(x\\d+ )?(LOGIN|AUTHENTICATE|AUTH|USER|PASS|APOP)\\b.*"));
      }
    }
  }

  @Test
  void a_greeting_that_says_logged_in_already_leaves_no_way_to_tls() {
    try (var server =
        LabMailbox.start(IMAP.at(Moment.CONNECT, LabSmtpAct.say("* PREAUTH welcome")))) {
      MailboxDialogue said = converse(server, MailboxProtocol.IMAP, PATIENT);
      assertThat(said.tls()).isNull();
      assertThat(said.ending().how()).isEqualTo(How.DONE);
    }
  }

  @Test
  void octets_in_the_clear_behind_the_yes_to_tls_are_a_fault_and_go_no_further() {
    try (var server = LabMailbox.start(IMAP.plaintextBehindYes("* CAPABILITY EVIL\r\n"))) {
      MailboxDialogue said = converse(server, MailboxProtocol.IMAP, PATIENT);
      assertThat(said.faults()).anyMatch(fault -> fault.toString().contains("in the clear behind"));
      assertThat(requireNonNull(said.capabilitiesInsideTls()).words()).doesNotContain("EVIL");
    }
  }

  /** What a server may do wrong, at which step that ends, and how. */
  static Stream<Arguments> troubles() {
    return Stream.of(
            Arguments.of(Moment.CONNECT, Mischief.SILENCE, Step.GREETING, How.TIMEOUT),
            Arguments.of(Moment.CONNECT, Mischief.CLOSE, Step.GREETING, How.CLOSED),
            Arguments.of(Moment.CONNECT, Mischief.HTTP, Step.GREETING, How.GARBAGE),
            Arguments.of(Moment.CONNECT, Mischief.GARBAGE, Step.GREETING, How.GARBAGE),
            Arguments.of(Moment.CONNECT, Mischief.ENDLESS_LINE, Step.GREETING, How.GARBAGE),
            Arguments.of(Moment.STARTTLS, Mischief.SILENCE, Step.STARTTLS, How.TIMEOUT),
            Arguments.of(Moment.STARTTLS, Mischief.CLOSE, Step.STARTTLS, How.CLOSED),
            Arguments.of(Moment.HANDSHAKE, Mischief.SILENCE, Step.STARTTLS_HANDSHAKE, How.TIMEOUT),
            Arguments.of(Moment.HANDSHAKE, Mischief.CLOSE, Step.STARTTLS_HANDSHAKE, How.CLOSED),
            Arguments.of(
                Moment.HANDSHAKE,
                Mischief.HANDSHAKE_FAILURE,
                Step.STARTTLS_HANDSHAKE,
                How.OFFER_REFUSED),
            Arguments.of(
                Moment.SECURED, Mischief.SILENCE, Step.CAPABILITIES_INSIDE_TLS, How.TIMEOUT),
            Arguments.of(Moment.SECURED, Mischief.CLOSE, Step.CAPABILITIES_INSIDE_TLS, How.CLOSED))
        .flatMap(
            one ->
                Arrays.stream(MailboxProtocol.values())
                    .map(
                        protocol ->
                            Arguments.of(
                                protocol, one.get()[0], one.get()[1], one.get()[2], one.get()[3])));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void whatever_a_server_does_the_ending_tells_it_and_nothing_is_left(
      MailboxProtocol protocol, Moment moment, Mischief mischief, Step step, How how) {
    try (var server = LabMailbox.start(behaviour(protocol).at(moment, mischief))) {
      MailboxDialogue said = converse(server, protocol, HASTY);

      assertThat(said.ending().step()).isEqualTo(step);
      assertThat(said.ending().how()).isEqualTo(how);
      nothingIsLeft(server);
    }
  }

  /** It may be seen while still connecting or just after that. */
  @ParameterizedTest
  @EnumSource
  void a_reset_instead_of_a_greeting_is_told(MailboxProtocol protocol) {
    try (var server = LabMailbox.start(behaviour(protocol).at(Moment.CONNECT, Mischief.RESET))) {
      MailboxDialogue said = converse(server, protocol, HASTY);

      assertThat(said.ending().step()).isIn(Step.CONNECT, Step.GREETING);
      assertThat(said.ending().how()).isEqualTo(How.RESET);
      nothingIsLeft(server);
    }
  }

  @Test
  void capabilities_without_end_are_cut_off() {
    try (var server = LabMailbox.start(IMAP.at(Moment.EHLO, Mischief.ENDLESS_LINES))) {
      assertThat(converse(server, MailboxProtocol.IMAP, PATIENT).ending().how())
          .isEqualTo(How.GARBAGE);
      nothingIsLeft(server);
    }
  }

  @Test
  void answers_octet_by_octet_are_answers_too() {
    for (MailboxProtocol protocol : MailboxProtocol.values()) {
      try (var server = LabMailbox.start(behaviour(protocol).octetByOctet(Duration.ofNanos(1)))) {
        assertThat(converse(server, protocol, PATIENT).ending().how()).isEqualTo(How.DONE);
      }
    }
  }

  @Test
  void a_scan_that_ends_ends_the_conversation() {
    try (var server = LabMailbox.start(IMAP.at(Moment.CONNECT, Mischief.SILENCE))) {
      CompletableFuture<MailboxDialogue> talking =
          client(server, PATIENT).converse(target(MailboxProtocol.IMAP), true, stop);
      await().until(() -> server.open() == 1);
      stop.complete(How.INTERRUPTED);

      assertThat(talking.orTimeout(10, TimeUnit.SECONDS).join().ending().how())
          .isEqualTo(How.INTERRUPTED);
      nothingIsLeft(server);
    }
  }

  @Test
  void a_command_behind_starttls_is_noticed_where_it_is_obeyed_and_only_there() {
    for (MailboxProtocol protocol : MailboxProtocol.values()) {
      try (var careful = LabMailbox.start(behaviour(protocol));
          var careless = LabMailbox.start(behaviour(protocol).obeyingPlaintext())) {
        assertThat(inject(careful, protocol).outcome()).isEqualTo(Outcome.NOT_OBEYED);
        assertThat(inject(careless, protocol).outcome()).isEqualTo(Outcome.OBEYED);
        nothingIsLeft(careful);
        nothingIsLeft(careless);
      }
    }
  }

  @Test
  void a_server_that_breaks_off_at_the_command_has_not_obeyed_it() {
    for (MailboxProtocol protocol : MailboxProtocol.values()) {
      try (var server =
          LabMailbox.start(behaviour(protocol).at(Moment.HANDSHAKE, Mischief.CLOSE))) {
        assertThat(inject(server, protocol).outcome()).isEqualTo(Outcome.NOT_OBEYED);
      }
    }
  }

  @Test
  void a_server_that_is_silent_inside_tls_leaves_it_open_whether_it_obeyed() {
    try (var server = LabMailbox.start(IMAP.at(Moment.QUIT, Mischief.SILENCE))) {
      Injection tried =
          new InjectionClient(dialer(server, HASTY), Optional.empty(), HASTY)
              .inject(injection(MailboxProtocol.IMAP), stop)
              .orTimeout(10, TimeUnit.SECONDS)
              .join();
      assertThat(tried.outcome()).isEqualTo(Outcome.UNSEEN);
    }
  }

  private static LabMailboxBehaviour behaviour(MailboxProtocol protocol) {
    return switch (protocol) {
      case IMAP -> IMAP;
      case POP3 -> POP3;
      case SIEVE -> SIEVE;
    };
  }

  private Injection inject(LabMailbox server, MailboxProtocol protocol) {
    return new InjectionClient(dialer(server, PATIENT), Optional.empty(), PATIENT)
        .inject(injection(protocol), stop)
        .orTimeout(15, TimeUnit.SECONDS)
        .join();
  }

  private static InjectionTarget injection(MailboxProtocol protocol) {
    return new InjectionTarget(
        Optional.of(protocol), HOST, ADDRESS, protocol.port(), TlsOffer.USUAL);
  }

  private void nothingIsLeft(LabMailbox server) {
    await().until(() -> server.open() == 0);
    await().until(() -> budget.open() == 0);
  }

  private MailboxDialogue converse(LabMailbox server, MailboxProtocol protocol, Duration timeout) {
    return client(server, timeout)
        .converse(target(protocol), /* announced= */ true, stop)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private static MailboxTarget target(MailboxProtocol protocol) {
    return new MailboxTarget(protocol, HOST, ADDRESS, protocol.port(), /* implicitTls= */ false);
  }

  private MailboxClient client(LabMailbox server, Duration timeout) {
    return new TalkingMailboxClient(dialer(server, timeout), timeout);
  }

  private Dialer dialer(LabMailbox server, Duration timeout) {
    return new Dialer(
        loops, AddressPolicy.PUBLIC_ONLY, budget, (address, port) -> server.address(), timeout);
  }
}
