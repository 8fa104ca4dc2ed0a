package dev.mxray.check.reputation;

import static dev.mxray.finding.FindingType.DNSBL_LISTED;
import static dev.mxray.finding.FindingType.DNSBL_LIST_BROKEN;
import static dev.mxray.finding.FindingType.DNSBL_LIST_REFUSED;
import static dev.mxray.finding.FindingType.DOMAIN_LISTED;

import dev.mxray.check.hosts.HostAddress;
import dev.mxray.check.reputation.ListVerdict.Broken;
import dev.mxray.check.reputation.ListVerdict.Listed;
import dev.mxray.check.reputation.ListVerdict.Refused;
import dev.mxray.check.reputation.ListVerdict.Unknown;
import dev.mxray.finding.Finding;
import dev.mxray.finding.Items;
import dev.mxray.finding.Section;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Observed;
import dev.mxray.observe.Reason;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges what lists say, and the lists that say nothing of use. */
public final class ReputationRules {
  /** Items that one piece of evidence lists before it only counts the rest. */
  private static final int MAX_LISTED = 20;

  /** Attempts that are told of one list. */
  private static final int MAX_ATTEMPTS = 12;

  /** What is not the fault of a list. */
  private static final Set<Reason> OURS =
      EnumSet.of(
          Reason.NETWORK, Reason.LIMIT, Reason.DEADLINE, Reason.INTERRUPTED, Reason.SWITCHED_OFF);

  private final ReputationObservation seen;
  private final List<Finding> findings = new ArrayList<>();

  private ReputationRules(ReputationObservation seen) {
    this.seen = seen;
  }

  /** The findings about addresses and domains, then those about lists. */
  public static List<Finding> judge(ReputationObservation seen) {
    var rules = new ReputationRules(seen);
    rules.listings();
    rules.lists();
    return List.copyOf(rules.findings);
  }

  /** Allow lists are shown in the report; being on one is no fault. */
  private void listings() {
    Map<String, List<ListAnswer>> bySubject = new LinkedHashMap<>();
    seen.answers().stream()
        .filter(one -> one.verdict() instanceof Listed && !one.list().allow())
        .forEach(
            one -> bySubject.computeIfAbsent(one.subject(), first -> new ArrayList<>()).add(one));
    bySubject.forEach((subject, listings) -> findings.add(listed(subject, listings)));
  }

  private Finding listed(String subject, List<ListAnswer> listings) {
    ListAnswer first = listings.get(0);
    Weight worst =
        listings.stream()
            .map(one -> ((Listed) one.verdict()).weight())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    Finding finding =
        Finding.of(first.kind().isAddress() ? DNSBL_LISTED : DOMAIN_LISTED, subject)
            .severity(worst.severity())
            .with("hosts", owner(first))
            .with("lists", list(listings.stream().map(ReputationRules::words), "; "));
    Sentence reasons =
        list(
            listings.stream()
                .filter(one -> ((Listed) one.verdict()).reason() != null)
                .map(one -> one.list().name() + ": " + ((Listed) one.verdict()).reason()),
            "; ");
    return (reasons.toString().isEmpty() ? finding : finding.with("reason", reasons))
        .with("delisting", list(listings.stream().map(ReputationRules::delisting), " "))
        .with("operators", operators(listings));
  }

  private Sentence owner(ListAnswer answer) {
    if (!answer.hosts().isEmpty()) {
      return list(answer.hosts().stream(), ", ");
    }
    return answer.kind().isAddress() ? HostAddress.SENDER : Sentence.verbatim(seen.domain());
  }

  private static String words(ListAnswer answer) {
    var listed = (Listed) answer.verdict();
    return answer.list().name()
        + " "
        + String.join(", ", listed.addresses())
        + " ("
        + listed.meaning()
        + ")";
  }

  private static String delisting(ListAnswer answer) {
    String address = answer.list().delisting();
    return address == null ? answer.list().name() : address;
  }

  private static String operators(List<ListAnswer> listings) {
    Map<String, Weight> worst = new LinkedHashMap<>();
    for (ListAnswer one : listings) {
      worst.merge(
          one.list().operator(),
          ((Listed) one.verdict()).weight(),
          (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }
    return worst.entrySet().stream()
        .map(entry -> entry.getKey() + " (" + entry.getValue().id() + ")")
        .collect(Collectors.joining(", "));
  }

  private void lists() {
    Map<BlockList, List<ListAnswer>> byList = new LinkedHashMap<>();
    seen.answers().stream()
        .filter(one -> !one.verdict().isUsable())
        .forEach(one -> byList.computeIfAbsent(one.list(), first -> new ArrayList<>()).add(one));
    var ours = new ArrayList<ListAnswer>();
    byList.forEach(
        (list, answers) -> {
          first(answers, Refused.class).ifPresent(refused -> findings.add(refused(list, refused)));
          first(answers, Broken.class).ifPresent(broken -> findings.add(broken(list, broken)));
          List<ListAnswer> unknown =
              answers.stream().filter(one -> one.verdict() instanceof Unknown).toList();
          if (unknown.stream().allMatch(one -> OURS.contains(reason(one)))) {
            ours.addAll(unknown);
          } else {
            findings.add(inconclusive(list.name(), unknown));
          }
        });
    if (!ours.isEmpty()) {
      findings.add(inconclusive(seen.domain(), ours));
    }
  }

  private static <T extends ListVerdict> java.util.Optional<T> first(
      List<ListAnswer> answers, Class<T> kind) {
    return answers.stream()
        .map(ListAnswer::verdict)
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst();
  }

  private static Finding refused(BlockList list, Refused refused) {
    return Finding.of(DNSBL_LIST_REFUSED, list.name())
        .with("operator", list.operator())
        .with("answer", refused.told())
        .with("resolvers", resolvers(refused.attempts()));
  }

  private static Finding broken(BlockList list, Broken broken) {
    return Finding.of(DNSBL_LIST_BROKEN, list.name())
        .with("operator", list.operator())
        .with("proof", broken.told())
        .with("resolvers", resolvers(broken.attempts()));
  }

  private static Sentence resolvers(List<Attempt> attempts) {
    Sentence servers = list(attempts.stream().map(Attempt::server).distinct(), ", ");
    return attempts.isEmpty() ? Sentence.of("reputation.known") : servers;
  }

  private static Reason reason(ListAnswer answer) {
    return ((Unknown) answer.verdict()).unknown().reason();
  }

  /** One for each subject, with what was not answered and who was asked. */
  private static Finding inconclusive(String subject, List<ListAnswer> answers) {
    List<Observed.Unknown<?>> unknowns = new ArrayList<>();
    for (ListAnswer answer : answers) {
      unknowns.add(((Unknown) answer.verdict()).unknown());
    }
    Set<Attempt> attempts = new LinkedHashSet<>();
    unknowns.forEach(unknown -> attempts.addAll(unknown.attempts()));
    return Finding.inconclusive(
        Section.REPUTATION,
        subject,
        new Observed.Unknown<>(
            unknowns.get(0).reason(),
            Items.told(steps(unknowns).toList(), ", ", MAX_LISTED),
            attempts.stream().limit(MAX_ATTEMPTS).toList()));
  }

  private static Stream<Sentence> steps(List<Observed.Unknown<?>> unknowns) {
    Function<Observed.Unknown<?>, Sentence> step = Observed.Unknown::doing;
    return unknowns.stream().map(step).distinct();
  }

  private static Sentence list(Stream<String> items, String separator) {
    return Items.listed(items.distinct(), separator, MAX_LISTED);
  }
}
