package dev.mxray.net.mail;

import dev.mxray.address.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the scanner calls itself in EHLO (RFC 5321 §4.1.1.1). */
public final class HeloName {
  /** Where Linux says what the machine is called; reading it asks nobody. */
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private static final int MAX_NAME = 253;
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
              + "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*");
  private static final Pattern LITERAL =
      Pattern.compile("\\[(?:IPv6:)?([0-9A-Fa-f:.]+)]", Pattern.CASE_INSENSITIVE);

  /** Names that mean something inside one network only. */
  private static final Pattern LOCAL =
      Pattern.compile("(?i).*\\.(local|localdomain|internal|lan|home|corp|intranet|private)");

  private HeloName() {}

  /**
   * The machine's name, when it is one that others may know too. Reads a file of the kernel: not
   * for an event loop.
   */
  public static Optional<String> ofMachine() {
    try {
      return usable(Files.readString(KERNEL, StandardCharsets.US_ASCII).strip());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** A name that is fully qualified, as far as can be told without asking. */
  static Optional<String> usable(String name) {
    return Optional.of(name)
        .filter(one -> isName(one) && one.indexOf('.') > 0 && !LOCAL.matcher(one).matches());
  }

  /** True for what may be given as the scanner's name: a host name or an address literal. */
  public static boolean isAllowed(String name) {
    var literal = LITERAL.matcher(name);
    return isName(name) || (literal.matches() && IpAddress.parse(literal.group(1)).isPresent());
  }

  /** True for the letters, digits, hyphens and underscores of host names; not for an address. */
  static boolean isName(String name) {
    return name.length() <= MAX_NAME
        && NAME.matcher(name).matches()
        && IpAddress.parse(name).isEmpty();
  }

  /** The address of a socket as a literal (RFC 5321 §4.1.3). */
  static String literal(SocketAddress socket) {
    var address = IpAddress.of(((InetSocketAddress) socket).getAddress().getAddress());
    return address.isIpv4() ? "[" + address + "]" : "[IPv6:" + address + "]";
  }
}
