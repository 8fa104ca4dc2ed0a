package dev.mxray.check.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mxray.address.IpAddress;
import dev.mxray.check.tls.TlsProbe;
import dev.mxray.check.tls.TrustAnchors;
import dev.mxray.net.http.Fetched;
import dev.mxray.net.http.ServerCheck;
import dev.mxray.net.http.WebClient;
import dev.mxray.net.http.WebRequest;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Ending.How;
import dev.mxray.text.Sentence;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A web that answers some URIs as it was told, at once, and refuses all other connections. */
public final class FakeWeb implements WebClient {
  private static final IpAddress ADDRESS = IpAddress.parse("25.0.0.1").orElseThrow();

  private final Map<String, Fetched> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  /** Status 200 with this text. */
  public FakeWeb with(String uri, String contentType, String body) {
    return with(uri, contentType, body.getBytes(UTF_8));
  }

  /** Status 200 with these octets. */
  public FakeWeb with(String uri, String contentType, byte[] body) {
    answers.put(uri, new Fetched.Response(ADDRESS, 200, contentType, null, body));
    return this;
  }

  /** Any answer. */
  public FakeWeb with(String uri, Fetched answer) {
    answers.put(uri, answer);
    return this;
  }

  /** Another status. */
  public FakeWeb status(String uri, int status) {
    return with(uri, new Fetched.Response(ADDRESS, status, null, "/moved", new byte[0]));
  }

  /** A server that cannot prove its name. */
  public FakeWeb refused(String uri, String fault) {
    return with(uri, new Fetched.Refused(ADDRESS, List.of(Sentence.verbatim(fault))));
  }

  /** No answer, and not because of the server. */
  public FakeWeb unreachable(String uri) {
    return with(uri, new Fetched.Failed(How.UNREACHABLE, "network unreachable", List.of()));
  }

  /** What was asked for, in order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** A probe of this web. */
  public WebProbe probe() {
    return new WebProbe(
        this,
        new TlsProbe(() -> TrustAnchors.of(List.of()), Clock.systemUTC(), Runnable::run),
        new CompletableFuture<>());
  }

  @Override
  public CompletableFuture<Fetched> get(
      WebRequest request,
      List<IpAddress> addresses,
      ServerCheck check,
      CompletableFuture<How> stop) {
    String uri = request.uri().toString();
    asked.add(uri);
    Fetched refused =
        new Fetched.Failed(
            How.REFUSED,
            "connection: connection refused",
            List.of(new Attempt(request.uri().host(), "connection refused", 1)));
    return CompletableFuture.completedFuture(answers.getOrDefault(uri, refused));
  }
}
