package dev.mxray.net.tls;

import dev.mxray.net.EventLoops;
import dev.mxray.net.tls.HelloAnswer.Unheard;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says one hello as soon as it is in the pipeline of an open connection, reads what the server
 * makes of it, says goodbye, and closes the connection. Used by one event loop.
 */
public final class HelloHandler extends ChannelInboundHandlerAdapter {
  private final Hello hello;
  private final Hello.Reader reader;
  private final Random random;
  private final Duration timeout;
  private final CompletableFuture<Result> result = new CompletableFuture<>();
  private boolean said;
  private @Nullable ScheduledFuture<?> alarm;

  /** How a hello ended. */
  public enum End {
    /** There is an answer. */
    ANSWERED,
    /** The server closed or reset the connection without one, which some mean for a refusal. */
    CLOSED,
    /** The same by a reset. */
    RESET,
    /** The server said nothing, or no end of it, in time. */
    SILENT
  }

  /** What came of a hello. */
  public record Result(End end, HelloAnswer answer) {}

  /**
   * @param timeout of the whole answer
   */
  public HelloHandler(Hello hello, Random random, Duration timeout) {
    this.hello = hello;
    this.reader = hello.reader();
    this.random = random;
    this.timeout = timeout;
  }

  /** Completes with what came of it, whatever that is. */
  public CompletableFuture<Result> result() {
    return result;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (context.channel().isActive()) {
      start(context);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    start(context);
  }

  private void start(ChannelHandlerContext context) {
    if (said) {
      return;
    }
    said = true;
    alarm =
        context
            .executor()
            .schedule(
                () ->
                    end(
                        context,
                        End.SILENT,
                        new Unheard(Reason.TIMEOUT, Sentence.of("net.hello-late"), false)),
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
    EventLoops.unwatched(context.writeAndFlush(Unpooled.wrappedBuffer(hello.encode(random))));
    context.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    byte[] bytes;
    try {
      if (!(message instanceof ByteBuf read)) {
        return;
      }
      bytes = ByteBufUtil.getBytes(read);
    } finally {
      ReferenceCountUtil.release(message);
    }
    if (!result.isDone()) {
      reader.read(bytes).ifPresent(answer -> end(context, End.ANSWERED, answer));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(context, End.CLOSED, new Unheard(Reason.CLOSED, Sentence.of("net.hello-closed"), false));
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    boolean reset = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("reset");
    end(
        context,
        reset ? End.RESET : End.CLOSED,
        new Unheard(
            Reason.CLOSED,
            reset ? Sentence.of("net.hello-reset") : Sentence.of("net.hello-broken"),
            false));
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    end(context, End.CLOSED, new Unheard(Reason.CLOSED, Sentence.of("net.hello-given-up"), false));
  }

  private void end(ChannelHandlerContext context, End end, HelloAnswer answer) {
    if (alarm != null) {
      alarm.cancel(/* mayInterruptIfRunning= */ false);
      alarm = null;
    }
    if (result.isDone()) {
      return;
    }
    if (context.channel().isActive()) {
      EventLoops.unwatched(
          context
              .writeAndFlush(Unpooled.wrappedBuffer(reader.farewell()))
              .addListener(ChannelFutureListener.CLOSE));
    }
    result.complete(new Result(end, answer));
  }
}
