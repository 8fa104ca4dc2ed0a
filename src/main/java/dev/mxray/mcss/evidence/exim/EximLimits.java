package dev.mxray.mcss.evidence.exim;

import dev.mxray.mcss.evidence.HostVerdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Single options of Exim. */
final class EximLimits {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([KkMmGg]?)");
  private static final long LARGE_MESSAGE = 1L << 30;
  private static final long MANY_CONNECTIONS = 2_000;
  private static final List<String> SYSTEMS =
      List.of(
          "debian", "ubuntu", "linux", "gnu", "centos", "red hat", "fedora", "suse", "freebsd",
          "openbsd", "netbsd");

  private EximLimits() {}

  /** EXIM-002. */
  static HostVerdict banner(EximOption banner) {
    String text = banner.value();
    String lower = text.toLowerCase(Locale.ROOT);
    if (text.contains("$version_number")
        || text.contains("${version_number}")
        || text.matches(".*\\bExim [0-9].*")) {
      return HostVerdict.fail(banner.quote(), "The greeting tells the version: " + text + ".");
    }
    return SYSTEMS.stream().anyMatch(lower::contains)
        ? HostVerdict.fail(banner.quote(), "The greeting tells the operating system: " + text + ".")
        : HostVerdict.pass(
            banner.quote(),
            "The greeting tells neither version nor operating system: " + text + ".");
  }

  /** EXIM-003. */
  static HostVerdict hostLookup(EximOption lookup) {
    if (lookup.value().isEmpty()) {
      return HostVerdict.fail(lookup.quote(), "Clients are not looked up: host_lookup is empty.");
    }
    return EximLists.items(lookup.value()).contains("*")
        ? HostVerdict.pass(lookup.quote(), "All clients are looked up: " + lookup.said() + ".")
        : HostVerdict.partial(lookup.quote(), "Some clients are looked up: " + lookup.said() + ".");
  }

  /** EXIM-008. */
  static HostVerdict messageSize(EximOption limit) {
    Optional<Long> bytes = size(limit.value());
    if (bytes.isEmpty()) {
      return unreadable(limit);
    }
    if (bytes.get() == 0) {
      return HostVerdict.fail(
          limit.quote(), "Messages of any size are taken: " + limit.said() + ".");
    }
    return bytes.get() > LARGE_MESSAGE
        ? HostVerdict.partial(limit.quote(), "The limit is above 1 GiB: " + limit.said() + ".")
        : HostVerdict.pass(limit.quote(), "The size is limited: " + limit.said() + ".");
  }

  /** EXIM-009. */
  static HostVerdict connections(EximOption limit) {
    Optional<Long> most = size(limit.value());
    if (most.isEmpty()) {
      return unreadable(limit);
    }
    if (most.get() == 0) {
      return HostVerdict.fail(limit.quote(), "Connections are not limited: " + limit.said() + ".");
    }
    return most.get() > MANY_CONNECTIONS
        ? HostVerdict.partial(
            limit.quote(), "Very many connections are allowed: " + limit.said() + ".")
        : HostVerdict.pass(limit.quote(), "Connections are limited: " + limit.said() + ".");
  }

  /** EXIM-010. */
  static HostVerdict connectionsOfOne(EximOption limit) {
    if (limit.value().isEmpty() || limit.value().equals("0")) {
      return HostVerdict.fail(
          limit.quote(), "Connections of one client are not limited: " + limit.said() + ".");
    }
    HostVerdict pass =
        HostVerdict.pass(
            limit.quote(), "Connections of one client are limited: " + limit.said() + ".");
    return size(limit.value()).isPresent() ? pass : pass.indicative();
  }

  private static Optional<Long> size(String text) {
    Matcher matcher = SIZE.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long factor =
        switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
          case "K" -> 1L << 10;
          case "M" -> 1L << 20;
          case "G" -> 1L << 30;
          default -> 1;
        };
    return Optional.of(
        Math.min(Long.parseLong(matcher.group(1)), Long.MAX_VALUE / factor) * factor);
  }

  private static HostVerdict unreadable(EximOption option) {
    return HostVerdict.notAssessed(
        option.quote().place() + ": " + option.said() + " is not a number that can be read.");
  }
}
