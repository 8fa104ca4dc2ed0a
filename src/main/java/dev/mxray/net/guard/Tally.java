package dev.mxray.net.guard;

import dev.mxray.address.IpAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the connections that came about, port by port. Safe for use by several threads. */
public final class Tally {
  private final Map<Target, Integer> connections = new ConcurrentHashMap<>();

  private record Target(IpAddress address, int port) {}

  void count(IpAddress address, int port) {
    connections.merge(new Target(address, port), 1, Integer::sum);
  }

  /** Connections to this port so far. */
  public int connections(IpAddress address, int port) {
    return connections.getOrDefault(new Target(address, port), 0);
  }
}
