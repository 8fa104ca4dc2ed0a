package dev.mxray.net.tls;

import java.util.List;
import java.util.Set;

/**
 * What a server answered to a hello, up to where the client would have to compute something.
 *
 * @param version that the server chose
 * @param suites the one that it chose; for SSL 2.0 all that it has
 * @param group the registered number of the group of the key exchange; -1 without one
 * @param fieldBits the length of the prime of a finite field that the server wrote out; 0 without
 * @param scheme of the signature over the key exchange (TLS 1.2); -1 when there is none to be seen
 * @param compressed the server chose to compress
 * @param extensions the types of those that it answered
 * @param sessionId it gave the session a name by which it can be resumed (TLS 1.2 and older)
 * @param chain the certificates as sent, DER; empty where they are not sent in the clear
 */
@SuppressWarnings("ArrayRecordComponent") // Octets as sent; nobody compares flights.
public record ServerFlight(
    TlsVersion version,
    List<Integer> suites,
    int group,
    int fieldBits,
    int scheme,
    boolean compressed,
    Set<Integer> extensions,
    boolean sessionId,
    List<byte[]> chain) {

  public ServerFlight {
    suites = List.copyOf(suites);
    extensions = Set.copyOf(extensions);
    chain = List.copyOf(chain);
  }

  /** The suite that was chosen. */
  int suite() {
    return suites.get(0);
  }
}
