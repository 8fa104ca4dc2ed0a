package dev.mxray.check.ptr;

import dev.mxray.address.IpAddress;
import dev.mxray.check.hosts.HostAddresses;
import dev.mxray.check.ptr.ReverseName.Forward;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Together;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;

/**
 * Looks up the names of the addresses of a domain's mail (RFC 1035 §3.5, RFC 3596 §2.5), and
 * whether these names lead back to the address. Two dependent round trips.
 */
public final class PtrProbe {
  /** Names of one address that are followed; receivers follow no more (RFC 7208 §5.5). */
  public static final int MAX_NAMES = 10;

  private final DnsClient dns;
  private final Map<String, CompletableFuture<ReverseName>> started = new ConcurrentHashMap<>();

  public PtrProbe(DnsClient dns) {
    this.dns = dns;
  }

  /**
   * Asks about an address before it is known whose it is. What is not among those of {@link
   * #observe} in the end is left out there.
   */
  public void start(String address) {
    if (started.size() < HostAddresses.MAX_ADDRESSES) {
      var unused = asked(address);
    }
  }

  /** Looks at the addresses of a domain's mail, all at once. */
  public CompletableFuture<PtrObservation> observe(HostAddresses addresses) {
    return Together.all(
            addresses.addresses().stream()
                .map(one -> asked(one.address()).thenApply(name -> name.of(one)))
                .toList())
        .thenApply(names -> new PtrObservation(names, addresses.unseen()));
  }

  private CompletableFuture<ReverseName> asked(String address) {
    var promise = new CompletableFuture<ReverseName>();
    CompletableFuture<ReverseName> before = started.putIfAbsent(address, promise);
    if (before != null) {
      return before;
    }
    var unused =
        reverse(address)
            .whenComplete(
                (name, bug) -> {
                  if (bug == null) {
                    promise.complete(name);
                  } else {
                    promise.completeExceptionally(bug);
                  }
                });
    return promise;
  }

  private CompletableFuture<ReverseName> reverse(String address) {
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
                      forward ->
                          new ReverseName(address, List.of(), question.name(), names, forward));
            });
  }

  private CompletableFuture<List<Forward>> forward(Observed<List<String>> names, RecordType type) {
    return Together.all(
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
}
