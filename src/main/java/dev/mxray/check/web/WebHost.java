package dev.mxray.check.web;

import dev.mxray.address.IpAddress;
import dev.mxray.domain.SpecialUseNames;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A host with the addresses at which its files are.
 *
 * @param name A-labels, no final dot
 * @param ipv4 its A records
 * @param ipv6 its AAAA records; unknown also when they came much later than the others
 * @param aliases the CNAME targets on the way to the addresses; empty when the name is no alias
 */
public record WebHost(
    String name,
    Observed<List<IpAddress>> ipv4,
    Observed<List<IpAddress>> ipv6,
    List<String> aliases) {

  /** How long the addresses of one family wait for those of the other. */
  private static final long PATIENCE_MILLIS = 300;

  public WebHost {
    aliases = List.copyOf(aliases);
  }

  /** Asks for both families at once; one that has an address does not wait long for the other. */
  public static CompletableFuture<WebHost> find(String name, DnsClient dns) {
    if (SpecialUseNames.isLocalhost(name)) {
      // RFC 6761 §6.3: that is this machine, which has none of the domain's files.
      return CompletableFuture.completedFuture(
          new WebHost(
              name,
              Observed.absent(Observed.Proof.NXDOMAIN),
              Observed.absent(Observed.Proof.NXDOMAIN),
              List.of()));
    }
    CompletableFuture<DnsAnswer> ipv4 = dns.ask(new Question(name, RecordType.A));
    CompletableFuture<DnsAnswer> ipv6 = dns.ask(new Question(name, RecordType.AAAA));
    return ipv4.thenCombine(late(ipv6, ipv4), (four, six) -> of(name, four, six));
  }

  private static CompletableFuture<DnsAnswer> late(
      CompletableFuture<DnsAnswer> ipv6, CompletableFuture<DnsAnswer> ipv4) {
    return ipv4.thenCompose(
        four ->
            four.status() == DnsAnswer.Status.FOUND
                ? ipv6.copy()
                    .completeOnTimeout(
                        DnsAnswer.unknown(
                            new Question(four.question().name(), RecordType.AAAA),
                            Reason.TIMEOUT,
                            List.of(),
                            PATIENCE_MILLIS),
                        PATIENCE_MILLIS,
                        TimeUnit.MILLISECONDS)
                : ipv6);
  }

  private static WebHost of(String name, DnsAnswer ipv4, DnsAnswer ipv6) {
    List<String> aliases = ipv4.aliases().isEmpty() ? ipv6.aliases() : ipv4.aliases();
    return new WebHost(
        name,
        ipv4.observed(record -> IpAddress.of(record.rdataToWireCanonical())),
        ipv6.observed(record -> IpAddress.of(record.rdataToWireCanonical())),
        aliases.stream().map(alias -> alias.toLowerCase(Locale.ROOT)).toList());
  }

  /** All addresses, the families by turns, IPv4 first. */
  List<IpAddress> addresses() {
    List<IpAddress> four = ipv4.found().orElse(List.of());
    List<IpAddress> six = ipv6.found().orElse(List.of());
    return Stream.iterate(0, i -> i + 1)
        .limit(Math.max(four.size(), six.size()))
        .flatMap(i -> Stream.concat(four.stream().skip(i).limit(1), six.stream().skip(i).limit(1)))
        .toList();
  }
}
