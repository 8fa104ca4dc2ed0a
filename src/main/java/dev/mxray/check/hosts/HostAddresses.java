package dev.mxray.check.hosts;

import dev.mxray.address.IpAddress;
import dev.mxray.check.mx.Exchange;
import dev.mxray.check.mx.MxObservation;
import dev.mxray.check.mx.MxProbe;
import dev.mxray.check.spf.SpfParser;
import dev.mxray.check.spf.SpfSenders;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.Texts;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The public addresses of a domain's mail: those of its exchanges, and those that its own SPF
 * record names one by one ({@code ip4} with /32, {@code ip6} with /128), which its mail is sent
 * from.
 *
 * @param mx the exchanges
 * @param addresses in the order of the exchanges, then in that of the SPF record
 * @param unseen what is not known, because the exchanges, their addresses or the record are not, or
 *     there are too many of them; at most one for each subject
 */
public record HostAddresses(MxObservation mx, List<HostAddress> addresses, List<Unseen> unseen) {
  /** Exchanges, by preference, whose addresses are looked at; senders try far fewer. */
  public static final int MAX_HOSTS = 16;

  /** Addresses of exchanges. */
  public static final int MAX_ADDRESSES = 32;

  /** Addresses of the SPF record. */
  public static final int MAX_SENDERS = 16;

  /** Something whose addresses are not known: the domain, or an exchange. */
  public record Unseen(String subject, Observed.Unknown<?> unknown) {}

  public HostAddresses {
    addresses = List.copyOf(addresses);
    unseen = List.copyOf(unseen);
  }

  /**
   * Finds them: MX and the SPF record at once, then the addresses of the exchanges.
   *
   * @param texts answers the domain's TXT question
   * @param early called with every address as soon as it is known, in any order, on any thread, and
   *     possibly more than once
   */
  public static CompletableFuture<HostAddresses> observe(
      String domain, DnsClient dns, DnsClient texts, Consumer<String> early) {
    Consumer<String> ifPublic =
        address -> {
          if (isPublic(address)) {
            early.accept(address);
          }
        };
    CompletableFuture<Observed<List<String>>> senders =
        texts
            .ask(new Question(domain, RecordType.TXT))
            .thenApply(
                answer -> {
                  Observed<List<String>> named =
                      answer.observed(Texts::joined).map(HostAddresses::senders);
                  named.found().orElse(List.of()).stream().limit(MAX_SENDERS).forEach(ifPublic);
                  return named;
                });
    return MxProbe.locate(domain, dns, MAX_HOSTS, ifPublic).thenCombine(senders, HostAddresses::of);
  }

  /** A domain with more than one record has none that counts (RFC 7208 §4.5). */
  private static List<String> senders(List<String> texts) {
    List<String> records = texts.stream().filter(SpfParser::isSpf).toList();
    return records.size() == 1
        ? SpfSenders.of(SpfParser.parse(records.get(0))).stream()
            .filter(HostAddresses::isPublic)
            .toList()
        : List.of();
  }

  private static boolean isPublic(String address) {
    return IpAddress.parse(address).filter(IpAddress::isGlobalUnicast).isPresent();
  }

  private static HostAddresses of(MxObservation mx, Observed<List<String>> senders) {
    Map<String, List<String>> hosts = hostsByAddress(mx);
    List<String> named = senders.found().orElse(List.of());
    var addresses = new ArrayList<HostAddress>();
    hosts.entrySet().stream()
        .limit(MAX_ADDRESSES)
        .forEach(
            entry ->
                addresses.add(
                    new HostAddress(
                        entry.getKey(), entry.getValue(), named.contains(entry.getKey()))));
    List<String> others = named.stream().filter(one -> !hosts.containsKey(one)).toList();
    others.stream()
        .limit(MAX_SENDERS)
        .forEach(address -> addresses.add(new HostAddress(address, List.of(), true)));
    return new HostAddresses(
        mx, addresses, unseen(mx, hosts.size(), senders, others.size() - MAX_SENDERS));
  }

  private static Map<String, List<String>> hostsByAddress(MxObservation mx) {
    Map<String, List<String>> hosts = new LinkedHashMap<>();
    for (Exchange exchange : mx.hosts().stream().limit(MAX_HOSTS).toList()) {
      for (String address : exchange.addresses()) {
        if (isPublic(address)) {
          List<String> names = hosts.computeIfAbsent(address, first -> new ArrayList<>());
          if (!names.contains(exchange.host())) {
            names.add(exchange.host());
          }
        }
      }
    }
    return hosts;
  }

  private static List<Unseen> unseen(
      MxObservation mx, int addresses, Observed<List<String>> senders, int moreSenders) {
    Map<String, Observed.Unknown<?>> unseen = new LinkedHashMap<>();
    int moreHosts = mx.hosts().size() - MAX_HOSTS;
    int moreAddresses = addresses - MAX_ADDRESSES;
    if (mx.state() == MxObservation.State.UNKNOWN) {
      unknowns(mx.records(), mx.ownAddresses())
          .forEach(unknown -> unseen.putIfAbsent(mx.domain(), unknown));
    } else if (moreHosts > 0) {
      unseen.put(mx.domain(), limit(Sentence.count("hosts.more-exchanges", moreHosts)));
    } else if (moreAddresses > 0) {
      unseen.put(mx.domain(), limit(Sentence.count("hosts.more-addresses", moreAddresses)));
    }
    unknowns(senders).forEach(unknown -> unseen.putIfAbsent(mx.domain(), unknown));
    if (moreSenders > 0) {
      unseen.putIfAbsent(mx.domain(), limit(Sentence.count("hosts.more-senders", moreSenders)));
    }
    mx.hosts().stream()
        .limit(MAX_HOSTS)
        .forEach(
            exchange ->
                unknowns(exchange.ipv4(), exchange.ipv6())
                    .forEach(unknown -> unseen.putIfAbsent(exchange.host(), unknown)));
    return unseen.entrySet().stream()
        .map(entry -> new Unseen(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Stream<Observed.Unknown<?>> unknowns(Observed<?>... observed) {
    return Stream.of(observed)
        .flatMap(
            one -> one instanceof Observed.Unknown<?> unknown ? Stream.of(unknown) : Stream.of());
  }

  private static Observed.Unknown<?> limit(Sentence step) {
    return new Observed.Unknown<>(Reason.LIMIT, step, List.of());
  }
}
