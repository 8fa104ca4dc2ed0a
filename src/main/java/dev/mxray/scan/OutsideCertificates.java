package dev.mxray.scan;

import dev.mxray.check.smtp.TlsWishes;
import dev.mxray.check.tls.Outside;
import dev.mxray.check.tls.TlsProbe;
import dev.mxray.check.web.CertificateFetch;
import dev.mxray.net.http.PlainClient;
import dev.mxray.observe.Ending;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who finds out more about certificates than servers show, where the user asks for it. */
final class OutsideCertificates {
  private OutsideCertificates() {}

  static Outside of(
      TlsWishes wishes,
      @Nullable PlainClient client,
      ScanDns dns,
      TlsProbe tls,
      CompletableFuture<Ending.How> stop) {
    if (client == null || (!wishes.fetchIssuers() && !wishes.revocation())) {
      return Outside.NOBODY;
    }
    var fetch =
        new CertificateFetch(client, dns.limited(CertificateFetch.MAX_QUESTIONS), tls, stop);
    Outside issuers = wishes.fetchIssuers() ? fetch::completed : Outside.NOBODY;
    Outside revocation = wishes.revocation() ? fetch::asked : Outside.NOBODY;
    return servers -> issuers.complete(servers).thenCompose(revocation::complete);
  }
}
