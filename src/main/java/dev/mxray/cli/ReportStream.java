package dev.mxray.cli;

import dev.mxray.domain.Domain;
import dev.mxray.report.Report;
import dev.mxray.scan.Scanner;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Scans a window of domains at a time and gives the reports in the order of the domains. */
final class ReportStream {
  /** Domains that are scanned at the same time. */
  private static final int CONCURRENT_DOMAINS = 8;

  /**
   * A scan that has ended.
   *
   * @param whole false when the user interrupted it: what it saw is printed, and not written
   */
  record Scanned(Report report, boolean whole) {}

  private final Scanner scanner;
  private final Interruption interruption;
  private final Iterator<Domain> domains;
  private int left;
  private final ArrayDeque<CompletableFuture<Scanned>> window = new ArrayDeque<>();

  ReportStream(Scanner scanner, Interruption interruption, Collection<Domain> domains) {
    this.scanner = scanner;
    this.interruption = interruption;
    this.domains = domains.iterator();
    this.left = domains.size();
  }

  /** How many domains nobody has begun to scan. */
  int left() {
    return left;
  }

  /** The next one; null when there is no more. */
  @Nullable Scanned next() {
    while (window.size() < CONCURRENT_DOMAINS && domains.hasNext() && !interruption.happened()) {
      left--;
      window.add(
          scanner
              .scan(domains.next())
              .thenApply(report -> new Scanned(report, !interruption.happened()))
              .toCompletableFuture());
    }
    CompletableFuture<Scanned> first = window.poll();
    return first == null ? null : first.join();
  }
}
