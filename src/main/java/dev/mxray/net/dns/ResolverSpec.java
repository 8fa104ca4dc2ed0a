package dev.mxray.net.dns;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One resolver as the user named it. Nothing is looked up: a resolver with a name is given with its
 * address.
 *
 * <pre>
 * 9.9.9.9   127.0.0.1:5353   2620:fe::fe   [2620:fe::fe]:53      UDP, and TCP when truncated
 * tls://dns.quad9.net@9.9.9.9   tls://9.9.9.9:853                DNS over TLS (RFC 7858)
 * https://dns.google/dns-query@8.8.8.8   https://9.9.9.9/dns-query   DNS over HTTPS (RFC 8484)
 * </pre>
 *
 * @param text as it was written
 * @param transport how it is spoken to
 * @param address where it is
 * @param name the name that its certificate must carry; null when the certificate must carry the
 *     address, and for plain DNS
 * @param path the path of the HTTPS resource; empty otherwise
 */
public record ResolverSpec(
    String text,
    Transport transport,
    InetSocketAddress address,
    @Nullable String name,
    String path) {

  /** How a resolver is spoken to. */
  public enum Transport {
    /** UDP, and TCP for answers that do not fit (RFC 1035 §4.2, RFC 7766). */
    PLAIN(53),
    /** DNS over TLS (RFC 7858). */
    TLS(853),
    /** DNS over HTTPS (RFC 8484). */
    HTTPS(443);

    private final int port;

    Transport(int port) {
      this.port = port;
    }
  }

  private static final String DEFAULT_PATH = "/dns-query";

  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\\.[a-z0-9_][a-z0-9_-]{0,62})*");
  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e&&[^#?{}]]{0,255}");

  /**
   * Reads a resolver.
   *
   * @throws IllegalArgumentException with one line for the user
   */
  public static ResolverSpec parse(String text) {
    String given = text.strip();
    String lower = given.toLowerCase(Locale.ROOT);
    if (lower.startsWith("tls://")) {
      return tls(given, lower.substring("tls://".length()));
    }
    if (lower.startsWith("https://")) {
      return https(given, given.substring("https://".length()));
    }
    if (given.contains("://")) {
      throw wrong(given, "only tls:// and https:// are known; plain DNS is written without");
    }
    InetSocketAddress address = address(given, Transport.PLAIN.port);
    if (address == null) {
      throw wrong(given, "give an IP address, with a port as in 127.0.0.1:5353 or [::1]:5353");
    }
    return new ResolverSpec(given, Transport.PLAIN, address, null, "");
  }

  /**
   * The system's resolvers (at most three of /etc/resolv.conf; none when it cannot be read), then
   * Google, Cloudflare, OpenDNS and Quad9, each once.
   */
  public static List<ResolverSpec> systemThenPublic() {
    return systemThenPublic(Path.of("/etc/resolv.conf"));
  }

  /** The same, from another file of that form. */
  public static List<ResolverSpec> systemThenPublic(Path resolvConf) {
    return SystemResolvers.thenPublic(resolvConf);
  }

  /** As the user wrote it. */
  @Override
  public String toString() {
    return text;
  }

  private static ResolverSpec tls(String given, String rest) {
    int at = rest.lastIndexOf('@');
    String name = at < 0 ? null : name(given, rest.substring(0, at));
    InetSocketAddress address = address(rest.substring(at + 1), Transport.TLS.port);
    if (address == null) {
      throw wrong(given, "the address is missing: write tls://name@address or tls://address");
    }
    return new ResolverSpec(given, Transport.TLS, address, name, "");
  }

  private static ResolverSpec https(String given, String rest) {
    int at = rest.lastIndexOf('@');
    String url = at < 0 ? rest : rest.substring(0, at);
    int slash = url.indexOf('/');
    String authority = (slash < 0 ? url : url.substring(0, slash)).toLowerCase(Locale.ROOT);
    String path = slash < 0 ? DEFAULT_PATH : url.substring(slash).replace("{?dns}", "");
    if (!PATH.matcher(path).matches()) {
      throw wrong(given, "the path must be plain, as in https://dns.google/dns-query@8.8.8.8");
    }
    String dialled = at < 0 ? authority : rest.substring(at + 1);
    InetSocketAddress address = address(dialled, Transport.HTTPS.port);
    if (address == null) {
      throw wrong(given, "the address is missing: write https://name/dns-query@address");
    }
    boolean named = at >= 0 && address(authority, Transport.HTTPS.port) == null;
    return new ResolverSpec(
        given, Transport.HTTPS, address, named ? name(given, authority) : null, path);
  }

  private static String name(String given, String name) {
    if (!HOST.matcher(name).matches()) {
      throw wrong(given, "the part before the address is no host name");
    }
    return name;
  }

  private static IllegalArgumentException wrong(String given, String why) {
    var shown = new StringBuilder();
    given
        .codePoints()
        .limit(100)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return new IllegalArgumentException("'" + shown + "' is no resolver: " + why);
  }

  /** An address with or without a port; null when it is none. */
  static @Nullable InetSocketAddress address(String text, int defaultPort) {
    String host = text;
    int port = defaultPort;
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[");
    if (bracketed ? text.indexOf("]:") == colon - 1 : colon >= 0 && text.indexOf(':') == colon) {
      port = port(text.substring(colon + 1));
      host = text.substring(0, colon);
    }
    if (bracketed) {
      if (!host.endsWith("]")) {
        return null;
      }
      host = host.substring(1, host.length() - 1);
      if (!host.contains(":")) {
        return null;
      }
    }
    InetAddress address = port == 0 ? null : literal(host);
    return address == null ? null : new InetSocketAddress(address, port);
  }

  private static int port(String text) {
    if (!text.matches("\\d{1,5}")) {
      return 0;
    }
    int port = Integer.parseInt(text);
    return port > 65535 ? 0 : port;
  }

  private static @Nullable InetAddress literal(String host) {
    // Four numbers, since Netty also reads the old short forms that few people mean.
    if (!host.contains(":") && !host.matches("\\d{1,3}(?:\\.\\d{1,3}){3}")) {
      return null;
    }
    int percent = host.indexOf('%');
    String number = percent < 0 ? host : host.substring(0, percent);
    byte[] octets = NetUtil.createByteArrayFromIpAddressString(number);
    if (octets == null || number.startsWith("[")) {
      return null;
    }
    try {
      if (percent < 0) {
        return InetAddress.getByAddress(octets);
      }
      NetworkInterface scope = NetworkInterface.getByName(host.substring(percent + 1));
      return scope == null ? null : Inet6Address.getByAddress(null, octets, scope);
    } catch (UnknownHostException | SocketException e) {
      return null; // an address of the wrong length, or of no interface of this machine
    }
  }
}
