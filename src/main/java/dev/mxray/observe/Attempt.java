package dev.mxray.observe;

/**
 * One try to learn something from one server.
 *
 * @param server whom: a resolver as written by the user, or {@code host[address]:port}
 * @param outcome what came of it, in one or two words: {@code NOERROR}, {@code SERVFAIL}, {@code
 *     timeout}, {@code refused}
 * @param millis how long it took, in milliseconds
 */
public record Attempt(String server, String outcome, long millis) {
  @Override
  public String toString() {
    return server + ": " + outcome + " (" + millis + " ms)";
  }
}
