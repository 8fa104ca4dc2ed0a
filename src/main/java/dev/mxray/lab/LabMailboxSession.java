package dev.mxray.lab;

import dev.mxray.lab.LabMailboxBehaviour.Protocol;
import dev.mxray.lab.LabSmtpAct.Mischief;
import dev.mxray.lab.LabSmtpAct.Say;
import dev.mxray.lab.LabSmtpAct.SayAndClose;
import dev.mxray.lab.LabSmtpBehaviour.Moment;
import dev.mxray.lab.LabSmtpBehaviour.Tls;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** One connection to a {@link LabMailbox}. */
final class LabMailboxSession implements LabTalk {
  private final LabMailbox server;
  private final LabMailboxBehaviour behaviour;
  private final @Nullable SSLContext tls;
  private final Channel channel;
  private final LabSmtpOutput output;

  private final LabLines line = new LabLines();
  private String plaintext = "";
  private boolean starting;
  private boolean helloAwaited;
  private boolean inside;
  private boolean over;

  LabMailboxSession(
      LabMailbox server, LabMailboxBehaviour behaviour, @Nullable SSLContext tls, Channel channel) {
    this.server = server;
    this.behaviour = behaviour;
    this.tls = tls;
    this.channel = channel;
    this.output = new LabSmtpOutput(channel, behaviour.delivery());
  }

  @Override
  public void begin() {
    Tls wanted = behaviour.tls();
    if (wanted == null || !wanted.implicit()) {
      greet(Moment.CONNECT);
    } else if (!act(Moment.CONNECT, "")) {
      secure();
    }
  }

  private void greet(Moment moment) {
    if (act(moment, "")) {
      return;
    }
    switch (behaviour.protocol()) {
      case IMAP -> say("* OK " + behaviour.greeting());
      case POP3 -> say("+OK " + behaviour.greeting());
      case SIEVE -> sieveCapabilities();
    }
  }

  @Override
  public void received(String octets) {
    if (over) {
      return;
    }
    if (helloAwaited) {
      act(Moment.HANDSHAKE, "");
    } else if (starting) {
      plaintext += plaintext.length() < LabLines.MAX_LINE ? octets : "";
    } else {
      lines(octets);
    }
  }

  private void lines(String octets) {
    String rest = line.take(octets, this::command, () -> !over && !starting);
    if (!rest.isEmpty()) {
      received(rest);
    }
  }

  private void command(String text) {
    server.remember(text);
    boolean tagged = behaviour.protocol() == Protocol.IMAP;
    String[] words = text.strip().split(" +", 3);
    String tag = tagged ? words[0] : "";
    String verb = (tagged ? words.length > 1 ? words[1] : "" : words[0]).toUpperCase(Locale.ROOT);
    switch (verb) {
      case "CAPABILITY", "CAPA" -> capabilities(tag);
      case "STARTTLS", "STLS" -> starttls(tag);
      case "ID" -> {
        say("* ID (\"name\" \"Lab\")");
        yes(tag, "done");
      }
      case "NOOP" -> {
        if (behaviour.protocol() == Protocol.POP3) {
          say("-ERR not before login");
        } else {
          yes(tag, "done");
        }
      }
      case "LOGOUT", "QUIT" -> {
        if (!act(Moment.QUIT, tag)) {
          server.parted(channel);
          if (tagged) {
            say("* BYE");
          }
          over = true;
          output.say(List.of(verdict(tag, "bye")), Duration.ZERO, this::close);
        }
      }
      default -> say(no(tag));
    }
  }

  private void capabilities(String tag) {
    if (act(inside ? Moment.EHLO_INSIDE : Moment.EHLO, tag)) {
      return;
    }
    List<String> words = words();
    switch (behaviour.protocol()) {
      case IMAP -> {
        say("* CAPABILITY " + String.join(" ", words));
        yes(tag, "done");
      }
      case POP3 -> {
        say("+OK");
        words.forEach(this::say);
        say(".");
      }
      case SIEVE -> sieveCapabilities();
    }
  }

  private void sieveCapabilities() {
    words().forEach(this::say);
    say("OK \"" + behaviour.greeting() + "\"");
  }

  private List<String> words() {
    var words =
        new ArrayList<String>(inside ? behaviour.capabilitiesInside() : behaviour.capabilities());
    if (!inside && behaviour.offersTls()) {
      words.add(
          switch (behaviour.protocol()) {
            case IMAP -> "STARTTLS";
            case POP3 -> "STLS";
            case SIEVE -> "\"STARTTLS\"";
          });
    }
    return words;
  }

  private void starttls(String tag) {
    if (inside || !behaviour.offersTls()) {
      say(no(tag));
    } else if (!act(Moment.STARTTLS, tag)) {
      starting = true;
      Tls wanted = behaviour.tls();
      String behind = wanted == null ? "" : wanted.behind220();
      output.raw(
          verdict(tag, "go ahead") + behaviour.delivery().lineEnd() + behind,
          behaviour.delivery().delay(),
          this::secure);
    }
  }

  private void secure() {
    if (over) {
      return;
    }
    Tls wanted = behaviour.tls();
    if (tls == null || wanted == null || behaviour.acts().containsKey(Moment.HANDSHAKE)) {
      helloAwaited = true;
      return;
    }
    starting = true;
    channel.pipeline().addFirst(LabTls.handler(tls, wanted.protocols()));
  }

  @Override
  public void secured() {
    inside = true;
    starting = false;
    Tls wanted = behaviour.tls();
    if (wanted == null || wanted.implicit()) {
      greet(Moment.SECURED);
      return;
    }
    if (act(Moment.SECURED, "")) {
      return;
    }
    if (behaviour.protocol() == Protocol.SIEVE) {
      sieveCapabilities(); // RFC 5804 §2.2
    }
    if (wanted.obeysPlaintext()) {
      lines(plaintext);
    }
  }

  /** Does what is to be done at a moment in place of what should be, if anything. */
  private boolean act(Moment moment, String tag) {
    LabSmtpAct act = behaviour.acts().get(moment);
    if (act instanceof Say say) {
      say.lines().forEach(one -> say(one.replace("TAG", tag)));
    } else if (act instanceof SayAndClose say) {
      over = true;
      output.say(
          say.lines().stream().map(one -> one.replace("TAG", tag)).toList(),
          Duration.ZERO,
          this::close);
    } else if (act instanceof Mischief mischief) {
      over = true;
      output.act(mischief, "* ", "* OK still here", this::close);
    }
    return act != null;
  }

  private void yes(String tag, String words) {
    say(verdict(tag, words));
  }

  private String verdict(String tag, String words) {
    return switch (behaviour.protocol()) {
      case IMAP -> tag + " OK " + words;
      case POP3 -> "+OK " + words;
      case SIEVE -> "OK \"" + words + "\"";
    };
  }

  private String no(String tag) {
    return switch (behaviour.protocol()) {
      case IMAP -> tag + " BAD not known";
      case POP3 -> "-ERR not known";
      case SIEVE -> "NO \"not known\"";
    };
  }

  private void say(String reply) {
    output.say(List.of(reply), Duration.ZERO, () -> {});
  }

  @Override
  public void close() {
    over = true;
    Unwatched.of(channel.close());
  }
}
