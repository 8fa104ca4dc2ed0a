package dev.mxray.mcss.evidence.postfix;

import java.util.Map;

/**
 * A service of master.cf.
 *
 * @param name a port or service name, with an address before it where it listens on one only
 * @param type {@code inet}, {@code unix}, {@code pass}, …
 * @param command the program without its arguments: {@code smtpd}
 * @param overrides the parameters that its {@code -o} options set, not expanded
 */
public record MasterService(
    String name, String type, String command, Map<String, String> overrides, LogicalLine line) {
  public MasterService {
    overrides = Map.copyOf(overrides);
  }

  /** The port or its name, without the address. */
  public String port() {
    return name.substring(name.lastIndexOf(':') + 1);
  }

  /** True when it is an SMTP server, for clients of its own or those that postscreen lets in. */
  public boolean isSmtpd() {
    return command.equals("smtpd");
  }

  /** True when only programs of the same machine reach it. */
  public boolean onLoopback() {
    int colon = name.lastIndexOf(':');
    String address = colon < 0 ? "" : name.substring(0, colon);
    return address.startsWith("127.")
        || address.equals("localhost")
        || address.equals("[::1]")
        || address.equals("::1");
  }
}
