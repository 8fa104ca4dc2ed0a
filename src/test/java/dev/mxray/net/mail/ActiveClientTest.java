package dev.mxray.net.mail;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mxray.address.IpAddress;
import dev.mxray.lab.LabCertificates;
import dev.mxray.lab.LabSmtp;
import dev.mxray.lab.LabSmtp.Command;
import dev.mxray.lab.LabSmtpAct.Mischief;
import dev.mxray.lab.LabSmtpBehaviour;
import dev.mxray.lab.LabSmtpBehaviour.Moment;
import dev.mxray.net.EventLoops;
import dev.mxray.net.guard.AddressPolicy;
import dev.mxray.net.guard.ConnectionBudget;
import dev.mxray.net.guard.Dialer;
import dev.mxray.net.mail.Injection.Outcome;
import dev.mxray.net.tls.TlsOffer;
import dev.mxray.observe.Ending.How;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is tried out at servers, over real sockets. */
@Timeout(30)
class ActiveClientTest {
  private static final String HOST = "mx.example.com";
  private static final IpAddress ADDRESS = IpAddress.parse("25.0.0.1").orElseThrow();
  private static final LabSmtpBehaviour SERVER =
      LabSmtpBehaviour.of(HOST)
          .starttls(LabCertificates.at(Instant.parse("2026-11-21T00:00:00Z")).good(HOST));
  private static final Duration PATIENT = Duration.ofSeconds(10);

  private final EventLoops loops = EventLoops.open();
  private final ConnectionBudget budget = new ConnectionBudget(4, 100);
  private final CompletableFuture<How> stop = new CompletableFuture<>();

  @AfterEach
  void close() {
    loops.close();
  }

  @Test
  void nothing_is_ever_sent_that_could_become_a_mail() {
    try (var server = LabSmtp.start(SERVER.answering("RCPT", "250 Ok"))) {
      var unused = tryOut(server, /* exchange= */ true);
      await().until(() -> server.open() == 0);
      assertThat(server.verbs())
          .containsExactly("EHLO", "EXPN", "MAIL", "QUIT", "RCPT", "RSET", "STARTTLS", "VRFY");
    }
  }

  @Test
  void every_form_is_tried_where_all_are_refused_and_each_transaction_taken_back() {
    try (var server = LabSmtp.start(SERVER.answering("RCPT", "550 No"))) {
      ActiveDialogue said = tryOut(server, /* exchange= */ true);
      assertThat(said.relayed().stream().map(one -> one.form().recipient()))
          .containsExactly(
              "mxray-relay-test@example.org",
              "@example.com:mxray-relay-test@example.org",
              "mxray-relay-test%example.org@example.com",
              "\"mxray-relay-test@example.org\"",
              "mxray-relay-test@example.org@example.com",
              "example.org!mxray-relay-test@example.com",
              "mxray-relay-test%example.org@[25.0.0.1]",
              "mxray-relay-test@example.org",
              "mxray-relay-test@example.org");
      await().until(() -> server.open() == 0);
      assertThat(server.commands().stream().filter(one -> one.connection() == 3))
          .extracting(Command::verb)
          .endsWith("RSET", "QUIT");
    }
  }

  @Test
  void the_first_proof_is_enough() {
    try (var server = LabSmtp.start(SERVER.answering("RCPT TO:<mxray-relay-test@", "250 Ok"))) {
      assertThat(tryOut(server, /* exchange= */ true).relayed()).hasSize(1);
    }
  }

  @Test
  void a_server_that_defers_is_not_pressed() {
    try (var server = LabSmtp.start(SERVER.answering("RCPT", "451 Greylisted"))) {
      ActiveDialogue said = tryOut(server, /* exchange= */ true);
      assertThat(said.relayed()).hasSize(1);
      assertThat(requireNonNull(said.postmaster()).code()).isEqualTo(451);
    }
  }

  @Test
  void a_server_that_turns_the_scanner_away_is_left_alone() {
    try (var server = LabSmtp.start(SERVER.answering("MAIL", "421 Enough"))) {
      ActiveDialogue said = tryOut(server, /* exchange= */ true);
      assertThat(said.endings()).hasSize(1);
      assertThat(said.endings().get(0).how()).isEqualTo(How.REJECTED);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void at_a_submission_port_no_recipients_of_the_domain_are_tried() {
    try (var server = LabSmtp.start(SERVER)) {
      ActiveDialogue said = tryOut(server, /* exchange= */ false);
      assertThat(said.postmaster()).isNull();
      assertThat(said.relayed()).noneMatch(one -> one.form().hidden());
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void a_submission_port_is_asked_to_take_mail_before_tls_and_no_more() {
    try (var server = LabSmtp.start(SERVER)) {
      ActiveDialogue said = tryOut(server, /* exchange= */ false);
      assertThat(Objects.requireNonNull(said.mailBeforeTls()).code()).isEqualTo(250);
      assertThat(said.transcript()).noneMatch(line -> line.contains("DATA"));
    }
    try (var server = LabSmtp.start(SERVER.answering("MAIL", "530 Must issue a STARTTLS first"))) {
      ActiveDialogue said = tryOut(server, /* exchange= */ false);
      assertThat(Objects.requireNonNull(said.mailBeforeTls()).code()).isEqualTo(530);
    }
  }

  @Test
  void whatever_a_server_does_nothing_is_left_open() {
    for (Moment moment : new Moment[] {Moment.CONNECT, Moment.EHLO, Moment.EHLO_INSIDE}) {
      for (Mischief mischief : new Mischief[] {Mischief.CLOSE, Mischief.RESET, Mischief.GARBAGE}) {
        try (var server = LabSmtp.start(SERVER.at(moment, mischief))) {
          assertThat(tryOut(server, /* exchange= */ true).endings()).isNotEmpty();
          await().until(() -> server.open() == 0);
          await().until(() -> budget.open() == 0);
        }
      }
    }
  }

  @Test
  void a_command_behind_starttls_is_noticed_where_it_is_obeyed_and_only_there() {
    try (var careful = LabSmtp.start(SERVER);
        var careless = LabSmtp.start(SERVER.obeyingPlaintext())) {
      assertThat(inject(careful)).isEqualTo(Outcome.NOT_OBEYED);
      assertThat(inject(careless)).isEqualTo(Outcome.OBEYED);
    }
  }

  @Test
  void a_greeting_that_is_repeated_inside_tls_is_no_obedience() {
    try (var server =
        LabSmtp.start(
            SERVER.at(
                Moment.SECURED, dev.mxray.lab.LabSmtpAct.say("220 " + HOST + " once more")))) {
      assertThat(inject(server)).isEqualTo(Outcome.NOT_OBEYED);
    }
  }

  @Test
  void a_server_that_will_not_start_tls_with_a_command_behind_has_not_obeyed() {
    try (var server =
        LabSmtp.start(SERVER.answering("STARTTLS", "503 5.5.1 Pipelining after STARTTLS"))) {
      assertThat(inject(server)).isEqualTo(Outcome.NOT_OBEYED);
    }
  }

  private Outcome inject(LabSmtp server) {
    return new InjectionClient(dialer(server), Optional.of("scanner.example.net"), PATIENT)
        .inject(new InjectionTarget(Optional.empty(), HOST, ADDRESS, 25, TlsOffer.USUAL), stop)
        .orTimeout(15, TimeUnit.SECONDS)
        .join()
        .outcome();
  }

  private ActiveDialogue tryOut(LabSmtp server, boolean exchange) {
    return new ActiveClient(dialer(server), Optional.of("scanner.example.net"), PATIENT)
        .tryOut(
            new ActiveTarget(
                new SmtpTarget(HOST, ADDRESS, 25, /* implicitTls= */ false),
                TlsOffer.USUAL,
                "example.com",
                "me@example.net",
                "example.org",
                exchange),
            stop)
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private Dialer dialer(LabSmtp server) {
    return new Dialer(
        loops, AddressPolicy.PUBLIC_ONLY, budget, (address, port) -> server.address(), PATIENT);
  }
}
