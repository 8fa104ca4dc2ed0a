package dev.mxray.check.smtp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How much is found out about the TLS of servers. */
public enum TlsDepth {
  /** Nothing: no handshake with a mail server at all, and mailbox servers are left out. */
  NONE,
  /** What the handshake of one conversation with each server shows. */
  BASIC,
  /** All that a server accepts, on one port of each address: some sixty connections. */
  FULL;

  /** The word of the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one with this word. */
  public static Optional<TlsDepth> of(String id) {
    return Arrays.stream(values()).filter(depth -> depth.id().equals(id)).findFirst();
  }

  /** The words of the command line. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(TlsDepth::id).toList();
  }
}
