package dev.mxray.lab;

import dev.mxray.lab.LabSmtpAct.Mischief;
import dev.mxray.lab.LabSmtpAct.Say;
import dev.mxray.lab.LabSmtpAct.SayAndClose;
import dev.mxray.lab.LabSmtpBehaviour.Greeting;
import dev.mxray.lab.LabSmtpBehaviour.Moment;
import dev.mxray.lab.LabSmtpBehaviour.Tls;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** One connection to a {@link LabSmtp}. */
final class LabSmtpSession implements LabTalk {
  /** Where a session stands. */
  private enum State {
    /** Not all of the greeting is said. */
    GREETING,
    /** The greeting is said. */
    COMMANDS,
    /** STARTTLS was said and the handshake has not begun: what comes is plaintext behind it. */
    STARTING,
    /** The next octets are met by {@link Moment#HANDSHAKE}. */
    HELLO_AWAITED,
    /** Nothing is heard any more. */
    OVER
  }

  private final LabSmtp server;
  private final LabSmtpBehaviour behaviour;
  private final @Nullable SSLContext tls;
  private final Channel channel;
  private final LabSmtpOutput output;
  private final int number;
  private final boolean tooMany;

  private State state = State.GREETING;
  private boolean inside;
  private boolean introduced;
  private final LabLines line = new LabLines();
  private String plaintext = "";

  /**
   * @param number which connection it is, from 1
   * @param tooMany whether it is one more than the server takes
   */
  LabSmtpSession(
      LabSmtp server,
      LabSmtpBehaviour behaviour,
      @Nullable SSLContext tls,
      Channel channel,
      int number,
      boolean tooMany) {
    this.server = server;
    this.behaviour = behaviour;
    this.tls = tls;
    this.channel = channel;
    this.output = new LabSmtpOutput(channel, behaviour.delivery());
    this.number = number;
    this.tooMany = tooMany;
  }

  @Override
  public void begin() {
    Tls wanted = behaviour.tls();
    if (wanted == null || !wanted.implicit()) {
      begin(Moment.CONNECT);
    } else if (behaviour.acts().containsKey(Moment.CONNECT)) {
      act(Moment.CONNECT);
    } else {
      secure();
    }
  }

  private void begin(Moment moment) {
    if (tooMany) {
      sayAndClose(
          List.of("421 4.7.0 " + behaviour.host() + " Error: too many connections from you"));
    } else if (!act(moment)) {
      greet(behaviour.greeting(), 0);
    }
  }

  private void greet(Greeting greeting, int from) {
    if (state == State.OVER) {
      return;
    }
    if (from == greeting.lines().size()) {
      state = State.COMMANDS;
      act(Moment.GREETING);
      return;
    }
    boolean together = greeting.pause().isZero();
    int to = together ? greeting.lines().size() : from + 1;
    Duration delay = from == 0 ? greeting.delay() : greeting.pause();
    output.say(greeting.lines().subList(from, to), delay, () -> greet(greeting, to));
  }

  @Override
  public void received(String octets) {
    switch (state) {
      case OVER -> {}
      case HELLO_AWAITED -> act(Moment.HANDSHAKE);
      case STARTING -> plaintext += plaintext.length() < LabLines.MAX_LINE ? octets : "";
      case GREETING, COMMANDS -> {
        if (state == State.GREETING && behaviour.greeting().strict()) {
          output.interrupt();
          sayAndClose(List.of("554 5.5.1 Protocol error: you spoke too soon"));
        } else {
          lines(octets);
        }
      }
    }
  }

  private void lines(String octets) {
    String rest =
        line.take(octets, this::command, () -> state == State.GREETING || state == State.COMMANDS);
    if (!rest.isEmpty()) {
      received(rest);
    }
  }

  private void command(String text) {
    var command = new LabSmtp.Command(number, inside, text);
    server.remember(command);
    Optional<String> answer = behaviour.answer(text);
    if (answer.isPresent()) {
      say(answer.get());
      return;
    }
    switch (command.verb()) {
      case "EHLO" -> ehlo();
      case "HELO" -> {
        if (!act(Moment.HELO)) {
          introduced = true;
          say("250 " + behaviour.host());
        }
      }
      case "STARTTLS" -> starttls();
      case "MAIL" -> say(introduced ? "250 2.1.0 Ok" : "503 5.5.1 Error: send HELO/EHLO first");
      case "RCPT" -> say(isRole(text) ? "250 2.1.5 Ok" : "550 5.1.1 No such user here");
      case "NOOP", "RSET" -> say("250 2.0.0 Ok");
      case "VRFY" -> say("252 2.0.0 Cannot tell");
      case "QUIT" -> {
        if (!act(Moment.QUIT)) {
          server.parted(channel);
          sayAndClose(List.of("221 2.0.0 Bye"));
        }
      }
      default -> say("502 5.5.2 Error: command not recognized");
    }
  }

  /** The mailboxes that every domain has to have (RFC 5321 §4.5.1, RFC 2142 §4). */
  private static boolean isRole(String rcpt) {
    String lower = rcpt.toLowerCase(Locale.ROOT);
    return lower.startsWith("rcpt to:<postmaster@") || lower.startsWith("rcpt to:<abuse@");
  }

  private void ehlo() {
    if (act(inside ? Moment.EHLO_INSIDE : Moment.EHLO)) {
      return;
    }
    introduced = true;
    var words = new ArrayList<String>();
    words.add(behaviour.host());
    words.addAll(inside ? behaviour.capabilitiesInside() : behaviour.capabilities());
    if (!inside && behaviour.offersStarttls()) {
      words.add("STARTTLS");
    }
    var lines = new ArrayList<String>();
    for (int i = 0; i < words.size(); i++) {
      lines.add((i < words.size() - 1 ? "250-" : "250 ") + words.get(i));
    }
    output.say(lines, Duration.ZERO, () -> {});
  }

  private void starttls() {
    if (inside || !behaviour.offersStarttls()) {
      say(inside ? "503 5.5.1 Error: TLS already active" : "502 5.5.1 Error: no STARTTLS here");
    } else if (!act(Moment.STARTTLS)) {
      state = State.STARTING;
      Tls wanted = behaviour.tls();
      String behind = wanted == null ? "" : wanted.behind220();
      String end = behaviour.delivery().lineEnd();
      output.raw(
          "220 2.0.0 Ready to start TLS" + end + behind,
          behaviour.delivery().delay(),
          this::secure);
    }
  }

  private void secure() {
    if (state == State.OVER) {
      return;
    }
    Tls wanted = behaviour.tls();
    if (tls == null || wanted == null || behaviour.acts().containsKey(Moment.HANDSHAKE)) {
      state = State.HELLO_AWAITED;
      return;
    }
    state = State.STARTING;
    channel.pipeline().addFirst(LabTls.handler(tls, wanted.protocols()));
  }

  @Override
  public void secured() {
    server.secured();
    inside = true;
    introduced = false;
    Tls wanted = behaviour.tls();
    if (wanted == null || wanted.implicit()) {
      state = State.GREETING;
      begin(Moment.SECURED);
      return;
    }
    state = State.COMMANDS;
    if (!act(Moment.SECURED) && wanted.obeysPlaintext()) {
      lines(plaintext);
    }
  }

  /** Does what is to be done at a moment in place of what should be, if anything. */
  private boolean act(Moment moment) {
    LabSmtpAct act = behaviour.acts().get(moment);
    if (act instanceof Say say) {
      state = State.COMMANDS;
      output.say(say.lines(), Duration.ZERO, () -> {});
    } else if (act instanceof SayAndClose say) {
      sayAndClose(say.lines());
    } else if (act instanceof Mischief mischief) {
      state = State.OVER;
      String code = code(moment);
      output.act(mischief, code + " ", code + "-" + behaviour.host() + " still here", this::close);
    }
    return act != null;
  }

  private static String code(Moment moment) {
    return switch (moment) {
      case CONNECT, GREETING, STARTTLS, HANDSHAKE, SECURED -> "220";
      case EHLO, HELO, EHLO_INSIDE -> "250";
      case QUIT -> "221";
    };
  }

  private void say(String reply) {
    output.say(List.of(reply), Duration.ZERO, () -> {});
  }

  private void sayAndClose(List<String> lines) {
    state = State.OVER;
    output.say(lines, Duration.ZERO, this::close);
  }

  @Override
  public void close() {
    state = State.OVER;
    Unwatched.of(channel.close());
  }
}
