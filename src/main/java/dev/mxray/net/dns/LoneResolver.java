package dev.mxray.net.dns;

import java.util.concurrent.CompletableFuture;

/**
 * One resolver that is asked alone: nobody else is asked beside it, and its answers are its own.
 * For questions whose answer depends on who asks, such as those to block lists.
 */
public interface LoneResolver extends DnsClient {
  /** True when it has lately failed or said nothing at all, so that another one is worth asking. */
  boolean seemsDown();

  /** A client that is always there. */
  static LoneResolver of(DnsClient client) {
    return new LoneResolver() {
      @Override
      public CompletableFuture<DnsAnswer> ask(Question question) {
        return client.ask(question);
      }

      @Override
      public boolean seemsDown() {
        return false;
      }
    };
  }
}
