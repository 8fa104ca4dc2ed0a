package dev.mxray.lab;

import java.util.Map;
import java.util.TreeMap;

/** What a {@link LabHttps} does when it is asked for a path. */
public sealed interface LabHttpsAnswer {

  /**
   * A whole answer.
   *
   * @param headers beside Content-Length, which is that of the body
   * @param body in UTF-8
   */
  record Page(int status, Map<String, String> headers, String body) implements LabHttpsAnswer {
    public Page {
      headers = Map.copyOf(headers);
    }

    /** The same with one header more. */
    public Page with(String header, String value) {
      var more = new TreeMap<>(headers);
      more.put(header, value);
      return new Page(status, more, body);
    }
  }

  /**
   * Octets in place of an answer, whatever they are.
   *
   * @param first what is sent once
   * @param again what is sent behind it for as long as the client reads; empty to close instead
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Raw(byte[] first, byte[] again) implements LabHttpsAnswer {}

  /** Answers without words in them. */
  enum Mischief implements LabHttpsAnswer {
    /** Closes the connection. */
    CLOSE,
    /** Says nothing, and keeps the connection. */
    SILENCE,
    /** Status 200 and a body without end, as fast as the client reads. */
    ENDLESS
  }

  /** Status 200 and a text. */
  static Page text(String body) {
    return new Page(200, Map.of("Content-Type", "text/plain"), body);
  }

  /** Octets in place of an answer, and the end of the connection. */
  static Raw raw(byte[] octets) {
    return new Raw(octets, new byte[0]);
  }

  /** Another status, with an empty body. */
  static Page status(int status) {
    return new Page(status, Map.of(), "");
  }

  /** A redirect. */
  static Page redirect(int status, String location) {
    return status(status).with("Location", location);
  }
}
