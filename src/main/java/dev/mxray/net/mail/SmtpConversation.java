package dev.mxray.net.mail;

import dev.mxray.net.EventLoops;
import dev.mxray.net.tls.TlsClientHandler;
import dev.mxray.net.tls.TlsFailureException;
import dev.mxray.net.tls.TlsSession;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import dev.mxray.text.Sentence;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One conversation on one connection: greeting, EHLO, STARTTLS, TLS, EHLO, QUIT (RFC 5321 §3.1,
 * §4.1.1.1, RFC 3207). Nothing is said before the server has said all that it has to say. Each
 * reply has to be complete within the timeout, and the whole within {@value #TIMEOUTS_IN_ALL} times
 * that. Used by one event loop.
 */
final class SmtpConversation extends ChannelInboundHandlerAdapter {
  /** Of a mail conversation, how many timeouts it may take in all. */
  static final int TIMEOUTS_IN_ALL = 3;

  /** Octets that a server may send outside its handshake; a real one needs some hundred. */
  static final int MAX_OCTETS = 65_536;

  /** How long the answer to QUIT is waited for; nobody waits for the result of that. */
  private static final long QUIT_MILLIS = 2000;

  private static final String LINES = "lines";
  private static final int READY = 220;
  private static final int OKAY = 250;

  private final SmtpScript script;
  private final Consumer<Reply> onGreeting;
  private final long started = System.nanoTime();
  private final CompletableFuture<SmtpDialogue> result = new CompletableFuture<>();
  private final Transcript transcript = new Transcript();
  private final Set<Sentence> faults = new LinkedHashSet<>();

  private ReplyReader reader = new ReplyReader();
  private Step step = Step.CONNECT;
  private boolean secured;
  private int octets;
  private @Nullable Reply greeting;
  private @Nullable Reply ehlo;
  private boolean helo;
  private @Nullable Reply starttls;
  private @Nullable TlsSession tls;
  private @Nullable Reply ehloInsideTls;
  private @Nullable ScheduledFuture<?> replyTimer;
  private @Nullable ScheduledFuture<?> wholeTimer;

  SmtpConversation(SmtpScript script, Consumer<Reply> onGreeting) {
    this.script = script;
    this.onGreeting = onGreeting;
  }

  /** What a new channel for this conversation begins with. */
  ChannelHandler initializer() {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(SmtpConversation.this);
      }
    };
  }

  /** Completes with the ending, whatever it is. */
  CompletableFuture<SmtpDialogue> result() {
    return result;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    Duration whole = script.timeout().multipliedBy(TIMEOUTS_IN_ALL);
    wholeTimer =
        context.executor().schedule(() -> late(context), whole.toMillis(), TimeUnit.MILLISECONDS);
    // The scan may have ended while the connection was being made.
    var unused =
        script
            .stop()
            .thenAccept(
                how -> EventLoops.unwatched(context.executor().submit(() -> stop(context, how))));
    if (script.target().implicitTls()) {
      handshake(context, Step.TLS);
    } else {
      greet(context);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Line line) {
      line(context, line);
      return;
    }
    try {
      if (message instanceof ByteBuf left && left.isReadable()) {
        behindStarttls(left.readableBytes(), left.toString(StandardCharsets.ISO_8859_1));
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(context, How.CLOSED, Sentence.of("net.closed"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof TlsFailureException failure) {
      end(context, how(failure), failure.told());
      return;
    }
    boolean reset = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("reset");
    end(
        context,
        reset ? How.RESET : How.CLOSED,
        reset ? Sentence.of("net.reset") : Sentence.of("net.broken"));
  }

  private void greet(ChannelHandlerContext context) {
    listen(context);
    await(context, Step.GREETING);
  }

  /** Reads lines from now on, with nothing left over from before. */
  private void listen(ChannelHandlerContext context) {
    reader = new ReplyReader();
    context.pipeline().addBefore(context.name(), LINES, new LineDecoder());
  }

  private void line(ChannelHandlerContext context, Line line) {
    if (result.isDone()) {
      if (step == Step.QUIT) {
        EventLoops.unwatched(context.close()); // whatever the answer to QUIT is
      }
      return;
    }
    transcript.server(line.text());
    octets += line.text().length() + 2;
    if (line.end() == Line.End.NONE) {
      return; // the end of the connection follows
    }
    if (octets > MAX_OCTETS) {
      end(context, How.GARBAGE, Sentence.of("net.too-much", MAX_OCTETS));
      return;
    }
    try {
      reader.accept(line).ifPresent(reply -> reply(context, reply));
    } catch (ReplyReader.NoReply e) {
      end(context, How.GARBAGE, e.told());
    }
    faults.addAll(reader.faults());
  }

  private void reply(ChannelHandlerContext context, Reply reply) {
    switch (step) {
      case GREETING -> greeted(context, reply);
      case EHLO -> answered(context, reply);
      case STARTTLS -> invited(context, reply);
      case EHLO_INSIDE_TLS -> answeredInside(context, reply);
      case CONNECT, TLS, STARTTLS_HANDSHAKE, CAPABILITIES, CAPABILITIES_INSIDE_TLS, COMMAND, QUIT ->
          throw new IllegalStateException("a reply at " + step);
    }
  }

  private void greeted(ChannelHandlerContext context, Reply reply) {
    greeting = reply;
    if (reply.code() == READY) {
      onGreeting.accept(reply);
      say(context, Step.EHLO, "EHLO " + name(context));
    } else if (reply.isNegative()) {
      quit(context, How.REJECTED, Sentence.verbatim(reply.toString()));
    } else {
      end(context, How.GARBAGE, Sentence.of("net.greeting-code", reply.code()));
    }
  }

  private void answered(ChannelHandlerContext context, Reply reply) {
    if (reply.code() == OKAY) {
      ehlo = reply;
      if (!secured && script.target().starttls() && Capabilities.of(reply).has("STARTTLS")) {
        say(context, Step.STARTTLS, "STARTTLS");
      } else {
        quit(context, How.DONE, Sentence.of("net.complete"));
      }
    } else if (reply.code() / 100 == 5 && !helo) {
      helo = true; // RFC 5321 §3.2: a server that knows no EHLO
      say(context, Step.EHLO, "HELO " + name(context));
    } else if (reply.isNegative()) {
      quit(context, How.REJECTED, Sentence.verbatim(reply.toString()));
    } else {
      end(context, How.GARBAGE, Sentence.of("net.ehlo-code", reply.code()));
    }
  }

  private void invited(ChannelHandlerContext context, Reply reply) {
    starttls = reply;
    if (reply.code() == READY) {
      // What was already read belongs to the time before TLS, whatever it says: the decoder gives
      // it back when it is removed, and it goes no further than behindStarttls.
      step = Step.STARTTLS_HANDSHAKE;
      context.pipeline().remove(LINES);
      handshake(context, Step.STARTTLS_HANDSHAKE);
    } else {
      quit(context, How.REJECTED, Sentence.verbatim(reply.toString()));
    }
  }

  private void answeredInside(ChannelHandlerContext context, Reply reply) {
    if (reply.code() == OKAY) {
      ehloInsideTls = reply;
      quit(context, How.DONE, Sentence.of("net.complete"));
    } else if (reply.isNegative()) {
      quit(context, How.REJECTED, Sentence.verbatim(reply.toString()));
    } else {
      end(context, How.GARBAGE, Sentence.of("net.ehlo-code", reply.code()));
    }
  }

  private void behindStarttls(int length, String text) {
    faults.add(Sentence.of("net.behind-starttls", length));
    transcript.event("in the clear behind the reply to STARTTLS: " + text);
  }

  private void handshake(ChannelHandlerContext context, Step handshake) {
    cancel(replyTimer); // the handshake has one of its own
    step = handshake;
    var handler =
        new TlsClientHandler(script.offer(), serverName(script.target().host()), script.timeout());
    var unused =
        handler
            .handshake()
            .whenComplete(
                (session, failure) -> {
                  if (session != null) {
                    secured(context, session);
                  } else {
                    exceptionCaught(context, failure);
                  }
                });
    context.pipeline().addFirst(handler);
  }

  private void secured(ChannelHandlerContext context, TlsSession session) {
    if (result.isDone()) {
      return;
    }
    secured = true;
    tls = session;
    transcript.event(session.version() + " " + session.cipherSuite());
    if (script.target().implicitTls()) {
      greet(context);
      EventLoops.acknowledgeAtOnce(context.channel()); // tickets, and then the greeting
    } else {
      listen(context);
      say(context, Step.EHLO_INSIDE_TLS, "EHLO " + name(context));
    }
  }

  private void say(ChannelHandlerContext context, Step next, String command) {
    transcript.client(command);
    await(context, next);
    // A write that fails closes the connection, and that is where it is dealt with.
    EventLoops.unwatched(
        context.writeAndFlush(ByteBufUtil.writeAscii(context.alloc(), command + "\r\n")));
    EventLoops.acknowledgeAtOnce(context.channel());
  }

  private void await(ChannelHandlerContext context, Step next) {
    step = next;
    cancel(replyTimer);
    replyTimer =
        context
            .executor()
            .schedule(() -> late(context), script.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void late(ChannelHandlerContext context) {
    end(
        context,
        How.TIMEOUT,
        step.isHandshake() ? Sentence.of("net.no-handshake") : Sentence.of("net.no-reply"));
  }

  /** Ends the conversation in the order that the server can expect (RFC 5321 §4.1.1.10). */
  private void quit(ChannelHandlerContext context, How how, Sentence words) {
    var ending = new Ending(step, how, words);
    step = Step.QUIT;
    transcript.client("QUIT");
    // On its way before anyone hears of the ending, and perhaps ends the program.
    EventLoops.unwatched(
        context.writeAndFlush(ByteBufUtil.writeAscii(context.alloc(), "QUIT\r\n")));
    complete(ending);
    replyTimer =
        context
            .executor()
            .schedule(
                () -> EventLoops.unwatched(context.close()), QUIT_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The farewell of a conversation that is over may take its time. */
  private void stop(ChannelHandlerContext context, How how) {
    if (!result.isDone()) {
      end(context, how, Sentence.of("net.stopped"));
    }
  }

  private void end(ChannelHandlerContext context, How how, Sentence words) {
    if (!result.isDone()) {
      transcript.event(words.toString());
      complete(new Ending(step, how, words));
    }
    cancel(replyTimer);
    EventLoops.unwatched(context.close());
  }

  private void complete(Ending ending) {
    cancel(replyTimer);
    cancel(wholeTimer);
    result.complete(
        new SmtpDialogue(
            greeting,
            ehlo,
            helo && ehlo != null,
            starttls,
            tls,
            ehloInsideTls,
            null,
            faults,
            ending,
            transcript.lines(),
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)));
  }

  private String name(ChannelHandlerContext context) {
    return script.heloName().orElseGet(() -> HeloName.literal(context.channel().localAddress()));
  }

  private static How how(TlsFailureException failure) {
    return switch (failure.kind()) {
      case ALERT -> failure.blamesOffer() ? How.OFFER_REFUSED : How.ALERT;
      case GARBAGE -> How.GARBAGE;
      case CLOSED -> How.CLOSED;
      case RESET -> How.RESET;
      case TIMEOUT -> How.TIMEOUT;
    };
  }

  /** Only what is a host name goes into the handshake (RFC 6066 §3). */
  private static @Nullable String serverName(String host) {
    return HeloName.isName(host) ? host : null;
  }

  private static void cancel(@Nullable ScheduledFuture<?> timer) {
    if (timer != null) {
      timer.cancel(/* mayInterruptIfRunning= */ false);
    }
  }
}
