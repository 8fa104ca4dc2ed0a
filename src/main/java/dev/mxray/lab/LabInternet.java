package dev.mxray.lab;

import dev.mxray.address.IpAddress;
import dev.mxray.lab.LabBehaviour.Way;
import dev.mxray.net.guard.Route;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A small internet on the loopback: one resolver over some zones, and servers at addresses that
 * look public. {@link #route} leads a scanner from those addresses to the loopback, so that nothing
 * is sent anywhere else:
 *
 * <pre>{@code
 * try (var internet =
 *     LabInternet.builder(Zones.parse("..."))
 *         .smtp(LabSmtpBehaviour.of("mx.example.com"), 25, "25.0.0.1", "2e00:25::1")
 *         .start()) {
 *   Scanner.builder().resolvers(internet.dns().spec()).route(internet.route()) ...
 * }
 * }</pre>
 *
 * <p>Starting and closing wait for the sockets, so neither may be called on an event loop.
 */
public final class LabInternet implements AutoCloseable {
  private static final int MAX_THREADS = 4;
  private static final int HTTPS = 443;

  private final IoEventLoopGroup group;
  private final List<Runnable> closing = new ArrayList<>();
  private final Map<Place, InetSocketAddress> places = new LinkedHashMap<>();
  private final Map<Place, LabSmtp> smtp = new LinkedHashMap<>();
  private final Map<Place, LabHttps> https = new LinkedHashMap<>();
  private final List<MailServer> mailServers = new ArrayList<>();
  private final LabDns dns;
  private final InetSocketAddress elsewhere;

  /** What is at an address and a port where there is no server. */
  public enum Nothing {
    /** The connection is refused. */
    REFUSES,
    /** The connection is never answered, as behind a firewall that drops it. */
    SWALLOWS
  }

  /**
   * A mail server.
   *
   * @param host the name by which it goes
   * @param port at which it is reached at its addresses
   * @param listening where it really listens
   */
  public record MailServer(
      String host, List<IpAddress> addresses, int port, InetSocketAddress listening) {
    public MailServer {
      addresses = List.copyOf(addresses);
    }
  }

  /** An address and a port. */
  private record Place(IpAddress address, int port) {}

  private record Listing(LabSmtpBehaviour behaviour, int port, List<Place> places) {}

  private record Site(
      LabCertificate certificate, Map<String, LabHttpsAnswer> answers, List<Place> places) {}

  private LabInternet(Builder builder) {
    int threads = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    this.group =
        new MultiThreadIoEventLoopGroup(
            threads,
            new DefaultThreadFactory("mxray-lab", /* daemon= */ true),
            NioIoHandler.newFactory());
    try {
      this.dns = LabDns.start(builder.zones, Way.PLAIN, 0, group);
      closing.add(dns::close);
      builder.smtp.forEach(this::start);
      builder.https.forEach(this::start);
      this.elsewhere = nothing(builder);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void start(Listing listing) {
    LabSmtp server = LabSmtp.start(listing.behaviour(), group);
    closing.add(server::close);
    mailServers.add(
        new MailServer(
            listing.behaviour().host(),
            listing.places().stream().map(Place::address).toList(),
            listing.port(),
            server.address()));
    for (Place place : listing.places()) {
      places.put(place, server.address());
      smtp.put(place, server);
    }
  }

  private void start(Site site) {
    LabHttps server = LabHttps.start(site.certificate(), site.answers(), group);
    closing.add(server::close);
    for (Place place : site.places()) {
      places.put(place, server.address());
      https.put(place, server);
    }
  }

  private InetSocketAddress nothing(Builder builder) {
    var port = new RefusingPort();
    closing.add(port::close);
    InetSocketAddress refusing = port.address();
    boolean swallows =
        builder.elsewhere == Nothing.SWALLOWS || builder.nothing.containsValue(Nothing.SWALLOWS);
    InetSocketAddress swallowing = swallows ? blackHole() : refusing;
    builder.nothing.forEach(
        (place, kind) -> places.put(place, kind == Nothing.SWALLOWS ? swallowing : refusing));
    return builder.elsewhere == Nothing.SWALLOWS ? swallowing : refusing;
  }

  private InetSocketAddress blackHole() {
    var hole = new BlackHole();
    closing.add(hole::close);
    return hole.address();
  }

  /**
   * A builder of an internet in which connections to where there is no server are refused.
   *
   * @param zones its whole DNS
   */
  public static Builder builder(Zones zones) {
    return new Builder(zones);
  }

  /** The resolver. */
  public LabDns dns() {
    return dns;
  }

  /** From the addresses of this internet to the loopback. */
  public Route route() {
    return this::at;
  }

  private InetSocketAddress at(InetAddress address, int port) {
    return places.getOrDefault(new Place(IpAddress.of(address.getAddress()), port), elsewhere);
  }

  /**
   * The SMTP server at an address and a port.
   *
   * @throws IllegalArgumentException when there is none
   */
  public LabSmtp smtp(String address, int port) {
    LabSmtp server = smtp.get(place(address, port));
    if (server == null) {
      throw new IllegalArgumentException("no SMTP server at " + address + " port " + port);
    }
    return server;
  }

  /**
   * The HTTPS server at an address.
   *
   * @throws IllegalArgumentException when there is none
   */
  public LabHttps https(String address) {
    LabHttps server = https.get(place(address, HTTPS));
    if (server == null) {
      throw new IllegalArgumentException("no HTTPS server at " + address);
    }
    return server;
  }

  /** Its mail servers, in the order in which they were told. */
  public List<MailServer> mailServers() {
    return List.copyOf(mailServers);
  }

  /** Closes all servers and ends their threads. */
  @Override
  public void close() {
    closing.forEach(Runnable::run);
    LabListener.shutDown(group);
  }

  private static Place place(String address, int port) {
    return new Place(
        IpAddress.parse(address)
            .orElseThrow(() -> new IllegalArgumentException("not an address: " + address)),
        port);
  }

  /** Collects what is where. */
  public static final class Builder {
    private final Zones zones;
    private final List<Listing> smtp = new ArrayList<>();
    private final List<Site> https = new ArrayList<>();
    private final Map<Place, Nothing> nothing = new LinkedHashMap<>();
    private Nothing elsewhere = Nothing.REFUSES;

    private Builder(Zones zones) {
      this.zones = zones;
    }

    /** One SMTP server that is reached at a port of some addresses. */
    public Builder smtp(LabSmtpBehaviour behaviour, int port, String... addresses) {
      smtp.add(
          new Listing(
              behaviour, port, Stream.of(addresses).map(address -> place(address, port)).toList()));
      return this;
    }

    /** One HTTPS server that is reached at port 443 of some addresses. */
    public Builder https(
        LabCertificate certificate, Map<String, LabHttpsAnswer> answers, String... addresses) {
      https.add(
          new Site(
              certificate,
              Map.copyOf(answers),
              Stream.of(addresses).map(address -> place(address, HTTPS)).toList()));
      return this;
    }

    /** No server at a port of an address. */
    public Builder nothing(Nothing kind, int port, String address) {
      nothing.put(place(address, port), kind);
      return this;
    }

    /** What is wherever nothing was said about; {@link Nothing#REFUSES} unless said otherwise. */
    public Builder elsewhere(Nothing kind) {
      this.elsewhere = kind;
      return this;
    }

    /**
     * Starts everything.
     *
     * @throws UncheckedIOException when there is no port for something
     */
    public LabInternet start() {
      return new LabInternet(this);
    }
  }
}
