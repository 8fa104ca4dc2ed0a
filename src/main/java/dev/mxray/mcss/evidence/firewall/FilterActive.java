package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Lines;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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
      case "none" -> HostVerdict.fail(type.get(), Sentence.of("firewall.none"));
      case "unknown" ->
          HostVerdict.notAssessed(Sentence.of("firewall.collected-without-root", Filters.TYPE));
      // The original collector says so of every host that has the command iptables.
      case "iptables" -> HostVerdict.missing("firewall/iptables_full.txt");
      default -> HostVerdict.pass(type.get(), Sentence.of("firewall.rules", kind)).indicative();
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
      return HostVerdict.fail(quote, Sentence.of("firewall.no-rule"));
    }
    if (unused.get().open()) {
      return HostVerdict.partial(
          unused.get().quote(), Sentence.of("firewall.rest-let-in", filter.kind()));
    }
    Optional<Quote> enabled = unit(evidence, true);
    Optional<Quote> disabled = unit(evidence, false);
    if (enabled.isEmpty() && disabled.isPresent()) {
      return HostVerdict.partial(disabled.get(), Sentence.of("firewall.not-loaded"));
    }
    Quote quote = unused.get().quote();
    return enabled.isPresent()
        ? HostVerdict.pass(quote, Sentence.of("firewall.rest-refused-at-boot", filter.kind()))
        : HostVerdict.pass(quote, Sentence.of("firewall.rest-refused", filter.kind())).indicative();
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
        .flatMap(file -> Lines.first(file, text -> wanted.test(text.strip())));
  }

  /** For what asks about single ports: without a filter every port is open. */
  static HostVerdict without(Evidence evidence) {
    Optional<PacketFilter> filter = Filters.of(evidence);
    if (filter.isPresent()) {
      return active(evidence);
    }
    return HostVerdict.notAssessed(Sentence.of("firewall.no-rule-set", Filters.NFT));
  }
}
