package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.firewall.Reach.State;
import dev.mxray.mcss.evidence.host.Listening;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Who gets to which mail port. IPv4 is asked; IPv6 has a control of its own. */
final class MailPorts {
  static final int RELAY = 25;
  static final List<Integer> WITH_TLS = List.of(993, 995, 465, 587);
  private static final List<Integer> PLAIN = List.of(110, 143);
  private static final int SIEVE = 4190;

  private MailPorts() {}

  static HostVerdict relay(Evidence evidence, PacketFilter filter) {
    Reach reach = filter.reach(RELAY, 4).orElse(null);
    if (reach == null) {
      return FilterActive.without(evidence);
    }
    return switch (reach.state()) {
      case UNKNOWN -> unclear(reach, RELAY);
      case OPEN ->
          reach.own()
              ? HostVerdict.pass(reach.quote(), Sentence.of("firewall.relay-open"))
              : HostVerdict.fail(reach.quote(), Sentence.of("firewall.relay-open-as-all"));
      case LIMITED ->
          reach.own()
              ? HostVerdict.pass(reach.quote(), Sentence.of("firewall.relay-open-to-some"))
              : closedAsAll(evidence, reach);
      case CLOSED ->
          reach.own()
              ? HostVerdict.pass(reach.quote(), Sentence.of("firewall.relay-closed"))
              : closedAsAll(evidence, reach);
    };
  }

  private static HostVerdict closedAsAll(Evidence evidence, Reach reach) {
    Optional<Listening> listening = Listening.of(evidence);
    Optional<Quote> served =
        listening.flatMap(all -> all.outside(RELAY)).map(Listening.Socket::quote);
    if (served.isPresent()) {
      return HostVerdict.partial(served.get(), Sentence.of("firewall.relay-shut"));
    }
    HostVerdict pass = HostVerdict.pass(reach.quote(), Sentence.of("firewall.relay-closed-as-all"));
    return listening.isPresent() ? pass : pass.indicative();
  }

  static HostVerdict plainMailboxes(Evidence evidence, PacketFilter filter) {
    return closed(evidence, filter, PLAIN);
  }

  static HostVerdict sieve(Evidence evidence, PacketFilter filter) {
    return closed(evidence, filter, List.of(SIEVE));
  }

  /** None of these ports is open to everybody. */
  private static HostVerdict closed(Evidence evidence, PacketFilter filter, List<Integer> ports) {
    Optional<Listening> listening = Listening.of(evidence);
    Reach shown = null;
    Reach idle = null;
    for (int port : ports) {
      Optional<Reach> reach = filter.reach(port, 4);
      if (reach.isEmpty()) {
        return FilterActive.without(evidence);
      }
      if (reach.get().state() == State.UNKNOWN) {
        return unclear(reach.get(), port);
      }
      boolean unused = listening.isPresent() && listening.get().outside(port).isEmpty();
      if (!reach.get().open()) {
        shown = shown == null ? reach.get() : shown;
      } else if (unused) {
        idle = idle == null ? reach.get() : idle;
      } else {
        return HostVerdict.fail(reach.get().quote(), Sentence.of("firewall.open-to-all", port));
      }
    }
    if (idle != null) {
      return HostVerdict.partial(
          idle.quote(), Sentence.count("firewall.open-but-idle", ports.size(), listed(ports)));
    }
    return HostVerdict.pass(
        Objects.requireNonNull(shown).quote(),
        Sentence.count("firewall.not-open", ports.size(), listed(ports)));
  }

  static HostVerdict withTls(Evidence evidence, PacketFilter filter) {
    Optional<Listening> listening = Listening.of(evidence);
    List<Integer> offered =
        WITH_TLS.stream()
            .filter(port -> listening.map(all -> all.outside(port).isPresent()).orElse(true))
            .toList();
    if (offered.isEmpty()) {
      return HostVerdict.notApplicable(
          listening.orElseThrow().quote(),
          Sentence.of("firewall.nothing-listens", listed(WITH_TLS)));
    }
    Quote shown = null;
    HostVerdict limited = null;
    for (int port : offered) {
      Reach reach = filter.reach(port, 4).orElse(null);
      if (reach == null) {
        return FilterActive.without(evidence);
      }
      switch (reach.state()) {
        case OPEN -> shown = shown == null ? reach.quote() : shown;
        case UNKNOWN -> {
          return unclear(reach, port);
        }
        case LIMITED ->
            limited =
                HostVerdict.partial(reach.quote(), Sentence.of("firewall.open-to-some", port));
        case CLOSED -> {
          return listening.isEmpty()
              ? HostVerdict.notAssessed(
                  Sentence.of("firewall.closed-perhaps-offered", Listening.MAIL, port))
              : HostVerdict.fail(reach.quote(), Sentence.of("firewall.offered-but-closed", port));
        }
      }
    }
    if (limited != null) {
      return limited;
    }
    return HostVerdict.pass(
        Objects.requireNonNull(shown),
        Sentence.count("firewall.reachable", offered.size(), listed(offered)));
  }

  private static HostVerdict unclear(Reach reach, int port) {
    return HostVerdict.notAssessed(Sentence.of("firewall.unclear", reach.quote().place(), port));
  }

  static String listed(List<Integer> ports) {
    return String.join(", ", ports.stream().map(String::valueOf).toList());
  }
}
