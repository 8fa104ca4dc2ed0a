package dev.mxray.lab;

import dev.mxray.lab.LabSmtpBehaviour.Tls;
import io.netty.channel.Channel;
import io.netty.channel.IoEventLoopGroup;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An IMAP, POP3 or ManageSieve server on an ephemeral port of 127.0.0.1 that behaves as it is told,
 * and remembers what it was told by clients. There is no mailbox, and nobody gets in.
 *
 * <p>Starting and closing wait for the sockets, so neither may be called on an event loop.
 */
public final class LabMailbox implements AutoCloseable {
  /** How many commands are remembered; later ones are only carried out. */
  public static final int MAX_REMEMBERED = 10_000;

  /** RFC 9051 §5.4 asks for at least half an hour after a login; before it, less will do. */
  private static final int IDLE_SECONDS = 300;

  private final LabMailboxBehaviour behaviour;
  private final @Nullable SSLContext tls;
  private final @Nullable IoEventLoopGroup ownGroup;
  private final LabListener listener;

  private final Object lock = new Object();
  private final List<String> commands = new ArrayList<>();

  private LabMailbox(
      LabMailboxBehaviour behaviour, IoEventLoopGroup group, @Nullable IoEventLoopGroup ownGroup) {
    this.behaviour = behaviour;
    Tls wanted = behaviour.tls();
    this.tls = wanted == null ? null : LabTls.context(wanted.certificate());
    this.ownGroup = ownGroup;
    this.listener = new LabListener(group, this::connected);
  }

  /**
   * Starts a server with a thread of its own.
   *
   * @throws UncheckedIOException when there is no port for it
   */
  public static LabMailbox start(LabMailboxBehaviour behaviour) {
    IoEventLoopGroup own = LabListener.ownLoop("mxray-lab-mailbox");
    try {
      return new LabMailbox(behaviour, own, own);
    } catch (RuntimeException e) {
      LabListener.shutDown(own);
      throw e;
    }
  }

  /**
   * Starts a server on event loops of somebody else, who also shuts them down.
   *
   * @param group event loops for NIO or epoll
   * @throws UncheckedIOException when there is no port for it
   */
  public static LabMailbox start(LabMailboxBehaviour behaviour, IoEventLoopGroup group) {
    return new LabMailbox(behaviour, group, null);
  }

  /** Where the server listens. */
  public InetSocketAddress address() {
    return listener.address();
  }

  /** How many connections came in all. */
  public int connections() {
    return listener.total();
  }

  /** How many connections are open now. */
  public int open() {
    return listener.open();
  }

  /** The first {@value #MAX_REMEMBERED} commands in the order of their arrival. */
  public List<String> commands() {
    synchronized (lock) {
      return List.copyOf(commands);
    }
  }

  /** Closes the port and every connection, and ends the server's own thread. */
  @Override
  public void close() {
    listener.close();
    if (ownGroup != null) {
      LabListener.shutDown(ownGroup);
    }
  }

  void remember(String command) {
    synchronized (lock) {
      if (commands.size() < MAX_REMEMBERED) {
        commands.add(command);
      }
    }
  }

  void parted(Channel channel) {
    listener.parted(channel);
  }

  private void connected(Channel channel, int number, int held) {
    channel
        .pipeline()
        .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
        .addLast(LabTalk.handler(new LabMailboxSession(this, behaviour, tls, channel)));
  }
}
