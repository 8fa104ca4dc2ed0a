package dev.mxray.mcss;

import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether IPv6 is filtered as IPv4 is: of a host that has addresses of both, the same ports
 * are open. Only what answers or refuses is compared; silence may be the network in between.
 */
final class FamilyRule {
  /** So many differences are named in the evidence. */
  private static final int MAX_NAMED = 3;

  private FamilyRule() {}

  static Rule.Verdict decide(DecisionRow row, OutsideView view) {
    var ports = new LinkedHashMap<String, Families>();
    for (ServerView server : view.servers()) {
      ports
          .computeIfAbsent(server.host() + ":" + server.port(), port -> new Families())
          .add(server);
    }
    List<String> same = new ArrayList<>();
    List<String> different = new ArrayList<>();
    for (Map.Entry<String, Families> port : ports.entrySet()) {
      port.getValue().alike().ifPresent(alike -> (alike ? same : different).add(port.getKey()));
    }
    if (!different.isEmpty()) {
      return Rule.Verdict.of(
          same.isEmpty() ? Status.FAIL : Status.PARTIAL,
          row.whenFailed(),
          List.of(),
          Sentence.of("decision.families-differ", Facts.names(different, MAX_NAMED)));
    }
    return same.isEmpty()
        ? Rule.Verdict.notAssessed(Sentence.of("decision.no-both-families"))
        : Rule.Verdict.of(
            Status.PASS,
            row.whenPassed(),
            List.of(),
            Sentence.of("decision.families-alike", Facts.names(same, MAX_NAMED)));
  }

  /** What the addresses of each family say about one port of a host. */
  private static final class Families {
    private boolean open4;
    private boolean open6;
    private boolean refused4;
    private boolean refused6;

    void add(ServerView server) {
      boolean ipv6 = server.address().indexOf(':') >= 0;
      switch (server.state()) {
        case OPEN, CLOSED, REJECTED, PROTOCOL_ERROR -> {
          open4 |= !ipv6;
          open6 |= ipv6;
        }
        case REFUSED -> {
          refused4 |= !ipv6;
          refused6 |= ipv6;
        }
        case TIMEOUT, RESET, BLOCKED, NOT_PROBED -> {}
      }
    }

    /** Empty when a family is not seen, or does not agree with itself. */
    Optional<Boolean> alike() {
      return (open4 == refused4) || (open6 == refused6)
          ? Optional.empty()
          : Optional.of(open4 == open6);
    }
  }
}
