package dev.mxray.cli;

import dev.mxray.domain.Domain;
import dev.mxray.domain.InvalidDomainException;
import dev.mxray.report.Report;
import dev.mxray.scan.Scanner;

/**
 * The scan of one domain, for commands that show a part of it.
 *
 * @param interrupted true when the user ended it: what the report shows is not the whole
 */
record OneScan(Report report, boolean interrupted) {

  /** Scans, with progress on standard error. */
  static OneScan run(
      Terminal terminal, CommonOptions common, Scanner.Builder builder, Domain domain) {
    try (var progress = new Progress(terminal, common.verbose(), 1);
        Scanner scanner = builder.listener(progress).build();
        var interruption = Interruption.watch(scanner::interrupt)) {
      Report report = scanner.scan(domain).toCompletableFuture().join();
      progress.clear();
      return new OneScan(report, interruption.happened());
    }
  }

  /** The domain that an argument names. */
  static Domain domain(String name) throws UsageException {
    try {
      return Domain.parse(name);
    } catch (InvalidDomainException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
