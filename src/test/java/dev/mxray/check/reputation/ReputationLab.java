package dev.mxray.check.reputation;

import dev.mxray.check.ZoneClient;
import dev.mxray.check.hosts.HostAddresses;
import dev.mxray.domain.PublicSuffixes;
import dev.mxray.finding.Finding;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.LoneResolver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The check of block lists by itself, over zone text. */
final class ReputationLab {
  /** A domain with one exchange of both families, and a sender of its SPF record. */
  static final String MAIL =
      """
      example.com.    MX 10 mx.example.com.
      mx.example.com. A 25.0.2.1
      mx.example.com. AAAA 2e00:25::1
      example.com.    TXT "v=spf1 mx ip4:25.0.2.9 -all"
      """;

  /** Two lists that work, one of addresses and one of domains. */
  static final String LISTS =
      """
      zen.spamhaus.org. SOA ns.spamhaus.org. h.spamhaus.org. 1 2 3 4 5
      2.0.0.127.zen.spamhaus.org. A 127.0.0.2
      2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.zen.spamhaus.org. A 127.0.0.2
      test.dbl.spamhaus.org. A 127.0.1.2
      """;

  static final BlockLists ZEN_AND_DBL = lists("zen.spamhaus.org", "dbl.spamhaus.org");

  private ReputationLab() {}

  /** Lists in the form of a file, one item each. */
  static BlockLists lists(String... items) {
    var text = new StringBuilder("lists:\n");
    for (String item : items) {
      text.append("  - ").append(item).append('\n');
    }
    return BlockLists.parse("test", text.toString());
  }

  static ReputationObservation observe(BlockLists lists, String zone) {
    var client = new ZoneClient(zone);
    return observe(lists, client, client);
  }

  /** Everything else is asked of the first client, the lists of all others in this order. */
  static ReputationObservation observe(BlockLists lists, DnsClient dns, DnsClient... resolvers) {
    return start(lists, dns, new ListTests(), resolvers).orTimeout(10, TimeUnit.SECONDS).join();
  }

  static CompletableFuture<ReputationObservation> start(
      BlockLists lists, DnsClient dns, ListTests tests, DnsClient... resolvers) {
    List<LoneResolver> lone =
        Stream.of(resolvers)
            .map(one -> one instanceof LoneResolver already ? already : LoneResolver.of(one))
            .toList();
    var probe =
        new ReputationProbe(
            "example.com",
            lists,
            tests,
            new ListResolvers(lone, List.copyOf(lone), new CompletableFuture<>()),
            PublicSuffixes::bundled);
    probe.start();
    return HostAddresses.observe("example.com", dns, dns, probe::start).thenCompose(probe::observe);
  }

  static List<Finding> judge(BlockLists lists, String zone) {
    return ReputationRules.judge(observe(lists, zone));
  }

  /** Subject, list and what came of it, in words. */
  static List<String> words(ReputationObservation seen) {
    return seen.answers().stream()
        .map(
            one ->
                one.subject()
                    + " "
                    + one.list().name()
                    + " "
                    + one.verdict().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))
        .toList();
  }
}
