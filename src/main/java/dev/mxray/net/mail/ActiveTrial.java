package dev.mxray.net.mail;

import dev.mxray.observe.Ending;
import java.util.concurrent.CompletableFuture;

/**
 * Tries out what a server lets strangers do: only where the user asked for it. Recipients are named
 * and taken back, and DATA is never said, so no mail comes of it.
 */
public interface ActiveTrial {

  /**
   * Has up to three conversations, one after the other.
   *
   * @param stop ends them when it completes, with what is known by then
   * @return never completes exceptionally
   */
  CompletableFuture<ActiveDialogue> tryOut(ActiveTarget target, CompletableFuture<Ending.How> stop);
}
