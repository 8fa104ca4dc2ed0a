package dev.mxray.net.http;

import dev.mxray.address.IpAddress;
import dev.mxray.observe.Ending.How;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A machine from which no web server can be reached, for tests that are about something else. */
public final class NoWeb implements WebClient {
  @Override
  public CompletableFuture<Fetched> get(
      WebRequest request,
      List<IpAddress> addresses,
      ServerCheck check,
      CompletableFuture<How> stop) {
    return CompletableFuture.completedFuture(
        new Fetched.Failed(How.UNREACHABLE, "network unreachable", List.of()));
  }
}
