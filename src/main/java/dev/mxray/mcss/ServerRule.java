package dev.mxray.mcss;

import dev.mxray.finding.Finding;
import dev.mxray.mcss.Sight.Kind;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides by what every mail server shows: the worst one decides, and a control of which some
 * servers are good and some are not is partial. A pass is only indicative when a server was not
 * seen.
 *
 * @param ports the ports that the control concerns
 * @param openOnly true when a server has to greet before it can show anything: one on port 25 that
 *     does not is then unseen, and another port may just not be in use
 * @param look what one server shows
 */
record ServerRule(Set<Integer> ports, boolean openOnly, Look look) implements Rule {
  /** Where mail servers talk to mail servers. */
  static final int RELAY = 25;

  /** Submission, by STARTTLS and with TLS from the start (RFC 6409, RFC 8314). */
  static final Set<Integer> SUBMISSION = Set.of(587, 465);

  static final Set<Integer> SMTP = Set.of(RELAY, 587, 465);

  /** POP3, IMAP and ManageSieve that begin in the clear. */
  static final Set<Integer> CLEAR_MAILBOX = Set.of(110, 143, 4190);

  /** IMAP and POP3 with TLS from the start (RFC 8314 §3.2, §3.3). */
  static final Set<Integer> TLS_MAILBOX = Set.of(993, 995);

  static final Set<Integer> MAILBOX = union(CLEAR_MAILBOX, TLS_MAILBOX);

  static final Set<Integer> ALL = union(SMTP, MAILBOX);

  /** So many servers are named in the evidence. */
  private static final int MAX_NAMED = 3;

  /** What one server shows of a control. */
  interface Look {
    Sight at(ServerView server, OutsideView view);
  }

  private static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
    return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Verdict decide(DecisionRow row, OutsideView view) {
    if (view.servers().isEmpty()) {
      return view.takesNoMail()
          ? Verdict.notApplicable(Strength.DIRECT, Sentence.of("decision.no-server"))
          : Verdict.notAssessed(Sentence.of("decision.no-server-seen"));
    }
    Map<Kind, List<Seen>> byKind = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      byKind.put(kind, new ArrayList<>());
    }
    view.servers().stream()
        .filter(server -> ports.contains(server.port()))
        .map(server -> new Seen(server, sight(server, view)))
        .forEach(seen -> seen.in(byKind).add(seen));
    List<Seen> good = Seen.of(byKind, Kind.GOOD);
    List<Seen> bad = Seen.of(byKind, Kind.BAD);
    List<Seen> half = Seen.of(byKind, Kind.HALF);
    List<Seen> unseen = Seen.of(byKind, Kind.UNSEEN);
    if (good.isEmpty() && bad.isEmpty() && half.isEmpty()) {
      return Verdict.notAssessed(
          unseen.isEmpty()
              ? Sentence.of("decision.no-server-shows-it")
              : Sentence.of("decision.servers-not-seen", named(unseen)));
    }
    if (bad.isEmpty() && half.isEmpty()) {
      return passed(row, view, good, unseen.size() + view.notProbed().size());
    }
    List<Seen> worst = new ArrayList<>(bad);
    worst.addAll(half);
    return new Verdict(
        good.isEmpty() && half.isEmpty() ? Status.FAIL : Status.PARTIAL,
        row.whenFailed(),
        reported(row, view, worst),
        worst.stream().allMatch(seen -> seen.sight().waivable()),
        good.isEmpty()
            ? Facts.stated(named(worst))
            : Sentence.of("decision.good-elsewhere", named(worst)));
  }

  private Sight sight(ServerView server, OutsideView view) {
    if (server.open() || !openOnly) {
      return look.at(server, view);
    }
    return server.port() == RELAY ? Sight.unseen(server.state().told()) : Sight.beside();
  }

  private static Verdict passed(DecisionRow row, OutsideView view, List<Seen> good, int unseen) {
    List<String> found = reported(row, view, good);
    return Verdict.of(
        Status.PASS,
        unseen == 0 ? row.whenPassed() : Strength.INDICATIVE,
        row.findings().stream().filter(id -> !found.contains(id)).toList(),
        unseen == 0
            ? Facts.stated(named(good))
            : Sentence.count("decision.others-not-seen", unseen, named(good)));
  }

  /** The finding types of the control that were reported about these servers. */
  private static List<String> reported(DecisionRow row, OutsideView view, List<Seen> seen) {
    var ids = new HashSet<String>();
    for (Seen one : seen) {
      row.findings().stream().filter(id -> reported(view, one.server(), id)).forEach(ids::add);
    }
    return ids.stream().sorted().toList();
  }

  /** True when there is a finding of this type about the server. */
  static boolean reported(OutsideView view, ServerView server, String id) {
    return view.findings().stream()
        .anyMatch(finding -> finding.type().id().equals(id) && isAbout(finding, server));
  }

  /** True when a finding is about this server, or about its host as a whole. */
  static boolean isAbout(Finding finding, ServerView server) {
    return finding.subject().equals(server.subject()) || finding.subject().equals(server.host());
  }

  private static Sentence named(List<Seen> seen) {
    return Facts.listed(
        seen.stream()
            .map(
                one ->
                    Sentence.of(
                        "decision.server-shows", one.server().subject(), one.sight().fact()))
            .toList(),
        MAX_NAMED);
  }

  private record Seen(ServerView server, Sight sight) {
    List<Seen> in(Map<Kind, List<Seen>> byKind) {
      return byKind.computeIfAbsent(sight.kind(), kind -> new ArrayList<>());
    }

    static List<Seen> of(Map<Kind, List<Seen>> byKind, Kind kind) {
      return byKind.getOrDefault(kind, List.of());
    }
  }
}
