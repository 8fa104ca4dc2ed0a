package dev.mxray.lab;

import java.util.List;

/** What a {@link LabSmtp} does in place of what a server should do. */
public sealed interface LabSmtpAct {

  /**
   * Says something else and goes on as if nothing had happened.
   *
   * @param lines reply lines as they are sent, with code, without line end; ISO 8859-1
   */
  record Say(List<String> lines) implements LabSmtpAct {
    public Say {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Says something and closes.
   *
   * @param lines as in {@link Say}
   */
  record SayAndClose(List<String> lines) implements LabSmtpAct {
    public SayAndClose {
      lines = List.copyOf(lines);
    }
  }

  /** Acts without words in them. */
  enum Mischief implements LabSmtpAct {
    /** Closes the connection in order. */
    CLOSE,
    /** Resets the connection (RST). */
    RESET,
    /** Says nothing any more, and keeps the connection. */
    SILENCE,
    /** Sends two thousand octets of nonsense and closes. */
    GARBAGE,
    /** Sends the TLS alert handshake_failure in the clear and closes. */
    HANDSHAKE_FAILURE,
    /** Sends the TLS alert protocol_version in the clear and closes. */
    PROTOCOL_VERSION,
    /** A reply line that never ends, as fast as the client reads. */
    ENDLESS_LINE,
    /** Continuation lines without end, as fast as the client reads. */
    ENDLESS_LINES,
    /** Answers as a web server. */
    HTTP
  }

  /** Says something else and goes on. */
  static LabSmtpAct say(String... lines) {
    return new Say(List.of(lines));
  }

  /** Says something and closes. */
  static LabSmtpAct sayAndClose(String... lines) {
    return new SayAndClose(List.of(lines));
  }
}
