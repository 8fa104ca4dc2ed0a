package dev.mxray.net.guard;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** Ways that end on this machine, so that no test ever contacts the internet. */
public final class Routes {
  /** Nothing listens there, and no system hands out that port. */
  static final InetSocketAddress NOBODY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  private Routes() {}

  /** Every connection is refused. */
  public static Route nowhere() {
    return (address, port) -> NOBODY;
  }

  /**
   * Connections to some servers end in the lab, all others are refused.
   *
   * @param servers by address and port, {@code 25.0.0.1:25}
   */
  public static Route to(Map<String, InetSocketAddress> servers) {
    return (address, port) -> servers.getOrDefault(address.getHostAddress() + ":" + port, NOBODY);
  }
}
