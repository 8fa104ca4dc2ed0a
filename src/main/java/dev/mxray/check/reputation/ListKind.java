package dev.mxray.check.reputation;

import dev.mxray.address.IpAddress;
import java.util.Locale;

/** What a list lists. */
public enum ListKind {
  IP4("2.0.0.127", "1.0.0.127"),
  IP6(
      "2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0",
      "1.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0"),
  DOMAIN("test", "invalid");

  private final String listed;
  private final String clean;

  ListKind(String listed, String clean) {
    this.listed = listed;
    this.clean = clean;
  }

  /** The kind of an address. */
  public static ListKind of(IpAddress address) {
    return address.isIpv4() ? IP4 : IP6;
  }

  public boolean isAddress() {
    return this != DOMAIN;
  }

  /** The word in the file of lists. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the name below the list's zone begins with that must be listed (RFC 5782 §5). */
  String listedPoint() {
    return listed;
  }

  /** What the name below the list's zone begins with that must not be listed (RFC 5782 §5). */
  String cleanPoint() {
    return clean;
  }

  /**
   * What the name below the list's zone begins with (RFC 5782 §2.1, §2.4, §3).
   *
   * @param subject an address or a domain
   */
  static String owner(String subject) {
    return IpAddress.parse(subject).map(ListKind::reversed).orElse(subject);
  }

  private static String reversed(IpAddress address) {
    String name = address.reverseName();
    return name.substring(0, name.length() - (address.isIpv4() ? ".in-addr" : ".ip6").length() - 5);
  }
}
