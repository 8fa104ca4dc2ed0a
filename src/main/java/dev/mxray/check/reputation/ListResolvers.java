package dev.mxray.check.reputation;

import dev.mxray.net.dns.DnsClient;
import dev.mxray.net.dns.LoneResolver;
import dev.mxray.observe.Reason;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Whom one scan asks about lists: some resolvers, each alone, in order of preference.
 *
 * @param questions for the questions of this scan
 * @param tests the same resolvers, for tests that other scans share
 * @param end completes when the scan has to end
 */
public record ListResolvers(
    List<LoneResolver> questions, List<DnsClient> tests, CompletableFuture<Reason> end) {
  public ListResolvers {
    questions = List.copyOf(questions);
    tests = List.copyOf(tests);
    if (questions.isEmpty() || questions.size() != tests.size()) {
      throw new IllegalArgumentException("one client for tests for each resolver");
    }
  }
}
