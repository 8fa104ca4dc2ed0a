package dev.mxray.scan;

import dev.mxray.check.reputation.BlockLists;
import dev.mxray.check.reputation.ListTests;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.LoneResolver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Block lists for scans without a scanner. */
final class TestLists {
  /** No lists at all. */
  static final ListService NONE = through(BlockLists.none(), ScanDns.switchedOff());

  private TestLists() {}

  /** Lists that are asked through these resolvers, in this order. */
  static ListService through(BlockLists lists, DnsClient... resolvers) {
    return new ListService(
        CompletableFuture.completedFuture(lists),
        Stream.of(resolvers).map(LoneResolver::of).toList(),
        new ListTests());
  }

  /** One list of addresses, in the form of a file. */
  static BlockLists of(String... zones) {
    var text = new StringBuilder("lists:\n");
    for (String zone : List.of(zones)) {
      text.append("  - ").append(zone).append('\n');
    }
    return BlockLists.parse("test", text.toString());
  }
}
