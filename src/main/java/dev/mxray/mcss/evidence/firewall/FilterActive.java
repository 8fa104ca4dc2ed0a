package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Whether there is a packet filter at all. */
final class FilterActive {
  /** No service has this one (it is reserved): whether it is let through shows the default. */
  private static final int UNUSED = 1;

  private static final List<String> UNITS =
      List.of("nftables", "iptables", "ip6tables", "netfilter-persistent", "firewalld", "ufw");

  private FilterActive() {}

  static HostVerdict active(Evidence evidence) {
    Optional<PacketFilter> filter = Filters.of(evidence);
    if (filter.isPresent() && !filter.get().kind().equals("none")) {
      return judged(evidence, filter.get());
    }
    Optional<Quote> type = type(evidence, line -> line.startsWith("firewall_type:"));
    if (type.isEmpty()) {
      return HostVerdict.missing(Filters.TYPE);
    }
    String kind = type.get().text().substring("firewall_type:".length()).strip();
    return switch (kind) {
      case "none" -> HostVerdict.fail(type.get(), "There is no packet filter.");
      case "unknown" ->
          HostVerdict.notAssessed(
              Filters.TYPE + " does not tell the rules: they were collected without root.");
      // The original collector says so of every host that has the command iptables.
      case "iptables" ->
          HostVerdict.notAssessed("The evidence holds no firewall/iptables_full.txt.");
      default -> HostVerdict.pass(type.get(), "Rules of " + kind + " are in effect.").indicative();
    };
  }

  private static HostVerdict judged(Evidence evidence, PacketFilter filter) {
    Optional<Reach> unused = filter.reach(UNUSED, 4);
    if (unused.isEmpty() || !filter.hasRules()) {
      Quote quote =
          filter.input().stream()
              .findFirst()
              .map(Chain::policy)
              .or(() -> type(evidence, line -> line.startsWith("firewall_type:")))
              .or(() -> evidence.file(Filters.NFT).map(EvidenceFile::quote))
              .orElseGet(() -> new Quote(Filters.TYPE, 0, ""));
      return HostVerdict.fail(quote, "No rule is about packets for this host.");
    }
    if (unused.get().open()) {
      return HostVerdict.partial(
          unused.get().quote(),
          "Rules of " + filter.kind() + " are in effect, but what they do not name is let in.");
    }
    Optional<Quote> enabled = unit(evidence, true);
    Optional<Quote> disabled = unit(evidence, false);
    if (enabled.isEmpty() && disabled.isPresent()) {
      return HostVerdict.partial(
          disabled.get(), "Rules are in effect, but nothing is shown that loads them at boot.");
    }
    HostVerdict pass =
        HostVerdict.pass(
            unused.get().quote(),
            "Rules of "
                + filter.kind()
                + " are in effect, and what they do not name is refused"
                + (enabled.isPresent()
                    ? "; they are loaded at boot."
                    : ". Whether they are loaded at boot is not told."));
    return enabled.isPresent() ? pass : pass.indicative();
  }

  private static Optional<Quote> unit(Evidence evidence, boolean enabled) {
    return type(
        evidence,
        line ->
            UNITS.stream().anyMatch(unit -> line.startsWith("unit_" + unit + ":"))
                && line.endsWith(": enabled") == enabled);
  }

  private static Optional<Quote> type(Evidence evidence, Predicate<String> wanted) {
    return evidence
        .file(Filters.TYPE)
        .flatMap(
            file ->
                IntStream.rangeClosed(1, file.lines().size())
                    .filter(line -> wanted.test(file.lines().get(line - 1).strip()))
                    .mapToObj(file::quote)
                    .findFirst());
  }

  /** For what asks about single ports: without a filter every port is open. */
  static HostVerdict without(Evidence evidence) {
    Optional<PacketFilter> filter = Filters.of(evidence);
    if (filter.isPresent()) {
      return active(evidence);
    }
    return HostVerdict.notAssessed(
        "The evidence holds no whole rule set: no "
            + Filters.NFT
            + ", firewall/iptables_full.txt or firewall/firewalld_zones.txt.");
  }
}
