package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.firewall.Reach.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The packet filter of a host, whatever wrote it. A stranger's new TCP connection is sent through
 * the chains as the kernel would: what a rule says of some senders only does not decide for him.
 */
final class PacketFilter {
  /** The kernel allows 16 jumps into one another. */
  private static final int DEEPEST = 16;

  /** A walk that meets more rules than a host could have is hostile. */
  private static final int MOST_STEPS = 200_000;

  private final String kind;
  private final Map<String, Chain> chains = new HashMap<>();
  private final List<Chain> input;

  PacketFilter(String kind, List<Chain> all) {
    this.kind = kind;
    all.forEach(chain -> chains.putIfAbsent(chain.name(), chain));
    this.input = all.stream().filter(Chain::input).toList();
  }

  /** nftables, iptables or firewalld. */
  String kind() {
    return kind;
  }

  /** The chains that packets for this host begin in. */
  List<Chain> input() {
    return input;
  }

  /** All rules that a packet for this host may meet at the beginning of a chain. */
  boolean hasRules() {
    return input.stream().anyMatch(chain -> !chain.rules().isEmpty() || !chain.accepts());
  }

  /** Whether anything is told of this family, 4 or 6. */
  boolean covers(int family) {
    return input.stream().anyMatch(chain -> chain.family() == 0 || chain.family() == family);
  }

  /** All chains on the way have to let the connection through; nothing when there is none. */
  Optional<Reach> reach(int port, int family) {
    Reach strictest = null;
    for (Chain chain : input) {
      if (chain.family() != 0 && chain.family() != family) {
        continue;
      }
      Walk walk = new Walk(port, family);
      Reach reach = walk.through(chain);
      strictest = strictest == null ? reach : stricter(strictest, reach);
    }
    return Optional.ofNullable(strictest);
  }

  private static Reach stricter(Reach one, Reach other) {
    boolean firstDecides =
        one.state() == other.state() ? one.own() : rank(one.state()) > rank(other.state());
    Reach decides = firstDecides ? one : other;
    Quote limit = one.limit() != null ? one.limit() : other.limit();
    return new Reach(
        decides.state(),
        decides.quote(),
        decides.own(),
        limit,
        one.limitEach() || other.limitEach());
  }

  private static int rank(State state) {
    return switch (state) {
      case OPEN -> 0;
      case UNKNOWN -> 1;
      case LIMITED -> 2;
      case CLOSED -> 3;
    };
  }

  /** One connection on its way. */
  private final class Walk {
    private final int port;
    private final int family;
    private int steps;
    private @Nullable Rule forSome;
    private @Nullable Rule unclear;
    private @Nullable Quote limit;
    private boolean limitEach;

    private Walk(int port, int family) {
      this.port = port;
      this.family = family;
    }

    private Reach through(Chain base) {
      Decision decision = walk(base, 0);
      if (decision == null || decision.returned()) {
        decision = new Decision(base.accepts(), base.policy(), false, false);
      }
      if (decision.accepted()) {
        return unclear != null && unclear.action() == Action.DROP
            ? reach(State.UNKNOWN, unclear.quote(), unclear.ports().named())
            : reach(State.OPEN, decision.quote(), decision.own());
      }
      if (unclear != null && unclear.action() == Action.ACCEPT) {
        return reach(State.UNKNOWN, unclear.quote(), unclear.ports().named());
      }
      return forSome == null
          ? reach(State.CLOSED, decision.quote(), decision.own())
          : reach(State.LIMITED, forSome.quote(), forSome.ports().named());
    }

    private Reach reach(State state, Quote quote, boolean own) {
      return new Reach(state, quote, own, limit, limitEach);
    }

    private @Nullable Decision walk(Chain chain, int depth) {
      for (Rule rule : chain.rules()) {
        Match match = rule.matches(port, family);
        if (match == Match.NONE || ++steps > MOST_STEPS) {
          continue;
        }
        Decision decision =
            switch (rule.action()) {
              case ACCEPT, DROP -> verdict(rule, match);
              case RETURN ->
                  match == Match.ALWAYS ? new Decision(false, rule.quote(), false, true) : null;
              case JUMP, GOTO -> jump(rule, match, depth);
              case CONTINUE -> limited(rule, match);
            };
        if (decision != null) {
          return decision;
        }
      }
      return null;
    }

    private @Nullable Decision limited(Rule rule, Match match) {
      note(rule, match);
      return null;
    }

    private void note(Rule rule, Match match) {
      if (match == Match.RATE || match == Match.RATE_EACH) {
        limit = limit == null || match == Match.RATE_EACH ? rule.quote() : limit;
        limitEach |= match == Match.RATE_EACH;
      }
    }

    private @Nullable Decision verdict(Rule rule, Match match) {
      note(rule, match);
      boolean accepts = rule.action() == Action.ACCEPT;
      boolean within = accepts && (match == Match.RATE || match == Match.RATE_EACH);
      if (match == Match.ALWAYS || within) {
        return new Decision(accepts, rule.quote(), rule.ports().named(), false);
      }
      if (match == Match.SOME && accepts) {
        forSome = forSome == null ? rule : forSome;
      }
      if (match == Match.UNKNOWN) {
        unclear = unclear == null ? rule : unclear;
      }
      return null;
    }

    private @Nullable Decision jump(Rule rule, Match match, int depth) {
      Chain target = chains.get(rule.target());
      if (target == null || depth >= DEEPEST) {
        return null;
      }
      Decision decision = walk(target, depth + 1);
      if (decision == null || decision.returned()) {
        return rule.action() == Action.GOTO && match == Match.ALWAYS
            ? new Decision(false, rule.quote(), false, true)
            : null;
      }
      Decision own =
          new Decision(
              decision.accepted(), decision.quote(), decision.own() || rule.ports().named(), false);
      if (match == Match.ALWAYS) {
        return own;
      }
      Action action = decision.accepted() ? Action.ACCEPT : Action.DROP;
      return verdict(
          new Rule(decision.quote(), rule.ports(), match, rule.family(), action, ""), match);
    }
  }

  private record Decision(boolean accepted, Quote quote, boolean own, boolean returned) {}
}
