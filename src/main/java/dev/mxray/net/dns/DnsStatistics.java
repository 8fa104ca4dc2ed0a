package dev.mxray.net.dns;

/**
 * What an engine has sent and received so far.
 *
 * @param sent questions sent, retries included
 * @param received replies that fitted a question in flight
 * @param late replies to questions that were no longer waited for
 * @param unknownId messages dropped because their id was not in flight
 * @param wrongQuestion messages dropped because they were no reply, or to another question
 * @param malformed messages dropped because they could not be read
 * @param wrongSource datagrams dropped because they came from somebody else
 */
public record DnsStatistics(
    long sent,
    long received,
    long late,
    long unknownId,
    long wrongQuestion,
    long malformed,
    long wrongSource) {

  /** All messages that were dropped for being wrong. */
  public long dropped() {
    return unknownId + wrongQuestion + malformed + wrongSource;
  }
}
