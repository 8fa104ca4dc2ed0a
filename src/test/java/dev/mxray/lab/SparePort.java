package dev.mxray.lab;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for those who cannot be handed an open socket: a daemon, or whoever opens one twice. They
 * are below those that a system gives to whoever asks for any, so none is taken between being found
 * free and being opened. Each is given once in a process, and processes begin at different ones.
 */
public final class SparePort {
  private static final int FIRST = 12_000;

  /** Linux hands out ports from 32768. */
  private static final int END = 32_000;

  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % (END - FIRST)));

  private SparePort() {}

  /** A port of this address that is free for UDP and TCP. */
  public static int on(InetAddress address) {
    for (int tries = 0; tries < END - FIRST; tries++) {
      int port = FIRST + NEXT.getAndIncrement() % (END - FIRST);
      if (isFree(address, port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port is free on " + address);
  }

  private static boolean isFree(InetAddress address, int port) {
    try {
      new ServerSocket(port, 1, address).close();
      new DatagramSocket(port, address).close();
      return true;
    } catch (IOException e) {
      return false; // somebody is there
    }
  }
}
