package dev.mxray.check.ptr;

import dev.mxray.address.IpAddress;
import dev.mxray.check.mx.Exchange;
import dev.mxray.check.mx.MxObservation;
import dev.mxray.check.ptr.PtrObservation.Unseen;
import dev.mxray.check.ptr.ReverseName.Forward;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;

/**
 * Looks up the names of the exchanges' addresses (RFC 1035 §3.5, RFC 3596 §2.5), and whether these
 * names lead back to the address. Two dependent round trips; nothing is asked about addresses that
 * are not public.
 */
public final class PtrProbe {
  /** Exchanges, by preference, whose addresses are looked up; senders try far fewer. */
  public static final int MAX_HOSTS = 16;

  /** Addresses that are looked up. */
  public static final int MAX_ADDRESSES = 32;

  /** Names of one address that are followed; receivers follow no more (RFC 7208 §5.5). */
  public static final int MAX_NAMES = 10;

  private final DnsClient dns;

  private PtrProbe(DnsClient dns) {
    this.dns = dns;
  }

  /** Looks at the addresses of a domain's exchanges, all at once. */
  public static CompletableFuture<PtrObservation> observe(MxObservation mx, DnsClient dns) {
    Map<String, List<String>> hosts = hostsByAddress(mx);
    var probe = new PtrProbe(dns);
    return all(hosts.entrySet().stream()
            .limit(MAX_ADDRESSES)
            .map(entry -> probe.reverse(entry.getKey(), entry.getValue()))
            .toList())
        .thenApply(addresses -> new PtrObservation(addresses, unseen(mx, hosts.size())));
  }

  private static Map<String, List<String>> hostsByAddress(MxObservation mx) {
    Map<String, List<String>> hosts = new LinkedHashMap<>();
    for (Exchange exchange : mx.hosts().stream().limit(MAX_HOSTS).toList()) {
      for (String address : exchange.addresses()) {
        if (IpAddress.parse(address).filter(IpAddress::isGlobalUnicast).isPresent()) {
          List<String> names = hosts.computeIfAbsent(address, first -> new ArrayList<>());
          if (!names.contains(exchange.host())) {
            names.add(exchange.host());
          }
        }
      }
    }
    return hosts;
  }

  private static List<Unseen> unseen(MxObservation mx, int addresses) {
    Map<String, Observed.Unknown<?>> unseen = new LinkedHashMap<>();
    int moreHosts = mx.hosts().size() - MAX_HOSTS;
    int moreAddresses = addresses - MAX_ADDRESSES;
    if (mx.state() == MxObservation.State.UNKNOWN) {
      unknowns(mx.records(), mx.ownAddresses())
          .forEach(unknown -> unseen.putIfAbsent(mx.domain(), unknown));
    } else if (moreHosts > 0) {
      unseen.put(mx.domain(), limit("PTR of the addresses of " + moreHosts + " more exchanges"));
    } else if (moreAddresses > 0) {
      unseen.put(mx.domain(), limit("PTR of " + moreAddresses + " more addresses"));
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

  private static Observed.Unknown<?> limit(String step) {
    return new Observed.Unknown<>(Reason.LIMIT, step, List.of());
  }

  private CompletableFuture<ReverseName> reverse(String address, List<String> hosts) {
    IpAddress parsed = IpAddress.parse(address).orElseThrow();
    var question = new Question(parsed.reverseName(), RecordType.PTR);
    return dns.ask(question)
        .thenCompose(
            answer -> {
              Observed<List<String>> names =
                  answer
                      .observed(PtrProbe::name)
                      .map(list -> list.stream().distinct().sorted().toList());
              return forward(names, parsed.isIpv4() ? RecordType.A : RecordType.AAAA)
                  .thenApply(
                      forward -> new ReverseName(address, hosts, question.name(), names, forward));
            });
  }

  private CompletableFuture<List<Forward>> forward(Observed<List<String>> names, RecordType type) {
    return all(
        names.found().orElse(List.of()).stream()
            .limit(MAX_NAMES)
            .map(
                name ->
                    dns.ask(new Question(name, type))
                        .thenApply(answer -> new Forward(name, answer.observed(PtrProbe::address))))
            .toList());
  }

  private static String name(Record record) {
    Name name = ((PTRRecord) record).getTarget();
    return name.equals(Name.root)
        ? "."
        : name.toString(/* omitFinalDot= */ true).toLowerCase(Locale.ROOT);
  }

  private static String address(Record record) {
    return IpAddress.of(record.rdataToWireCanonical()).toString();
  }

  private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
        .thenApply(done -> futures.stream().map(future -> future.getNow(null)).toList());
  }
}
