package dev.mxray.net.tls;

import dev.mxray.net.tls.TlsFailureException.Kind;
import dev.mxray.text.Sentence;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A TLS client in a Netty pipeline, for looking at servers: certificates are recorded and never a
 * reason to stop, and the handshake is completed so that the dialogue can go on inside.
 *
 * <p>Add it in front of everything else ({@code addFirst}), on a fresh connection for implicit TLS,
 * or after the server's positive reply to STARTTLS has been read. The handshake starts as soon as
 * the channel is active. What handlers behind it read and write is the plaintext inside; writing
 * before {@link #handshake()} is complete fails. Closing the channel sends close_notify first.
 *
 * <p>All of it happens on the channel's event loop, the arithmetic too: some milliseconds for a
 * handshake once the code is warm. {@link TlsPreparation} makes it so in the background. What the
 * server can make it cost is bounded: octets, message sizes, key sizes, time.
 *
 * <p>When the handshake fails, {@link #handshake()} completes exceptionally and the channel is
 * closed; when something breaks later, a {@link TlsFailureException} travels down the pipeline as
 * {@code exceptionCaught}, and the channel is closed.
 */
public final class TlsClientHandler extends ChannelDuplexHandler {
  /** How long a handshake may take unless told otherwise. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(15);

  /** Octets of a whole handshake: the largest chain that is taken, and as much again. */
  private static final int MAX_HANDSHAKE_BYTES = 4 * TlsSession.MAX_CHAIN_BYTES;

  /**
   * Octets that a server may make us send by its own doing (refused renegotiations, key updates).
   */
  private static final int MAX_PROTOCOL_OUTPUT = 65_536;

  /** Octets of an answer that is not TLS which are shown. */
  private static final int MAX_SHOWN = 60;

  private final TlsOffer offer;
  private final @Nullable String serverName;
  private final Duration timeout;
  private final CompletableFuture<TlsSession> handshake = new CompletableFuture<>();
  private final LookingProtocol protocol = new LookingProtocol();
  private final byte[] firstBytes = new byte[MAX_SHOWN];

  private @Nullable LookingClient client;
  private @Nullable ScheduledFuture<?> alarm;
  private int firstLength;
  private int handshakeBytes;
  private int protocolOutput;
  private boolean ended;
  private @Nullable TlsFailureException cause;
  private boolean delivered;

  /**
   * A handler with the default time limit.
   *
   * @param serverName for the server name indication (RFC 6066 §3), in A-labels; null for none, as
   *     for address literals
   */
  public TlsClientHandler(TlsOffer offer, @Nullable String serverName) {
    this(offer, serverName, DEFAULT_TIMEOUT);
  }

  /**
   * A handler with a time limit, counted from when the handshake starts.
   *
   * @param serverName for the server name indication (RFC 6066 §3), in A-labels; null for none, as
   *     for address literals
   */
  public TlsClientHandler(TlsOffer offer, @Nullable String serverName, Duration timeout) {
    this.offer = offer;
    this.serverName = serverName;
    this.timeout = timeout;
  }

  /**
   * What the handshake showed; exceptionally a {@link TlsFailureException}. Completed on the event
   * loop, before anything that was sent inside is passed on.
   */
  public CompletableFuture<TlsSession> handshake() {
    return handshake;
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
    context.fireChannelActive();
  }

  private void start(ChannelHandlerContext context) {
    if (client != null || ended) {
      return;
    }
    client =
        new LookingClient(
            offer,
            serverName,
            new RecordingCrypto(new SecureRandom()),
            CipherSuites.registered(),
            protocol.tickets());
    alarm =
        context
            .executor()
            .schedule(
                () ->
                    fail(
                        context,
                        TlsFailureException.of(
                            Kind.TIMEOUT, Sentence.of("net.handshake-late", timeout.toMillis()))),
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
    try {
      protocol.connect(client);
      send(context, /* voluntary= */ true);
      context.read();
    } catch (IOException | RuntimeException e) {
      fail(context, broken(e));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      context.fireChannelRead(message);
      return;
    }
    byte[] input;
    try {
      input = ByteBufUtil.getBytes(bytes);
    } finally {
      bytes.release();
    }
    if (!ended) {
      take(context, input);
    }
  }

  private void take(ChannelHandlerContext context, byte[] input) {
    remember(input);
    if (!handshake.isDone() && firstLength > 0 && !Breakage.isContentType(firstBytes[0])) {
      fail(
          context,
          Breakage.notTls(
              firstBytes, firstLength)); // also when it is shorter than the header of a record
      return;
    }
    try {
      protocol.offerInput(input);
    } catch (IOException | RuntimeException e) {
      cause = broken(e); // an alert that cannot be sent any more closes the connection
      trySend(context);
      complete();
      deliver(context);
      fail(context, cause);
      return;
    }
    trySend(context);
    complete();
    deliver(context);
    if (protocol.isClosed()) {
      fail(context, TlsFailureException.of(Kind.CLOSED, Sentence.of("net.close-notify")));
    } else if (!handshake.isDone() && handshakeBytes > MAX_HANDSHAKE_BYTES) {
      fail(
          context,
          TlsFailureException.of(Kind.GARBAGE, Sentence.of("net.handshake-long", handshakeBytes)));
    } else if (protocolOutput > MAX_PROTOCOL_OUTPUT) {
      fail(context, TlsFailureException.of(Kind.GARBAGE, Sentence.of("net.handshake-endless")));
    }
  }

  private void remember(byte[] input) {
    if (!handshake.isDone()) {
      int more = Math.min(input.length, MAX_SHOWN - firstLength);
      System.arraycopy(input, 0, firstBytes, firstLength, more);
      firstLength += more;
      handshakeBytes += input.length;
    }
  }

  private void complete() {
    TlsSession session = client == null ? null : client.session();
    if (session != null && !handshake.isDone()) {
      disarm();
      handshake.complete(session);
    }
  }

  /** Passes on what came inside. */
  private void deliver(ChannelHandlerContext context) {
    int available = protocol.getAvailableInputBytes();
    if (available > 0 && !ended) {
      byte[] plain = new byte[available];
      int length = protocol.readInput(plain, 0, available);
      delivered = true;
      context.fireChannelRead(Unpooled.wrappedBuffer(plain, 0, length));
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (!delivered && !ended && !context.channel().config().isAutoRead()) {
      context.read();
    }
    delivered = false;
    context.fireChannelReadComplete();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!(message instanceof ByteBuf bytes)) {
      ReferenceCountUtil.release(message);
      promise.setFailure(new IllegalArgumentException("only octets can be sent inside TLS"));
      return;
    }
    byte[] plain;
    try {
      plain = ByteBufUtil.getBytes(bytes);
    } finally {
      bytes.release();
    }
    if (ended || client == null || client.session() == null) {
      promise.setFailure(new IllegalStateException("there is no TLS session to write into"));
      return;
    }
    try {
      protocol.writeApplicationData(plain, 0, plain.length);
      var unused = context.write(output(), promise);
    } catch (IOException | RuntimeException e) {
      promise.setFailure(e);
      fail(context, broken(e));
    }
  }

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (!ended) {
      goodbye(context);
      end(TlsFailureException.of(Kind.CLOSED, Sentence.of("net.closed-before-tls")));
    }
    var unused = context.close(promise);
  }

  /** Sends close_notify, as far as the connection takes it. */
  private void goodbye(ChannelHandlerContext context) {
    if (client != null) {
      try {
        protocol.close();
      } catch (IOException | RuntimeException e) {
        // It is being closed anyway.
      }
      trySend(context);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(TlsFailureException.of(Kind.CLOSED, closedWords()));
    context.fireChannelInactive();
  }

  private Sentence closedWords() {
    return firstLength == 0
        ? Sentence.of("net.closed-at-hello")
        : Sentence.of("net.closed-in-handshake");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    boolean during = !handshake.isDone();
    fail(context, Breakage.ofConnection(cause));
    if (!during) {
      context.fireExceptionCaught(cause);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    end(TlsFailureException.of(Kind.CLOSED, Sentence.of("net.tls-given-up")));
  }

  /** Ends TLS and the connection; tells whoever waits, or comes later in the pipeline. */
  private void fail(ChannelHandlerContext context, TlsFailureException failure) {
    if (ended) {
      return;
    }
    boolean during = !handshake.isDone();
    end(failure);
    if (!during && failure.kind() != Kind.CLOSED && failure.kind() != Kind.RESET) {
      context.fireExceptionCaught(failure);
    }
    var unused = context.close();
  }

  private void end(TlsFailureException failure) {
    ended = true;
    disarm();
    handshake.completeExceptionally(cause == null ? failure : cause);
  }

  private void disarm() {
    if (alarm != null) {
      alarm.cancel(/* mayInterruptIfRunning= */ false);
      alarm = null;
    }
  }

  private void trySend(ChannelHandlerContext context) {
    if (protocol.getAvailableOutputBytes() > 0) {
      send(context, /* voluntary= */ !handshake.isDone());
    }
  }

  private void send(ChannelHandlerContext context, boolean voluntary) {
    ByteBuf output = output();
    if (!voluntary) {
      protocolOutput += output.readableBytes();
    }
    context.writeAndFlush(output).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  private ByteBuf output() {
    byte[] bytes = new byte[protocol.getAvailableOutputBytes()];
    int length = protocol.readOutput(bytes, 0, bytes.length);
    return Unpooled.wrappedBuffer(bytes, 0, length);
  }

  private TlsFailureException broken(Exception cause) {
    return Breakage.of(cause, client == null ? -1 : client.alertReceived());
  }
}
