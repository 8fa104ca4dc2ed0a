package dev.mxray.check.ptr;

import dev.mxray.check.hosts.HostAddresses;
import dev.mxray.net.dns.DnsClient;
import java.util.concurrent.CompletableFuture;

/** The reverse DNS check by itself, as a scan runs it. */
final class Reverse {
  private Reverse() {}

  static CompletableFuture<PtrObservation> observe(String domain, DnsClient dns) {
    var probe = new PtrProbe(dns);
    return HostAddresses.observe(domain, dns, dns, probe::start).thenCompose(probe::observe);
  }
}
