package dev.mxray.net.dns;

import java.util.concurrent.CompletableFuture;

/** Someone who answers questions. */
public interface DnsClient {
  /**
   * Asks one question.
   *
   * @return completes with the answer within the client's time limit; a failure of the network or
   *     the servers is an answer with status {@link DnsAnswer.Status#UNKNOWN}, so it completes
   *     exceptionally only for a bug. A name that cannot be written into a message (a label over 63
   *     octets, over 255 in all) gets status NXDOMAIN, since no such name can exist (RFC 1035
   *     §2.3.4)
   */
  CompletableFuture<DnsAnswer> ask(Question question);
}
