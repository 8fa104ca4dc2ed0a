package dev.mxray.check.web;

import dev.mxray.check.tls.TlsProbe;
import dev.mxray.net.http.Fetched;
import dev.mxray.net.http.WebClient;
import dev.mxray.net.http.WebRequest;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Asks hosts for files, and tells apart what is the host's doing and what is not. */
public final class WebProbe {
  /** Then nothing is known about the server. */
  private static final Set<How> NOT_THE_HOST =
      Set.of(How.UNREACHABLE, How.FORBIDDEN, How.DEADLINE, How.INTERRUPTED);

  private final WebClient web;
  private final TlsProbe tls;
  private final CompletableFuture<How> stop;

  /**
   * @param tls verifies the servers' certificates
   * @param stop ends everything when it completes
   */
  public WebProbe(WebClient web, TlsProbe tls, CompletableFuture<How> stop) {
    this.web = web;
    this.tls = tls;
    this.stop = stop;
  }

  /** Asks for a file as soon as the addresses of its host are known. */
  public CompletableFuture<WebObservation> get(
      WebRequest request, CompletableFuture<WebHost> host) {
    return host.thenCompose(found -> get(request, found));
  }

  private CompletableFuture<WebObservation> get(WebRequest request, WebHost host) {
    if (host.addresses().isEmpty()) {
      return CompletableFuture.completedFuture(withoutAddress(host));
    }
    return web.get(request, host.addresses(), tls::verify, stop)
        .thenApply(fetched -> observation(request, fetched));
  }

  private static WebObservation withoutAddress(WebHost host) {
    Observed<?> unseen = host.ipv4().isUnknown() ? host.ipv4() : host.ipv6();
    if (unseen.unknown().isPresent()) {
      return new WebObservation.Unseen(unseen.unknown().get());
    }
    boolean nowhere = host.ipv4().isNxdomain() && host.ipv6().isNxdomain();
    Sentence end =
        host.aliases().isEmpty()
            ? Sentence.verbatim(host.name())
            : Sentence.of("web.alias", host.name(), host.aliases().get(host.aliases().size() - 1));
    return new WebObservation.Failed(
        nowhere ? Sentence.of("web.no-name", end) : Sentence.of("web.no-address", end), List.of());
  }

  private static WebObservation observation(WebRequest request, Fetched fetched) {
    if (fetched instanceof Fetched.Response response) {
      return new WebObservation.Answer(
          response.address().toString(),
          response.status(),
          response.contentType(),
          response.location(),
          response.body());
    }
    if (fetched instanceof Fetched.Refused refused) {
      return new WebObservation.Unverified(refused.address().toString(), refused.faults());
    }
    var failed = (Fetched.Failed) fetched;
    return NOT_THE_HOST.contains(failed.how())
        ? new WebObservation.Unseen(
            new Observed.Unknown<>(
                failed.how().reason(), "GET " + request.uri(), failed.attempts()))
        : new WebObservation.Failed(failed.told(), failed.attempts());
  }
}
