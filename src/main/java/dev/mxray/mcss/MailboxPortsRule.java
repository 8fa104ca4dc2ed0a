package dev.mxray.mcss;

import dev.mxray.mcss.ServerView.State;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides by which ports are open at the hosts that have mailbox servers at all. A port that does
 * not answer is closed to the scanner, be it refused or dropped.
 *
 * @param good ports, of which one has to be open; empty when that does not matter
 * @param bad ports, of which none may be open
 */
record MailboxPortsRule(Set<Integer> good, Set<Integer> bad) implements Rule {
  /** So many servers are named in the evidence. */
  private static final int MAX_NAMED = 3;

  private static final Set<State> CLOSED = Set.of(State.REFUSED, State.TIMEOUT, State.RESET);

  @Override
  public Verdict decide(DecisionRow row, OutsideView view) {
    Map<String, List<ServerView>> hosts =
        view.servers().stream()
            .filter(server -> ServerRule.MAILBOX.contains(server.port()))
            .collect(Collectors.groupingBy(server -> server.host() + "[" + server.address() + "]"));
    hosts.values().removeIf(servers -> servers.stream().noneMatch(ServerView::open));
    if (hosts.isEmpty()) {
      return Verdict.notAssessed(Sentence.of("decision.no-mailbox-seen"));
    }
    List<ServerView> servers = hosts.values().stream().flatMap(List::stream).toList();
    List<ServerView> wrong = open(servers, bad);
    if (!wrong.isEmpty()) {
      return Verdict.of(
          Status.FAIL,
          row.whenFailed(),
          row.findings().stream()
              .filter(id -> wrong.stream().anyMatch(one -> ServerRule.reported(view, one, id)))
              .toList(),
          Sentence.of("decision.open", named(wrong)));
    }
    boolean unseen =
        servers.stream()
            .filter(server -> bad.contains(server.port()))
            .anyMatch(server -> !CLOSED.contains(server.state()));
    if (unseen) {
      return Verdict.notAssessed(Sentence.of("decision.ports-not-all-seen"));
    }
    if (good.isEmpty()) {
      return Verdict.of(
          Status.PASS,
          row.whenPassed(),
          List.of(),
          Sentence.of("decision.closed-at", first(hosts)));
    }
    List<String> without =
        hosts.entrySet().stream()
            .filter(host -> open(host.getValue(), good).isEmpty())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return without.isEmpty()
        ? Verdict.of(
            Status.PASS,
            row.whenPassed(),
            List.of(),
            Sentence.of("decision.open", named(open(servers, good))))
        : Verdict.of(
            without.size() == hosts.size() ? Status.FAIL : Status.PARTIAL,
            row.whenFailed(),
            List.of(),
            Sentence.of("decision.no-tls-port", Facts.names(without, MAX_NAMED)));
  }

  private static List<ServerView> open(List<ServerView> servers, Set<Integer> ports) {
    return servers.stream()
        .filter(server -> ports.contains(server.port()) && server.open())
        .toList();
  }

  private static Sentence first(Map<String, List<ServerView>> hosts) {
    return Facts.names(hosts.keySet().stream().sorted().toList(), MAX_NAMED);
  }

  private static Sentence named(List<ServerView> servers) {
    return Facts.names(servers.stream().map(ServerView::subject).sorted().toList(), MAX_NAMED);
  }
}
