package dev.mxray.lab;

import dev.mxray.lab.LabSmtpBehaviour.Tls;
import io.netty.channel.Channel;
import io.netty.channel.IoEventLoopGroup;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server on an ephemeral port of 127.0.0.1 that behaves as it is told, and remembers what
 * it was told by clients. No mail gets anywhere: it knows no recipient but postmaster and abuse.
 *
 * <p>Starting and closing wait for the sockets, so neither may be called on an event loop.
 */
public final class LabSmtp implements AutoCloseable {
  /** How many commands are remembered; later ones are only carried out. */
  public static final int MAX_REMEMBERED = 10_000;

  /** RFC 5321 §4.5.3.2.7. */
  private static final int IDLE_SECONDS = 300;

  private final LabSmtpBehaviour behaviour;
  private final @Nullable SSLContext tls;
  private final @Nullable IoEventLoopGroup ownGroup;
  private final LabListener listener;

  private final Object lock = new Object();
  private final List<Command> commands = new ArrayList<>();
  private int handshakes;

  /**
   * A line that a client sent.
   *
   * @param connection which connection it came on, from 1
   * @param inside whether inside TLS
   * @param line without its end; octets as ISO 8859-1
   */
  public record Command(int connection, boolean inside, String line) {
    /** The first word, in upper case. */
    public String verb() {
      return line.strip().split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
    }
  }

  private LabSmtp(
      LabSmtpBehaviour behaviour, IoEventLoopGroup group, @Nullable IoEventLoopGroup ownGroup) {
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
  public static LabSmtp start(LabSmtpBehaviour behaviour) {
    IoEventLoopGroup own = LabListener.ownLoop("mxray-lab-smtp");
    try {
      return new LabSmtp(behaviour, own, own);
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
  public static LabSmtp start(LabSmtpBehaviour behaviour, IoEventLoopGroup group) {
    return new LabSmtp(behaviour, group, null);
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

  /** How many connections were held at once, at most; after QUIT one is held no longer. */
  public int mostAtOnce() {
    return listener.mostAtOnce();
  }

  /** How many TLS handshakes were completed. */
  public int handshakes() {
    synchronized (lock) {
      return handshakes;
    }
  }

  /** The first {@value #MAX_REMEMBERED} commands in the order of their arrival. */
  public List<Command> commands() {
    synchronized (lock) {
      return List.copyOf(commands);
    }
  }

  /** The different commands by their first words, in upper case. */
  public Set<String> verbs() {
    var verbs = new TreeSet<String>();
    commands().forEach(command -> verbs.add(command.verb()));
    return verbs;
  }

  /** Closes the port and every connection, and ends the server's own thread. */
  @Override
  public void close() {
    listener.close();
    if (ownGroup != null) {
      LabListener.shutDown(ownGroup);
    }
  }

  void remember(Command command) {
    synchronized (lock) {
      if (commands.size() < MAX_REMEMBERED) {
        commands.add(command);
      }
    }
  }

  void secured() {
    synchronized (lock) {
      handshakes++;
    }
  }

  void parted(Channel channel) {
    listener.parted(channel);
  }

  private void connected(Channel channel, int number, int held) {
    channel
        .pipeline()
        .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
        .addLast(
            LabTalk.handler(
                new LabSmtpSession(
                    this, behaviour, tls, channel, number, held > behaviour.mostConnections())));
  }
}
