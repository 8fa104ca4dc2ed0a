package dev.mxray.scan;

import dev.mxray.check.reputation.BlockLists;
import dev.mxray.check.reputation.ListTests;
import dev.mxray.net.dns.LoneResolver;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What the scans of one scanner share about block lists.
 *
 * @param lists the lists to ask; they may still be being read
 * @param resolvers whom to ask, each alone, in order of preference
 * @param tests which lists work
 */
record ListService(
    CompletableFuture<BlockLists> lists, List<LoneResolver> resolvers, ListTests tests) {
  ListService {
    resolvers = List.copyOf(resolvers);
  }
}
