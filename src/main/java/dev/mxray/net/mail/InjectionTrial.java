package dev.mxray.net.mail;

import dev.mxray.observe.Ending;
import java.util.concurrent.CompletableFuture;

/** Tries whether servers obey inside TLS what they were told in the clear (CVE-2011-0411). */
public interface InjectionTrial {

  /**
   * Sends NOOP in one piece with the command that starts TLS, and listens inside for its answer.
   *
   * @param stop ends the conversation when it completes, with what is known by then
   * @return never completes exceptionally
   */
  CompletableFuture<Injection> inject(InjectionTarget target, CompletableFuture<Ending.How> stop);
}
