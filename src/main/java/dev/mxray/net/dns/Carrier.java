package dev.mxray.net.dns;

/**
 * One way to carry messages to one resolver and back. All methods are called on the engine's event
 * loop, and so are all of the receptions.
 */
interface Carrier {
  /** Sends a query; its id is chosen here and written into it. */
  Sending send(byte[] query, Reception reception);

  /** Closes what is open; questions in flight are told so. */
  void close();

  /**
   * Who waits for the reply to one query. Is told one thing, once, unless the query is cancelled.
   */
  interface Reception {
    /**
     * The reply, already known to fit the query.
     *
     * @return false when it could not be read; then the query stays in flight if the carrier can
     *     tell whether another reply follows
     */
    boolean reply(byte[] octets);

    /**
     * None will come.
     *
     * @param words the outcome in a word or two
     * @param network true when the network, not the resolver, stood in the way
     */
    void failed(String words, boolean network);

    /** The reply came when nobody waited for it any more. */
    void late(long roundTripNanos);
  }

  /** A query that was sent. */
  interface Sending {
    /** The reply is not needed any more. */
    void cancel();

    /** No reply came in the time that one takes; the connection may be dead. Also cancels. */
    void abandon();
  }
}
