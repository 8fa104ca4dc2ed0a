package dev.mxray.net.guard;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where a connection to an address really goes: the internet itself, or a lab on the loopback. */
public interface Route {
  /** The internet itself. */
  Route DIRECT = InetSocketAddress::new;

  /** The socket address to dial for an address and a port. */
  InetSocketAddress to(InetAddress address, int port);
}
