package dev.mxray.mcss.evidence.dovecot;

import java.util.List;

/** Lists of addresses to listen on. */
final class Addresses {
  private Addresses() {}

  /** Whether each of them is of the machine itself; an empty list means all addresses. */
  static boolean onlyLoopback(String addresses) {
    List<String> all = DovecotConfig.split(addresses);
    return !all.isEmpty() && all.stream().allMatch(Addresses::loopback);
  }

  private static boolean loopback(String address) {
    return address.startsWith("127.")
        || address.equals("::1")
        || address.equals("[::1]")
        || address.equals("::1/128")
        || address.equals("localhost");
  }
}
