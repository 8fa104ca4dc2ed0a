package dev.mxray.net.mail;

import dev.mxray.net.EventLoops;
import dev.mxray.net.tls.TlsClientHandler;
import dev.mxray.net.tls.TlsFailureException;
import dev.mxray.net.tls.TlsOffer;
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
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a server that speaks in lines, as a sequence of things said and answers heard.
 * Each answer has to be complete within the timeout, and the whole within so many times that; what
 * a server can make it hold is bounded. Once it is over every further answer fails with a {@link
 * BrokenOffException}. All futures complete on the event loop of the connection, and all calls are
 * made there.
 */
final class LineTalk extends ChannelInboundHandlerAdapter {
  /** Octets that a server may send outside its handshake; a real one needs some hundred. */
  static final int MAX_OCTETS = 65_536;

  /** How long the answer to a goodbye is waited for; nobody waits for the result of that. */
  private static final long GOODBYE_MILLIS = 2000;

  private static final String LINES = "lines";

  private final Terms terms;
  private final CompletableFuture<LineTalk> opened = new CompletableFuture<>();
  private final Transcript transcript = new Transcript();
  private final Set<Sentence> faults = new LinkedHashSet<>();
  private final Queue<Line> early = new ArrayDeque<>();

  private @Nullable ChannelHandlerContext context;
  private Step step = Step.CONNECT;
  private @Nullable Ending ending;
  private @Nullable Expected<?> expected;
  private @Nullable ScheduledFuture<?> answerTimer;
  private @Nullable ScheduledFuture<?> wholeTimer;
  private int octets;

  /**
   * How a conversation is to be had.
   *
   * @param timeout of one answer, and of one handshake
   * @param timeouts how many of these the whole may take
   * @param maxLine octets of a line that are kept; a longer one ends the conversation
   * @param stop ends the conversation when it completes
   */
  record Terms(Duration timeout, int timeouts, int maxLine, CompletableFuture<How> stop) {}

  /** An answer that is waited for. */
  private record Expected<T>(Answer<T> answer, CompletableFuture<T> heard) {
    /** True when the answer is complete. */
    boolean accept(Line line, Set<Sentence> faults) throws ReplyReader.NoReply {
      var complete = answer.accept(line);
      faults.addAll(answer.faults());
      complete.ifPresent(heard::complete);
      return complete.isPresent();
    }
  }

  LineTalk(Terms terms) {
    this.terms = terms;
  }

  /** What a new channel for this conversation begins with. */
  ChannelHandler initializer() {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(LineTalk.this);
      }
    };
  }

  /** Completes with this when there is a connection. */
  CompletableFuture<LineTalk> opened() {
    return opened;
  }

  /** What was said, so far. */
  Transcript transcript() {
    return transcript;
  }

  /** What the server did wrong though it could be understood, for people. */
  Set<Sentence> faults() {
    return Set.copyOf(faults);
  }

  /** True when it ended like this. */
  boolean broke(How how) {
    return ending != null && ending.how() == how;
  }

  /** The address of this end as a literal (RFC 5321 §4.1.3). */
  String literal() {
    return HeloName.literal(context().channel().localAddress());
  }

  /** Waits for an answer, to nothing or to what was said before. */
  <T> CompletableFuture<T> hear(Step next, Answer<T> answer) {
    var heard = new CompletableFuture<T>();
    if (ending == null) {
      step = next;
      expected = new Expected<>(answer, heard);
      if (context().pipeline().get(LINES) == null) {
        context().pipeline().addBefore(context().name(), LINES, new LineDecoder(terms.maxLine()));
      }
      cancel(answerTimer);
      answerTimer = after(terms.timeout(), this::late);
      drain();
    }
    failIfOver(heard);
    return heard;
  }

  /**
   * Says something and waits for the answer.
   *
   * @param commands one line, or several that go out in one piece; without the last line end
   */
  <T> CompletableFuture<T> say(Step next, String commands, Answer<T> answer) {
    if (ending == null) {
      transcript.client(commands.replace("\r\n", " / "));
      // A write that fails closes the connection, and that is where it is dealt with.
      EventLoops.unwatched(
          context().writeAndFlush(ByteBufUtil.writeAscii(context().alloc(), commands + "\r\n")));
      EventLoops.acknowledgeAtOnce(context().channel());
    }
    return hear(next, answer);
  }

  /**
   * Makes a handshake, from here on all is said inside. Whatever was read before it and not asked
   * for is dropped, and is a fault.
   *
   * @param host sent as the server's name if it is one (RFC 6066 §3)
   */
  CompletableFuture<TlsSession> secure(Step next, TlsOffer offer, String host) {
    var secured = new CompletableFuture<TlsSession>();
    if (ending == null) {
      step = next;
      cancel(answerTimer); // the handshake has one of its own
      early.forEach(line -> behind(line.text().length() + 2, line.text()));
      early.clear();
      if (context().pipeline().get(LINES) != null) {
        // The decoder gives back what it holds, which goes no further than channelRead.
        context().pipeline().remove(LINES);
      }
      var handler =
          new TlsClientHandler(offer, HeloName.isName(host) ? host : null, terms.timeout());
      var unused =
          handler
              .handshake()
              .whenComplete(
                  (session, failure) -> {
                    if (session == null) {
                      exceptionCaught(context(), failure);
                      failIfOver(secured);
                    } else if (ending == null) {
                      transcript.event(session.version() + " " + session.cipherSuite());
                      EventLoops.acknowledgeAtOnce(context().channel());
                      secured.complete(session);
                    }
                    failIfOver(secured);
                  });
      context().pipeline().addFirst(handler);
    }
    failIfOver(secured);
    return secured;
  }

  /**
   * Ends the conversation in the order that the server can expect; its answer is not waited for.
   */
  Ending goodbye(String command, How how, Sentence words) {
    if (ending != null) {
      return ending;
    }
    var told = new Ending(step, how, words);
    ending = told;
    step = Step.QUIT;
    transcript.client(command);
    // On its way before anyone hears of the ending, and perhaps ends the program.
    EventLoops.unwatched(
        context().writeAndFlush(ByteBufUtil.writeAscii(context().alloc(), command + "\r\n")));
    cancel(answerTimer);
    cancel(wholeTimer);
    answerTimer = after(Duration.ofMillis(GOODBYE_MILLIS), this::hangUp);
    return told;
  }

  /** Ends the conversation at once, unless it is over: no answer that is waited for will come. */
  Ending end(How how, Sentence words) {
    Ending told = ending;
    if (told == null) {
      transcript.event(words.toString());
      told = new Ending(step, how, words);
      ending = told;
      cancel(wholeTimer);
      if (expected != null) {
        failIfOver(expected.heard());
        expected = null;
      }
    }
    cancel(answerTimer);
    hangUp();
    return told;
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    context = active;
    wholeTimer =
        after(
            terms.timeout().multipliedBy(terms.timeouts()),
            () -> end(How.TIMEOUT, Sentence.of("net.not-done")));
    // The scan may have ended while the connection was being made.
    var unused =
        terms
            .stop()
            .thenAccept(how -> EventLoops.unwatched(active.executor().submit(() -> stopped(how))));
    opened.complete(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext active, Object message) {
    if (message instanceof Line line) {
      line(line);
      return;
    }
    try {
      if (message instanceof ByteBuf left && left.isReadable()) {
        behind(left.readableBytes(), left.toString(StandardCharsets.ISO_8859_1));
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext inactive) {
    end(How.CLOSED, Sentence.of("net.closed"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext active, Throwable cause) {
    if (cause instanceof TlsFailureException failure) {
      end(how(failure), failure.told());
      return;
    }
    boolean reset = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("reset");
    end(
        reset ? How.RESET : How.CLOSED,
        reset ? Sentence.of("net.reset") : Sentence.of("net.broken"));
  }

  private void line(Line line) {
    if (ending != null) {
      if (step == Step.QUIT) {
        hangUp(); // whatever the answer to the goodbye is
      }
      return;
    }
    transcript.server(line.text());
    octets += line.text().length() + 2;
    if (line.end() == Line.End.NONE) {
      return; // the end of the connection follows
    }
    if (octets > MAX_OCTETS) {
      end(How.GARBAGE, Sentence.of("net.too-much", MAX_OCTETS));
      return;
    }
    early.add(line);
    drain();
  }

  /** Gives what came to whoever waits for it. */
  private void drain() {
    while (expected != null && ending == null) {
      Line line = early.poll();
      if (line == null) {
        return;
      }
      Expected<?> waiting = expected;
      try {
        // What follows an answer may already wait for the next one when this returns.
        expected = null;
        if (!waiting.accept(line, faults)) {
          expected = waiting;
        } else if (expected == null && ending == null) {
          cancel(answerTimer); // that of a goodbye has to go on
        }
      } catch (ReplyReader.NoReply e) {
        expected = waiting;
        end(How.GARBAGE, e.told());
      }
    }
  }

  private void behind(int length, String text) {
    faults.add(Sentence.of("net.behind-starttls", length));
    transcript.event("in the clear behind the reply to STARTTLS: " + text);
  }

  private void late() {
    end(How.TIMEOUT, Sentence.of("net.no-answer"));
  }

  /** The farewell of a conversation that is over may take its time. */
  private void stopped(How how) {
    if (ending == null) {
      end(how, Sentence.of("net.stopped"));
    }
  }

  private void hangUp() {
    EventLoops.unwatched(context().close());
  }

  private void failIfOver(CompletableFuture<?> waiting) {
    if (ending != null) {
      waiting.completeExceptionally(new BrokenOffException(ending));
    }
  }

  private ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("there is no connection yet");
    }
    return context;
  }

  private ScheduledFuture<?> after(Duration time, Runnable what) {
    return context().executor().schedule(what, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void cancel(@Nullable ScheduledFuture<?> timer) {
    if (timer != null) {
      timer.cancel(/* mayInterruptIfRunning= */ false);
    }
  }

  /** What a failed handshake amounts to. */
  static How how(TlsFailureException failure) {
    return switch (failure.kind()) {
      case ALERT -> failure.blamesOffer() ? How.OFFER_REFUSED : How.ALERT;
      case GARBAGE -> How.GARBAGE;
      case CLOSED -> How.CLOSED;
      case RESET -> How.RESET;
      case TIMEOUT -> How.TIMEOUT;
    };
  }
}
