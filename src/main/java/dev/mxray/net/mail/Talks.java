package dev.mxray.net.mail;

import dev.mxray.address.IpAddress;
import dev.mxray.net.guard.Dialer;
import dev.mxray.net.guard.Dialled.NotConnected;
import dev.mxray.observe.Ending;
import dev.mxray.observe.Ending.How;
import dev.mxray.observe.Ending.Step;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Opens connections for conversations; an address that minds is then treated gently. */
final class Talks {
  private final Dialer dialer;

  Talks(Dialer dialer) {
    this.dialer = dialer;
  }

  /**
   * Has a conversation on a connection of its own.
   *
   * @param manner how it is dialled
   * @param conversation begins when the connection is there, on its event loop
   * @param none the result when there is no connection
   */
  <T> CompletableFuture<T> open(
      IpAddress address,
      int port,
      Dialer.Manner manner,
      LineTalk.Terms terms,
      Function<LineTalk, CompletableFuture<T>> conversation,
      Function<Ending, T> none) {
    var talk = new LineTalk(terms);
    // It begins with the channel's becoming active, which is not later than the dialler's word.
    CompletableFuture<T> result = talk.opened().thenCompose(conversation);
    return dialer
        .dial(address, port, talk.initializer(), terms.stop(), manner)
        .thenCompose(
            dialled -> {
              if (dialled instanceof NotConnected failure) {
                return CompletableFuture.completedFuture(
                    none.apply(new Ending(Step.CONNECT, failure.how(), failure.told())));
              }
              return result.thenApply(
                  done -> {
                    if (talk.broke(How.RESET)) {
                      dialer.slowDown(address);
                    }
                    return done;
                  });
            });
  }
}
