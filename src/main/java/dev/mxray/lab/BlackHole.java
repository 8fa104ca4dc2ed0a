package dev.mxray.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A port of 127.0.0.1 that never answers a connection, as if a firewall dropped it: it listens,
 * accepts nobody, and its queue is full, so that Linux drops what comes. Other systems may answer
 * otherwise.
 */
final class BlackHole implements AutoCloseable {
  /** The shortest queue that can be asked for; Linux lets one more in. */
  private static final int QUEUE = 1;

  private static final int MOST_TO_FILL = 8;

  private final ServerSocket socket;
  private final List<SocketChannel> queued = new ArrayList<>();

  BlackHole() {
    try {
      socket = new ServerSocket(0, QUEUE, LabListener.loopback(0).getAddress());
      fill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InetSocketAddress address() {
    return LabListener.loopback(socket.getLocalPort());
  }

  /** On the loopback a connection that is let in is there at once. */
  private void fill() throws IOException {
    boolean letIn = true;
    for (int i = 0; letIn && i < MOST_TO_FILL; i++) {
      SocketChannel client = SocketChannel.open();
      queued.add(client);
      client.configureBlocking(false);
      letIn = client.connect(address()) || client.finishConnect();
    }
  }

  @Override
  public void close() {
    try {
      for (SocketChannel client : queued) {
        client.close();
      }
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
