package dev.mxray.net.http;

import dev.mxray.address.IpAddress;
import dev.mxray.observe.Ending.How;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Someone who asks web servers for files. */
public interface WebClient {
  /**
   * Asks for one file.
   *
   * @param addresses of the host, in the order in which they are to be tried; at least one
   * @param check asked about every server before the request is sent
   * @param stop ends it when it completes
   * @return never completes exceptionally but for a bug; what stands in the way is a value
   */
  CompletableFuture<Fetched> get(
      WebRequest request,
      List<IpAddress> addresses,
      ServerCheck check,
      CompletableFuture<How> stop);
}
