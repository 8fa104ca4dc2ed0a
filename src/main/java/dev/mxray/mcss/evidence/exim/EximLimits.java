package dev.mxray.mcss.evidence.exim;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.MessageSize;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Single options of Exim. */
final class EximLimits {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([KkMmGg]?)");
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
      return HostVerdict.fail(banner.quote(), Sentence.of("exim.banner-version", text));
    }
    return SYSTEMS.stream().anyMatch(lower::contains)
        ? HostVerdict.fail(banner.quote(), Sentence.of("exim.banner-system", text))
        : HostVerdict.pass(banner.quote(), Sentence.of("exim.banner-quiet", text));
  }

  /** EXIM-003. */
  static HostVerdict hostLookup(EximOption lookup) {
    if (lookup.value().isEmpty()) {
      return HostVerdict.fail(lookup.quote(), Sentence.of("exim.clients-not-looked-up"));
    }
    return EximLists.items(lookup.value()).contains("*")
        ? HostVerdict.pass(lookup.quote(), Sentence.of("exim.clients-looked-up", lookup.said()))
        : HostVerdict.partial(
            lookup.quote(), Sentence.of("exim.some-clients-looked-up", lookup.said()));
  }

  /** EXIM-008. */
  static HostVerdict messageSize(EximOption limit) {
    return size(limit.value())
        .map(bytes -> MessageSize.judged(limit.quote(), bytes, Sentence.verbatim(limit.said())))
        .orElseGet(() -> unreadable(limit));
  }

  /** EXIM-009. */
  static HostVerdict connections(EximOption limit) {
    Optional<Long> most = size(limit.value());
    if (most.isEmpty()) {
      return unreadable(limit);
    }
    if (most.get() == 0) {
      return HostVerdict.fail(
          limit.quote(), Sentence.of("exim.connections-unlimited", limit.said()));
    }
    return most.get() > MANY_CONNECTIONS
        ? HostVerdict.partial(limit.quote(), Sentence.of("exim.connections-many", limit.said()))
        : HostVerdict.pass(limit.quote(), Sentence.of("exim.connections-limited", limit.said()));
  }

  /** EXIM-010. */
  static HostVerdict connectionsOfOne(EximOption limit) {
    if (limit.value().isEmpty() || limit.value().equals("0")) {
      return HostVerdict.fail(
          limit.quote(), Sentence.of("exim.client-connections-unlimited", limit.said()));
    }
    HostVerdict pass =
        HostVerdict.pass(
            limit.quote(), Sentence.of("exim.client-connections-limited", limit.said()));
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
        Sentence.of("exim.unreadable", option.quote().place(), option.said()));
  }
}
