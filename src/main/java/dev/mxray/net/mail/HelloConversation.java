package dev.mxray.net.mail;

import dev.mxray.net.EventLoops;
import dev.mxray.net.mail.Prelude.Step;
import dev.mxray.net.tls.Hello;
import dev.mxray.net.tls.HelloAnswer;
import dev.mxray.net.tls.HelloAnswer.Unheard;
import dev.mxray.net.tls.HelloHandler;
import dev.mxray.net.tls.HelloHandler.End;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One connection for one hello: the words before it, the hello, the answer. Used by one loop. */
final class HelloConversation extends ChannelInboundHandlerAdapter {
  private static final String LINES = "lines";

  private final Hello hello;
  private final @Nullable Function<SocketAddress, Prelude> preludes;
  private final Random random;
  private final Duration timeout;
  private final CompletableFuture<How> stop;
  private final CompletableFuture<Outcome> result = new CompletableFuture<>();
  private @Nullable Prelude prelude;
  private @Nullable ScheduledFuture<?> timer;
  private int octets;
  private boolean handedOver;

  /** What the asker has to do about it. */
  enum Kind {
    ANSWERED,
    /** The server ended the connection at the hello. */
    CLOSED_AT_HELLO,
    RESET_AT_HELLO,
    SILENT_AT_HELLO,
    /** The server did not let the hello come about, perhaps for there being too many. */
    TURNED_AWAY,
    /** The server did not let the hello come about. */
    FAILED
  }

  /** What came of the connection. */
  record Outcome(Kind kind, HelloAnswer answer) {}

  /**
   * @param preludes makes what comes before the hello, from the address of the socket; null for
   *     nothing
   */
  HelloConversation(
      Hello hello,
      @Nullable Function<SocketAddress, Prelude> preludes,
      Random random,
      Duration timeout,
      CompletableFuture<How> stop) {
    this.hello = hello;
    this.preludes = preludes;
    this.random = random;
    this.timeout = timeout;
    this.stop = stop;
  }

  ChannelHandler initializer() {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(HelloConversation.this);
      }
    };
  }

  CompletableFuture<Outcome> result() {
    return result;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    var stopping =
        stop.thenAccept(
            how ->
                EventLoops.unwatched(
                    context
                        .executor()
                        .submit(
                            () ->
                                fail(
                                    context,
                                    Kind.FAILED,
                                    how.reason(),
                                    Sentence.of("net.stopped")))));
    var unused = result.whenComplete((outcome, bug) -> stopping.cancel(false));
    if (preludes == null) {
      hello(context);
      return;
    }
    prelude = preludes.apply(context.channel().localAddress());
    context.pipeline().addBefore(context.name(), LINES, new LineDecoder());
    await(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof Line line)) {
      ReferenceCountUtil.release(message); // what came in the clear behind the reply to STARTTLS
      return;
    }
    octets += line.text().length() + 2;
    if (prelude == null || handedOver || result.isDone()) {
      return;
    }
    if (octets > SmtpConversation.MAX_OCTETS || line.end() == Line.End.CUT) {
      fail(context, Kind.FAILED, Reason.UNUSABLE_ANSWER, Sentence.of("net.too-much-before-tls"));
      return;
    }
    if (line.end() == Line.End.NONE) {
      return; // the end of the connection follows
    }
    Step step = prelude.line(line.text());
    if (step instanceof Step.Say say) {
      await(context);
      say(context, say.command());
    } else if (step instanceof Step.Ready) {
      cancel();
      handedOver = true;
      context.pipeline().remove(LINES);
      hello(context);
    } else if (step instanceof Step.Stop refusal) {
      if (refusal.goodbye() != null) {
        say(context, refusal.goodbye());
      }
      fail(
          context,
          refusal.tooMany() ? Kind.TURNED_AWAY : Kind.FAILED,
          refusal.reason(),
          Sentence.verbatim(refusal.words()));
    }
  }

  private static void say(ChannelHandlerContext context, String command) {
    EventLoops.unwatched(
        context.writeAndFlush(ByteBufUtil.writeAscii(context.alloc(), command + "\r\n")));
  }

  private void hello(ChannelHandlerContext context) {
    var handler = new HelloHandler(hello, random, timeout);
    var unused =
        handler
            .result()
            .thenAccept(
                answered -> result.complete(new Outcome(kind(answered.end()), answered.answer())));
    context.pipeline().addFirst(handler);
  }

  private static Kind kind(End end) {
    return switch (end) {
      case ANSWERED -> Kind.ANSWERED;
      case CLOSED -> Kind.CLOSED_AT_HELLO;
      case RESET -> Kind.RESET_AT_HELLO;
      case SILENT -> Kind.SILENT_AT_HELLO;
    };
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(context, Kind.TURNED_AWAY, Reason.CLOSED, Sentence.of("net.hello-before-tls"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(context, Kind.TURNED_AWAY, Reason.CLOSED, Sentence.of("net.hello-broken-before-tls"));
  }

  private void await(ChannelHandlerContext context) {
    cancel();
    timer =
        context
            .executor()
            .schedule(
                () -> fail(context, Kind.FAILED, Reason.TIMEOUT, Sentence.of("net.no-reply")),
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  private void cancel() {
    if (timer != null) {
      timer.cancel(/* mayInterruptIfRunning= */ false);
      timer = null;
    }
  }

  private void fail(ChannelHandlerContext context, Kind kind, Reason reason, Sentence words) {
    cancel();
    result.complete(new Outcome(kind, new Unheard(reason, words, /* last= */ true)));
    EventLoops.unwatched(
        context
            .writeAndFlush(io.netty.buffer.Unpooled.EMPTY_BUFFER)
            .addListener(ChannelFutureListener.CLOSE));
  }
}
