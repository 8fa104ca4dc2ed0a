package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.firewall.Reach.State;
import dev.mxray.mcss.evidence.host.Listening;
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
    if (reach.state() == State.UNKNOWN) {
      return unclear(reach, RELAY);
    }
    if (reach.own()) {
      return HostVerdict.pass(
          reach.quote(), "Port 25 has a rule of its own: " + words(reach) + ".");
    }
    if (reach.open()) {
      return HostVerdict.fail(
          reach.quote(), "Port 25 has no rule of its own: it is open as all others are.");
    }
    Optional<Listening> listening = Listening.of(evidence);
    Optional<Quote> served =
        listening.flatMap(all -> all.outside(RELAY)).map(Listening.Socket::quote);
    if (served.isPresent()) {
      return HostVerdict.partial(
          served.get(), "A mail server listens on port 25, but the filter lets nobody through.");
    }
    HostVerdict pass =
        HostVerdict.pass(reach.quote(), "Port 25 is closed, as all is that has no rule.");
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
        return HostVerdict.fail(reach.get().quote(), "Port " + port + " is open to everybody.");
      }
    }
    if (idle != null) {
      return HostVerdict.partial(
          idle.quote(),
          "The filter lets everybody through to "
              + names(ports)
              + ", though nothing listens there now.");
    }
    return HostVerdict.pass(
        Objects.requireNonNull(shown).quote(), "Not open to everybody: " + names(ports) + ".");
  }

  static HostVerdict withTls(Evidence evidence, PacketFilter filter) {
    Optional<Listening> listening = Listening.of(evidence);
    List<Integer> offered =
        WITH_TLS.stream()
            .filter(port -> listening.map(all -> all.outside(port).isPresent()).orElse(true))
            .toList();
    if (offered.isEmpty()) {
      return HostVerdict.notApplicable(
          listening.orElseThrow().quote(), "Nothing listens on " + names(WITH_TLS) + ".");
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
            limited = HostVerdict.partial(reach.quote(), "Port " + port + " is open to some only.");
        case CLOSED -> {
          return listening.isEmpty()
              ? HostVerdict.notAssessed(
                  "The evidence holds no "
                      + Listening.MAIL
                      + " to tell whether port "
                      + port
                      + ", which is closed, is offered.")
              : HostVerdict.fail(
                  reach.quote(), "A service listens on port " + port + ", but it is closed.");
        }
      }
    }
    if (limited != null) {
      return limited;
    }
    return HostVerdict.pass(
        Objects.requireNonNull(shown), "Can be reached: " + names(offered) + ".");
  }

  private static HostVerdict unclear(Reach reach, int port) {
    return HostVerdict.notAssessed(
        reach.quote().place()
            + " decides about port "
            + port
            + " by something that cannot be told from outside the host.");
  }

  private static String words(Reach reach) {
    return switch (reach.state()) {
      case OPEN -> "it is open";
      case LIMITED -> "it is open to some";
      case CLOSED -> "it is closed";
      case UNKNOWN -> "it cannot be told";
    };
  }

  static String names(List<Integer> ports) {
    return (ports.size() == 1 ? "port " : "ports ")
        + String.join(", ", ports.stream().map(String::valueOf).toList());
  }
}
