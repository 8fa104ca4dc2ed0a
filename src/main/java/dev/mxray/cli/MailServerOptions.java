package dev.mxray.cli;

import dev.mxray.check.smtp.ActivePlan;
import dev.mxray.check.smtp.SmtpPlan;
import dev.mxray.check.smtp.TlsDepth;
import dev.mxray.check.smtp.TlsWishes;
import dev.mxray.check.tls.TlsProfile;
import dev.mxray.domain.Domain;
import dev.mxray.domain.InvalidDomainException;
import dev.mxray.domain.MailAddress;
import dev.mxray.net.mail.HeloName;
import dev.mxray.scan.Scanner;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the options about mail servers. */
final class MailServerOptions {
  /** More exchanges than any sender tries. */
  private static final int MAX_HOSTS = 100;

  /** Nobody has more; a scan would talk to each of them at ten ports. */
  private static final int MAX_MAILBOX_HOSTS = 8;

  /** For a server of one's own. */
  private static final int MAX_CONNECTIONS = 32;

  private static final int MAX_PORT = 65_535;

  private MailServerOptions() {}

  /** Which servers are talked to. */
  static SmtpPlan plan(@Nullable String ports, int maxHosts, TlsDepth tls, @Nullable String profile)
      throws UsageException {
    if (maxHosts < 1 || maxHosts > MAX_HOSTS) {
      throw new UsageException("--max-hosts is a number from 1 to " + MAX_HOSTS);
    }
    return new SmtpPlan(
        ports == null ? SmtpPlan.defaults().ports() : ports(ports),
        maxHosts,
        tls,
        profile == null ? null : profile(profile),
        /* active= */ null,
        List.of(),
        TlsWishes.NONE);
  }

  private static TlsProfile profile(String name) throws UsageException {
    return TlsProfile.named(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "--tls-profile is one of "
                        + String.join(", ", TlsProfile.names())
                        + ", not '"
                        + name
                        + "'"));
  }

  /**
   * How much is found out about TLS.
   *
   * @param word of the command line; null for the default
   * @param list true when there is more than one domain
   */
  static TlsDepth depth(@Nullable String word, boolean list) throws UsageException {
    if (word == null) {
      return list ? TlsDepth.BASIC : TlsDepth.FULL;
    }
    return TlsDepth.of(word)
        .orElseThrow(() -> new UsageException("--tls is none, basic or full, not '" + word + "'"));
  }

  /** The names of mailbox servers. */
  static List<String> hosts(List<String> names) throws UsageException {
    if (names.size() > MAX_MAILBOX_HOSTS) {
      throw new UsageException("--mailbox-host: at most " + MAX_MAILBOX_HOSTS);
    }
    var hosts = new LinkedHashSet<String>();
    for (String name : names) {
      try {
        hosts.add(Domain.parse(name).ascii());
      } catch (InvalidDomainException e) {
        throw new UsageException("--mailbox-host: " + e.getMessage());
      }
    }
    return List.copyOf(hosts);
  }

  /** How it is tried what strangers may do; null unless the user asks for it. */
  static @Nullable ActivePlan active(
      boolean wanted, @Nullable String mailFrom, @Nullable String helo) throws UsageException {
    if (mailFrom != null && !wanted) {
      throw new UsageException("--mail-from is for --active");
    }
    if (!wanted) {
      return null;
    }
    String own = Optional.ofNullable(helo).or(HeloName::ofMachine).orElse("");
    String home = own.contains(".") && !own.startsWith("[") ? own.toLowerCase(Locale.ROOT) : "";
    if (mailFrom == null || mailFrom.equals("<>")) {
      return new ActivePlan("", home);
    }
    MailAddress address =
        MailAddress.parse(mailFrom)
            .filter(one -> one.localPart().chars().allMatch(c -> c > ' ' && c < 0x7f))
            .orElseThrow(
                () -> new UsageException("--mail-from: '" + mailFrom + "' is no mail address"));
    return new ActivePlan(
        address.localPart() + "@" + address.domain().ascii(), address.domain().ascii());
  }

  /** How they are talked to. */
  static Scanner.Builder apply(Scanner.Builder builder, @Nullable String helo, int hostConnections)
      throws UsageException {
    if (hostConnections < 1 || hostConnections > MAX_CONNECTIONS) {
      throw new UsageException("--host-connections is a number from 1 to " + MAX_CONNECTIONS);
    }
    builder.hostConnections(hostConnections);
    try {
      return helo == null ? builder : builder.helo(helo);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--helo: " + e.getMessage());
    }
  }

  private static List<Integer> ports(String text) throws UsageException {
    var ports = new LinkedHashSet<Integer>();
    for (String word : text.split(",", -1)) {
      String number = word.strip();
      if (!number.matches("[0-9]{1,5}")
          || Integer.parseInt(number) < 1
          || Integer.parseInt(number) > MAX_PORT) {
        throw new UsageException("--ports: '" + number + "' is not a port");
      }
      ports.add(Integer.parseInt(number));
    }
    if (ports.size() > SmtpPlan.MAX_PORTS) {
      throw new UsageException("--ports: at most " + SmtpPlan.MAX_PORTS);
    }
    return List.copyOf(ports);
  }
}
