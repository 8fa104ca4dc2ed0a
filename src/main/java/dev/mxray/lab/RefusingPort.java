package dev.mxray.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port of 127.0.0.1 that refuses connections: it is taken, so that nobody else listens there. */
final class RefusingPort implements AutoCloseable {
  private final Socket socket = new Socket();

  RefusingPort() {
    try {
      socket.bind(LabListener.loopback(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InetSocketAddress address() {
    return LabListener.loopback(socket.getLocalPort());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
