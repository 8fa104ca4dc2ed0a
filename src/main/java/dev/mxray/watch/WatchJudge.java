package dev.mxray.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.Report;
import dev.mxray.report.ReputationPart;
import dev.mxray.report.change.FindingChange;
import dev.mxray.report.change.ListingChange;
import dev.mxray.report.change.ReportChanges;
import dev.mxray.store.AddressReport;
import dev.mxray.store.NewRun;
import dev.mxray.store.Profile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Decides what a run has changed: compares it with what the watch holds for true, counts how often
 * in a row a difference was seen, and takes over what was seen often enough. What a run could not
 * see neither confirms a change nor takes one back. Pure.
 */
final class WatchJudge {
  private static final JsonWriter JSON = new JsonWriter();

  private final ToIntFunction<ChangeType> confirmations;

  /**
   * @param confirmations consecutive runs that must show a change of a type
   */
  WatchJudge(ToIntFunction<ChangeType> confirmations) {
    this.confirmations = confirmations;
  }

  /**
   * What follows from a run.
   *
   * @param state what the watch knows now
   * @param changes those that are confirmed by this run
   */
  record Verdict(WatchState state, List<Change> changes) {
    /** True when something waits to be confirmed. */
    boolean waits() {
      return !state.pending().isEmpty();
    }
  }

  /**
   * Judges the scan of a domain.
   *
   * @param before empty at the first run
   */
  Verdict judge(Optional<WatchState> before, Report report, Profile profile, Instant now) {
    ObjectNode tree = WatchState.tree(JSON.line(report));
    if (before.isEmpty() && report.securityScore() == null && profile == Profile.FULL) {
      // Nothing was seen: there is nothing to begin with.
      return new Verdict(new WatchState(tree, Map.of(), Map.of()), List.of());
    }
    var known = before.map(state -> state.known().deepCopy()).map(KnownThings::new);
    KnownThings things = known.orElseGet(() -> KnownThings.first(tree));
    for (FindingChange change : ReportChanges.between(read(things.tree()), report).findings()) {
      if (change.unseenBefore()) {
        things.accept(change, tree);
      }
    }
    things.absorb(tree);
    things.forgetInconclusive(tree);
    ReportChanges changes = ReportChanges.between(read(things.tree()), report);
    var candidates = new ArrayList<Candidate>();
    boolean full = profile == Profile.FULL;
    changes.findings().stream()
        .filter(one -> full || one.section().equals("reputation"))
        .flatMap(one -> Candidate.of(one, evidence(one, tree, things.tree())).stream())
        .forEach(candidates::add);
    changes.listings().stream().flatMap(one -> Candidate.of(one).stream()).forEach(candidates::add);
    if (full) {
      changes.records().stream().map(Candidate::of).forEach(candidates::add);
      changes.certificates().stream().map(Candidate::of).forEach(candidates::add);
      Candidate.of(changes.score(), report.domain()).ifPresent(candidates::add);
    }
    Set<String> unseen = unseen(changes, tree, NewRun.outcome(report, profile).equals("failed"));
    return count(before, things, tree, candidates, unseen, now);
  }

  /** Judges what lists say of an address. */
  Verdict judge(Optional<WatchState> before, AddressReport report, Instant now) {
    ObjectNode tree = WatchState.tree(JSON.line(report));
    KnownThings things =
        before
            .map(state -> new KnownThings(state.known().deepCopy()))
            .orElseGet(() -> KnownThings.first(tree));
    List<ListingChange> changes =
        ReportChanges.listings(answers(things.tree()), report.reputation());
    List<Candidate> candidates =
        changes.stream().flatMap(one -> Candidate.of(one).stream()).toList();
    var unseen = new HashSet<String>();
    addUnseenLists(unseen, changes, tree);
    return count(before, things, tree, candidates, unseen, now);
  }

  private Verdict count(
      Optional<WatchState> before,
      KnownThings known,
      ObjectNode report,
      List<Candidate> candidates,
      Set<String> unseen,
      Instant now) {
    Map<String, WatchState.Pending> old = before.map(WatchState::pending).orElse(Map.of());
    Map<String, String> listedSince =
        new TreeMap<>(before.map(WatchState::listedSince).orElse(Map.of()));
    Map<String, WatchState.Pending> pending = new TreeMap<>();
    var units = new HashSet<String>();
    for (Candidate candidate : candidates) {
      WatchState.Pending former = old.get(candidate.key());
      WatchState.Pending counted =
          former != null && former.value().equals(candidate.value())
              ? new WatchState.Pending(former.value(), former.count() + 1, former.since())
              : new WatchState.Pending(candidate.value(), 1, now.toString());
      pending.put(candidate.key(), counted);
      if (isConfirmed(candidate, counted)) {
        units.add(candidate.unit());
      }
    }
    units.remove("");
    var changes = new ArrayList<Change>();
    for (Candidate candidate : candidates) {
      WatchState.Pending counted = pending.get(candidate.key());
      if (counted != null
          && (isConfirmed(candidate, counted) || units.contains(candidate.unit()))) {
        changes.add(change(candidate, Instant.parse(counted.since()), listedSince));
        candidate.taking().into(known, report);
        pending.remove(candidate.key());
      }
    }
    old.forEach(
        (key, waiting) -> {
          boolean shown = candidates.stream().anyMatch(one -> one.key().equals(key));
          if (!shown && isUnseen(key, unseen)) {
            pending.put(key, waiting);
          }
        });
    return new Verdict(new WatchState(known.tree(), pending, listedSince), changes);
  }

  private boolean isConfirmed(Candidate candidate, WatchState.Pending counted) {
    return counted.count() >= confirmations.applyAsInt(candidate.type());
  }

  private static Change change(
      Candidate candidate, Instant since, Map<String, String> listedSince) {
    Long duration = null;
    if (candidate.type() == ChangeType.LISTED) {
      listedSince.putIfAbsent(candidate.key(), since.toString());
    } else if (candidate.type() == ChangeType.DELISTED) {
      String listed = listedSince.remove(candidate.key());
      duration = listed == null ? null : Duration.between(Instant.parse(listed), since).toSeconds();
    }
    var change =
        new Change(
            candidate.type().id(),
            candidate.severity(),
            candidate.subject(),
            candidate.what(),
            candidate.what(),
            candidate.before(),
            candidate.after(),
            since,
            duration,
            candidate.details());
    return change.kept(ChangeWords.ENGLISH.text(change));
  }

  /** The evidence of a finding in the newer report, or else in what is known. */
  private static Map<String, String> evidence(
      FindingChange change, ObjectNode report, ObjectNode known) {
    for (ObjectNode tree : List.of(report, known)) {
      for (JsonNode finding : tree.path("findings")) {
        if (finding.path("id").asText().equals(change.id())
            && finding.path("subject").asText().equals(change.subject())) {
          Map<String, String> evidence = new TreeMap<>();
          finding
              .path("evidence")
              .properties()
              .forEach(one -> evidence.put(one.getKey(), one.getValue().asText()));
          return evidence;
        }
      }
    }
    return Map.of();
  }

  /** What this run can say nothing of: keys, or beginnings of keys with a star behind them. */
  private static Set<String> unseen(ReportChanges changes, ObjectNode report, boolean failed) {
    var unseen = new HashSet<String>();
    if (failed) {
      unseen.add("*");
    }
    for (FindingChange change : changes.findings()) {
      if (change.kind() == FindingChange.Kind.UNSEEN) {
        unseen.add("finding " + change.id() + " " + change.subject());
      }
    }
    boolean blind = false;
    for (JsonNode finding : report.path("findings")) {
      blind |= finding.path("id").asText().equals("check-inconclusive");
    }
    if (blind) {
      unseen.add("finding *");
      unseen.add("record *");
      unseen.add("certificate *");
      unseen.add("score");
    }
    if (report.path("mx").path("state").asText().equals("unknown")) {
      unseen.add("listing *"); // Whose addresses would have been asked about is not known.
    }
    addUnseenLists(unseen, changes.listings(), report);
    return unseen;
  }

  private static void addUnseenLists(
      Set<String> unseen, List<ListingChange> changes, ObjectNode report) {
    for (ListingChange change : changes) {
      if (change.kind() == ListingChange.Kind.UNSEEN) {
        unseen.add(Candidate.listing(change.subject(), change.list()));
      }
    }
    for (JsonNode answer : report.path("reputation")) {
      String state = answer.path("state").asText();
      if (!state.equals("listed") && !state.equals("clean")) {
        unseen.add(
            Candidate.listing(answer.path("subject").asText(), answer.path("list").asText()));
      }
    }
  }

  private static boolean isUnseen(String key, Set<String> unseen) {
    return unseen.contains(key)
        || unseen.stream()
            .anyMatch(
                one -> one.endsWith("*") && key.startsWith(one.substring(0, one.length() - 1)));
  }

  private static List<ReputationPart> answers(ObjectNode tree) {
    Stream<JsonNode> nodes =
        StreamSupport.stream(tree.path("reputation").spliterator(), /* parallel= */ false);
    return nodes.map(node -> read(node, ReputationPart.class)).toList();
  }

  private static Report read(ObjectNode tree) {
    return read((JsonNode) tree, Report.class);
  }

  private static <T extends Record> T read(JsonNode node, Class<T> type) {
    try {
      return JSON.read(node.toString(), type);
    } catch (IOException e) {
      throw new IllegalStateException("what is kept of a watch is damaged", e);
    }
  }
}
