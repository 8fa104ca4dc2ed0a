package dev.mxray.check.smtp;

import dev.mxray.address.IpAddress;
import dev.mxray.check.smtp.ServerObservation.State;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import dev.mxray.observe.Observed;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The mail servers of a domain.
 *
 * @param domain the scanned domain
 * @param hosts the exchanges that were talked to, or would have been if they had an address, by
 *     preference
 * @param servers each port of each address of these, in the order of the exchanges
 * @param notProbed the exchanges beyond the limit
 * @param unseen what was not talked to, because it is not known or there is too much of it; at most
 *     one for each subject
 */
public record SmtpObservation(
    String domain,
    List<String> hosts,
    List<ServerObservation> servers,
    List<String> notProbed,
    List<Unseen> unseen) {

  /** Exchanges whose silence is needed for a suspicion against the scanner's own network. */
  private static final int SILENT_HOSTS = 2;

  /** Addresses that agree in so many octets are in one network: /24 and /48. */
  private static final int IPV4_NETWORK_OCTETS = 3;

  private static final int IPV6_NETWORK_OCTETS = 6;

  /** Something whose servers are not known: the domain, or an exchange. */
  public record Unseen(String subject, Observed.Unknown<?> unknown) {}

  public SmtpObservation {
    hosts = List.copyOf(hosts);
    servers = List.copyOf(servers);
    notProbed = List.copyOf(notProbed);
    unseen = List.copyOf(unseen);
  }

  /** What is seen by a check that is not made. */
  public static SmtpObservation none(String domain) {
    return new SmtpObservation(domain, List.of(), List.of(), List.of(), List.of());
  }

  /** The same with the servers, and what is not known, of another one. */
  SmtpObservation and(SmtpObservation other) {
    return new SmtpObservation(
        domain,
        hosts,
        Stream.concat(servers.stream(), other.servers.stream()).toList(),
        notProbed,
        Stream.concat(unseen.stream(), other.unseen.stream()).toList());
  }

  /** How many of the exchanges answered EHLO on port 25. */
  public int greeted() {
    return (int)
        servers.stream()
            .filter(server -> server.port() == SmtpPlan.RELAY_PORT && server.ehlo() != null)
            .map(ServerObservation::host)
            .distinct()
            .count();
  }

  /** What the handshakes showed, those of them that came about. */
  public List<TlsObservation> handshakes() {
    return servers.stream().map(ServerObservation::tls).filter(Objects::nonNull).toList();
  }

  /**
   * The same with more known about the handshakes.
   *
   * @param handshakes those of {@link #handshakes}, in that order
   */
  SmtpObservation withHandshakes(List<TlsObservation> handshakes) {
    Iterator<TlsObservation> next = handshakes.iterator();
    return new SmtpObservation(
        domain,
        hosts,
        servers.stream()
            .map(server -> server.tls() == null ? server : server.with(next.next()))
            .toList(),
        notProbed,
        unseen);
  }

  /**
   * The same with the servers marked that could not be reached because nobody on this machine or in
   * this network can reach port 25: it may not connect, or at least two exchanges in different
   * networks are silent there, none answers there, and something answers on another port.
   */
  SmtpObservation withBlocked() {
    List<ServerObservation> silent = servers.stream().filter(SmtpObservation::isSilent).toList();
    boolean blocked =
        silent.stream().map(ServerObservation::host).distinct().count() >= SILENT_HOSTS
            && networks(silent) >= SILENT_HOSTS
            && servers.stream().filter(SmtpObservation::answers).noneMatch(this::isRelay)
            && servers.stream().anyMatch(SmtpObservation::answers);
    return new SmtpObservation(
        domain,
        hosts,
        servers.stream()
            .map(
                server ->
                    server.ending().how() == How.FORBIDDEN || (blocked && isSilent(server))
                        ? server.in(State.BLOCKED)
                        : server)
            .toList(),
        notProbed,
        unseen);
  }

  private boolean isRelay(ServerObservation server) {
    return server.port() == SmtpPlan.RELAY_PORT;
  }

  private static boolean isSilent(ServerObservation server) {
    Ending ending = server.ending();
    return server.port() == SmtpPlan.RELAY_PORT
        && ending.step() == Step.CONNECT
        && ending.how() == How.TIMEOUT;
  }

  /** Something came back, be it a refusal. */
  private static boolean answers(ServerObservation server) {
    Ending ending = server.ending();
    return ending.step() != Step.CONNECT
        || ending.how() == How.REFUSED
        || ending.how() == How.RESET;
  }

  private static long networks(List<ServerObservation> servers) {
    Set<List<Byte>> networks =
        servers.stream()
            .flatMap(server -> IpAddress.parse(server.address()).stream())
            .map(SmtpObservation::network)
            .collect(Collectors.toSet());
    return networks.size();
  }

  private static List<Byte> network(IpAddress address) {
    byte[] octets =
        Arrays.copyOf(
            address.octets(), address.isIpv4() ? IPV4_NETWORK_OCTETS : IPV6_NETWORK_OCTETS);
    return Stream.iterate(0, i -> i < octets.length, i -> i + 1).map(i -> octets[i]).toList();
  }
}
