package dev.mxray.watch;

import dev.mxray.address.IpAddress;
import dev.mxray.domain.Domain;
import dev.mxray.report.Report;
import dev.mxray.store.AddressReport;
import dev.mxray.store.Profile;
import java.util.concurrent.CompletionStage;

/** Looks at what is watched. */
public interface Looker extends AutoCloseable {
  /** Scans a domain as far as a profile goes; completes at the deadline at the latest. */
  CompletionStage<Report> look(Domain domain, Profile profile);

  /** Asks lists about an address. */
  CompletionStage<AddressReport> look(IpAddress address);

  @Override
  void close();
}
