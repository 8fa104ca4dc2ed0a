package dev.mxray.net.dns;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A scripted resolver on loopback: the script turns each query into the messages to send back. */
final class FakeServer implements AutoCloseable {
  /** Says what to send back to one query. */
  interface Script {
    List<byte[]> replies(Message query) throws IOException, InterruptedException;
  }

  final AtomicInteger datagrams = new AtomicInteger();
  final AtomicInteger streams = new AtomicInteger();
  final AtomicInteger connections = new AtomicInteger();
  private final DatagramSocket udp;
  private final Closeable tcp;
  private final int port;

  private FakeServer(DatagramSocket udp, Closeable tcp) {
    this.udp = udp;
    this.tcp = tcp;
    this.port = udp.getLocalPort();
  }

  /** Ports on which nobody listens: no system hands them out. */
  static ResolverSpec nobody(int which) {
    return ResolverSpec.parse("127.0.0." + (1 + which) + ":1");
  }

  /** A server that speaks UDP only; TCP to its port is refused. */
  static FakeServer udp(Script script) {
    // Held without listening, so that nobody else comes to listen there.
    var held = new Socket();
    return onBoth(held, held::bind, script);
  }

  /** A server with another script for TCP on the same port. */
  static FakeServer both(Script udpScript, Script tcpScript) {
    ServerSocket listening = unbound();
    FakeServer server = onBoth(listening, listening::bind, udpScript);
    server.listen(listening, tcpScript);
    return server;
  }

  private interface Binding {
    void bind(SocketAddress address) throws IOException;
  }

  /** A server on a port that is free for UDP and TCP. */
  private static FakeServer onBoth(Closeable stream, Binding binding, Script script) {
    for (int i = 0; ; i++) {
      try {
        var udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        try {
          binding.bind(udp.getLocalSocketAddress());
        } catch (IOException e) {
          udp.close();
          throw e;
        }
        var server = new FakeServer(udp, stream);
        server.background(() -> server.serveDatagrams(script));
        return server;
      } catch (IOException e) {
        if (i == 20) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static ServerSocket unbound() {
    try {
      return new ServerSocket();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server on a stream socket made elsewhere, such as one with TLS. */
  static FakeServer stream(ServerSocket socket, Script script) {
    try {
      var server = new FakeServer(new DatagramSocket(0, InetAddress.getLoopbackAddress()), socket);
      server.listen(socket, script);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  ResolverSpec spec() {
    return ResolverSpec.parse("127.0.0.1:" + port());
  }

  private void background(Runnable task) {
    var thread = new Thread(task, "fake-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void serveDatagrams(Script script) {
    byte[] buffer = new byte[65535];
    try {
      while (!udp.isClosed()) {
        var packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        datagrams.incrementAndGet();
        var query = new Message(java.util.Arrays.copyOf(buffer, packet.getLength()));
        for (byte[] reply : script.replies(query)) {
          udp.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException | InterruptedException e) {
      udp.close(); // the test is over
    }
  }

  private void listen(ServerSocket socket, Script script) {
    background(
        () -> {
          try {
            while (!socket.isClosed()) {
              Socket accepted = socket.accept();
              connections.incrementAndGet();
              background(() -> serveStream(accepted, script));
            }
          } catch (IOException e) {
            udp.close(); // the test is over
          }
        });
  }

  private void serveStream(Socket accepted, Script script) {
    try (accepted) {
      var in = new DataInputStream(accepted.getInputStream());
      while (true) {
        byte[] octets = new byte[in.readUnsignedShort()];
        in.readFully(octets);
        streams.incrementAndGet();
        for (byte[] reply : script.replies(new Message(octets))) {
          byte[] framed = new byte[reply.length + 2];
          framed[0] = (byte) (reply.length >>> 8);
          framed[1] = (byte) reply.length;
          System.arraycopy(reply, 0, framed, 2, reply.length);
          accepted.getOutputStream().write(framed);
        }
      }
    } catch (IOException | InterruptedException e) {
      return; // the client has gone
    }
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A reply with these answer records, in zone file form. */
  static byte[] answer(Message query, String... records) {
    return reply(query, Rcode.NOERROR, List.of(records), List.of()).toWire(65535);
  }

  static byte[] rcode(Message query, int rcode) {
    return reply(query, rcode, List.of(), List.of()).toWire(65535);
  }

  static byte[] negative(Message query, int rcode, String soa) {
    return reply(query, rcode, List.of(), List.of(soa)).toWire(65535);
  }

  static byte[] truncated(Message query) {
    Message reply = reply(query, Rcode.NOERROR, List.of(), List.of());
    reply.getHeader().setFlag(Flags.TC);
    return reply.toWire(65535);
  }

  static byte[] withId(byte[] message, int id) {
    byte[] other = message.clone();
    Replies.setId(other, id);
    return other;
  }

  static Message reply(Message query, int rcode, List<String> answer, List<String> authority) {
    var reply = new Message(query.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.getHeader().setFlag(Flags.RD);
    reply.getHeader().setFlag(Flags.RA);
    reply.getHeader().setRcode(rcode);
    reply.addRecord(query.getQuestion(), Section.QUESTION);
    answer.forEach(text -> reply.addRecord(record(text), Section.ANSWER));
    authority.forEach(text -> reply.addRecord(record(text), Section.AUTHORITY));
    return reply;
  }

  /** A record from {@code name ttl type data}, names absolute. */
  static Record record(String text) {
    String[] parts = text.split(" ", 4);
    try {
      return Record.fromString(
          Name.fromString(parts[0]),
          Type.value(parts[2]),
          DClass.IN,
          Long.parseLong(parts[1]),
          parts[3],
          Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(text, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
