package dev.mxray.net.guard;

import dev.mxray.address.IpAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * How many connections may be open at a time: so many to one address, to one network (/24 of IPv4,
 * /48 of IPv6), and in all. An address that has shown that it minds gets one at a time from then
 * on. Who finds no place waits in line. Safe for use by several threads; a place is given on the
 * thread that made it free.
 */
public final class ConnectionBudget {
  /** Mail servers commonly allow a client far more; this is to stay unnoticed. */
  public static final int DEFAULT_PER_ADDRESS = 4;

  /** What a process may open without asking is often 1024 file descriptors. */
  public static final int DEFAULT_IN_ALL = 256;

  /**
   * To one network, as a multiple of what one address may have: farms of servers count together.
   */
  static final int ADDRESSES_PER_NETWORK = 4;

  private static final int IPV4_NETWORK_OCTETS = 3;
  private static final int IPV6_NETWORK_OCTETS = 6;

  /** Addresses that are remembered to mind; the oldest is forgotten first. */
  private static final int MAX_GENTLE = 10_000;

  private final int perAddress;
  private final int inAll;

  /* Guarded by this. */
  private final Map<IpAddress, Set<Place>> open = new HashMap<>();
  private final Map<ByteBuffer, Integer> networks = new HashMap<>();
  private final Set<Place> line = new LinkedHashSet<>();
  private final Map<IpAddress, Boolean> gentle =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<IpAddress, Boolean> eldest) {
          return size() > MAX_GENTLE;
        }
      };
  private int openInAll;

  /**
   * @param perAddress at least 1
   * @param inAll at least 1
   */
  public ConnectionBudget(int perAddress, int inAll) {
    if (perAddress < 1 || inAll < 1) {
      throw new IllegalArgumentException("a budget of no connection at all");
    }
    this.perAddress = perAddress;
    this.inAll = inAll;
  }

  /** Connections that may be open to one address at a time. */
  int perAddress() {
    return perAddress;
  }

  /** A place in line, or inside. */
  public final class Place {
    private final IpAddress address;
    private final CompletableFuture<Place> granted = new CompletableFuture<>();
    private boolean inside;
    private boolean alone;

    private Place(IpAddress address) {
      this.address = address;
    }

    /** Completes when a connection may be opened; never when the place was left before. */
    public CompletableFuture<Place> granted() {
      return granted;
    }

    /** True when there was no other connection to the address since this one was granted. */
    public boolean alone() {
      synchronized (ConnectionBudget.this) {
        return alone;
      }
    }

    /** Gives the place back, from wherever it is; again does nothing. */
    public void leave() {
      List<Place> next;
      synchronized (ConnectionBudget.this) {
        line.remove(this);
        if (!inside) {
          return;
        }
        inside = false;
        openInAll--;
        networks.computeIfPresent(network(address), (key, count) -> count == 1 ? null : count - 1);
        open.computeIfPresent(
            address, (key, places) -> places.remove(this) && places.isEmpty() ? null : places);
        next = admitted();
      }
      next.forEach(place -> place.granted.complete(place));
    }
  }

  /** Joins the line for a connection to this address. */
  public Place enter(IpAddress address) {
    var place = new Place(address);
    List<Place> next;
    synchronized (this) {
      line.add(place);
      next = admitted();
    }
    next.forEach(one -> one.granted.complete(one));
    return place;
  }

  /** The address minds: one connection at a time from now on. */
  public synchronized void slowDown(IpAddress address) {
    gentle.put(address, true);
  }

  /** Connections that are open now, or being opened. */
  public synchronized int open() {
    return openInAll;
  }

  private static ByteBuffer network(IpAddress address) {
    return ByteBuffer.wrap(
        Arrays.copyOf(
            address.octets(), address.isIpv4() ? IPV4_NETWORK_OCTETS : IPV6_NETWORK_OCTETS));
  }

  /** Takes whoever may go in out of the line, in the order of the line. */
  private List<Place> admitted() {
    var admitted = new ArrayList<Place>();
    for (Iterator<Place> places = line.iterator(); places.hasNext() && openInAll < inAll; ) {
      Place place = places.next();
      Set<Place> others = open.getOrDefault(place.address, Set.of());
      ByteBuffer network = network(place.address);
      if (others.size() < (gentle.containsKey(place.address) ? 1 : perAddress)
          && networks.getOrDefault(network, 0) < perAddress * ADDRESSES_PER_NETWORK) {
        networks.merge(network, 1, Integer::sum);
        places.remove();
        place.inside = true;
        place.alone = others.isEmpty();
        others.forEach(other -> other.alone = false);
        open.computeIfAbsent(place.address, key -> new HashSet<>()).add(place);
        openInAll++;
        admitted.add(place);
      }
    }
    return admitted;
  }
}
