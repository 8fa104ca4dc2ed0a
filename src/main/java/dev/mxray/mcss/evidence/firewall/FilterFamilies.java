package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.firewall.Reach.State;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;

/** Whether IPv6 is filtered as IPv4 is. */
final class FilterFamilies {
  /** The mail ports, two of administration, and one that no service has. */
  private static final List<Integer> ASKED =
      List.of(25, 110, 143, 465, 587, 993, 995, 4190, 22, 3306, 1);

  private FilterFamilies() {}

  static HostVerdict alike(Evidence evidence) {
    Optional<PacketFilter> filter = Filters.of(evidence).filter(one -> !one.input().isEmpty());
    if (filter.isEmpty()) {
      return FilterActive.without(evidence);
    }
    if (!filter.get().covers(6)) {
      return without(evidence, filter.get());
    }
    Reach shown = null;
    HostVerdict stricter = null;
    for (int port : ASKED) {
      Reach four = filter.get().reach(port, 4).orElse(null);
      Reach six = filter.get().reach(port, 6).orElse(null);
      if (six == null) {
        return without(evidence, filter.get());
      }
      shown = shown == null ? six : shown;
      State before = four == null ? State.OPEN : four.state();
      if (before == State.UNKNOWN || six.state() == State.UNKNOWN) {
        continue;
      }
      if (six.state().compareTo(before) < 0) {
        return HostVerdict.fail(six.quote(), Sentence.of("firewall.ipv6-more-open", port));
      }
      // What is limited to addresses of IPv4 networks need not have a counterpart.
      if (before == State.OPEN && !six.open() && stricter == null) {
        stricter = HostVerdict.partial(six.quote(), Sentence.of("firewall.ipv6-less-open", port));
      }
    }
    if (stricter != null) {
      return stricter;
    }
    Quote quote = shown == null ? filter.get().input().get(0).policy() : shown.quote();
    return filter.get().hasRules()
        ? HostVerdict.pass(quote, Sentence.of("firewall.families-alike"))
        : HostVerdict.fail(quote, Sentence.of("firewall.neither-family"));
  }

  private static HostVerdict without(Evidence evidence, PacketFilter filter) {
    boolean listed = evidence.file("firewall/ip6tables_full.txt").isPresent();
    boolean whole = evidence.file(Filters.NFT).isPresent() && !filter.kind().equals("iptables");
    if (!listed && !whole) {
      return HostVerdict.missing("firewall/ip6tables_full.txt");
    }
    return HostVerdict.fail(filter.input().get(0).policy(), Sentence.of("firewall.no-ipv6"));
  }
}
