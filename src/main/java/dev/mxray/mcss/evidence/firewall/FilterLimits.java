package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.firewall.Reach.State;
import dev.mxray.mcss.evidence.host.Listening;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Limits of the filter, and whether its rules fit what runs. */
final class FilterLimits {
  private static final List<Integer> FLOODED = List.of(25, 465, 587, 993);
  private static final List<Integer> MAIL = List.of(25, 110, 143, 465, 587, 993, 995, 4190);

  private FilterLimits() {}

  static HostVerdict rates(Evidence evidence, PacketFilter filter) {
    Optional<Listening> listening = Listening.of(evidence);
    List<Integer> unlimited = new ArrayList<>();
    Quote each = null;
    Quote together = null;
    Quote open = null;
    for (int port : FLOODED) {
      Reach reach = filter.reach(port, 4).orElse(null);
      boolean offered = listening.map(all -> all.outside(port).isPresent()).orElse(true);
      if (reach == null || !offered || reach.state() == State.CLOSED) {
        continue;
      }
      if (reach.limit() != null && reach.limitEach()) {
        each = each == null ? reach.limit() : each;
      } else if (reach.limit() != null) {
        together = together == null ? reach.limit() : together;
      } else {
        unlimited.add(port);
        open = open == null ? reach.quote() : open;
      }
    }
    if (each != null && unlimited.isEmpty() && together == null) {
      return HostVerdict.pass(each, Sentence.of("firewall.limited-each"));
    }
    if (each != null && open != null) {
      return HostVerdict.partial(
          open,
          Sentence.count("firewall.limited-but", unlimited.size(), MailPorts.listed(unlimited)));
    }
    if (together != null) {
      return HostVerdict.partial(together, Sentence.of("firewall.limited-together"));
    }
    if (open != null) {
      return HostVerdict.fail(open, Sentence.of("firewall.unlimited"));
    }
    return HostVerdict.notApplicable(
        listening.map(Listening::quote).orElseGet(() -> filter.input().get(0).policy()),
        Sentence.of("firewall.no-mail-port"));
  }

  static HostVerdict fitting(Evidence evidence, PacketFilter filter) {
    Optional<Listening> listening = Listening.of(evidence);
    if (listening.isEmpty()) {
      return HostVerdict.missing(Listening.MAIL);
    }
    TreeSet<Integer> ports = new TreeSet<>(MAIL);
    if (listening.get().whole()) {
      filter.input().stream()
          .flatMap(chain -> chain.rules().stream())
          .filter(rule -> rule.action() == Action.ACCEPT)
          .forEach(rule -> ports.addAll(rule.ports().single()));
    }
    Quote fits = null;
    Quote shut = null;
    for (int port : ports) {
      Reach reach = filter.reach(port, 4).orElse(null);
      if (reach == null) {
        return FilterActive.without(evidence);
      }
      boolean served = listening.get().outside(port).isPresent();
      boolean allowed = reach.state() == State.OPEN || reach.state() == State.LIMITED;
      if (allowed && !served && reach.own()) {
        return HostVerdict.fail(reach.quote(), Sentence.of("firewall.allowed-unused", port));
      }
      if (!allowed && served && reach.state() == State.CLOSED) {
        shut = shut == null ? listening.get().outside(port).orElseThrow().quote() : shut;
      }
      if (allowed && served && reach.own()) {
        fits = fits == null ? reach.quote() : fits;
      }
    }
    if (shut != null) {
      return HostVerdict.partial(shut, Sentence.of("firewall.served-shut"));
    }
    return fits == null
        ? HostVerdict.fail(filter.input().get(0).policy(), Sentence.of("firewall.no-mail-rule"))
        : HostVerdict.pass(fits, Sentence.of("firewall.fitting"));
  }
}
