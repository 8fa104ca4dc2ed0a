package dev.mxray.net.dns;

import java.util.concurrent.CompletableFuture;

/** Someone who answers questions with signatures, for those who validate them. */
public interface SignedDnsClient {
  /**
   * Asks one question with DO and CD set, of resolvers that pass signatures on.
   *
   * @return completes within the client's time limit; a failure of the network or the servers is an
   *     answer without a message, so it completes exceptionally only for a bug
   */
  CompletableFuture<SignedAnswer> ask(Question question);
}
