package dev.mxray.check.dmarc;

import dev.mxray.check.dmarc.DmarcRecord.Psd;
import dev.mxray.observe.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The DNS tree walk (RFC 9989 §4.10) and what follows from it: the record that applies (§4.10.1)
 * and the organizational domain (§4.10.2).
 *
 * <p>An unknown answer stands for every answer: no record, a record, one with psd=n or psd=y. A
 * result is given only when it is the same whatever the unknown answers were.
 *
 * @param steps from the starting name upwards, as far as the walk goes: a single record with psd=n
 *     or psd=y ends it
 * @param policy the step whose record applies; absent when the walk has none, or only names with
 *     several
 * @param organizationalDomain of the starting name; never absent
 * @param beyond what was asked above the name where the walk ended; it decides nothing here
 */
public record TreeWalk(
    List<Step> steps,
    Observed<Step> policy,
    Observed<String> organizationalDomain,
    List<Step> beyond) {

  /**
   * A longer name goes from its first question to its last seven labels (RFC 9989 §4.10, step 4).
   */
  private static final int LABELS_AFTER_JUMP = 7;

  /** In place of the first label of a name below the start. */
  private static final String ANY_LABEL = "*.";

  /** The label below which records stand (RFC 9989 §4.7). */
  static final String PREFIX = "_dmarc.";

  /**
   * One name of the walk.
   *
   * @param domain the name, without the label {@code _dmarc}
   * @param records the texts at {@code _dmarc.domain} that begin with the version tag
   * @param others texts there that do not, and so are no DMARC records
   */
  public record Step(String domain, Observed<List<String>> records, List<String> others) {
    public Step {
      others = List.copyOf(others);
    }

    /** The name that was asked. */
    public String name() {
      return PREFIX + domain;
    }

    /** The record, when there is exactly one; several are all discarded (RFC 9989 §4.10). */
    public Optional<DmarcRecord> record() {
      return records
          .found()
          .filter(texts -> texts.size() == 1)
          .flatMap(texts -> read(texts.get(0)));
    }

    /** True when there are several records, none of which applies. */
    public boolean several() {
      return records.found().filter(texts -> texts.size() > 1).isPresent();
    }

    private static Optional<DmarcRecord> read(String text) {
      return DmarcRecord.parse(text);
    }

    private boolean says(Psd psd) {
      return record().filter(record -> record.psd() == psd).isPresent();
    }
  }

  public TreeWalk {
    steps = List.copyOf(steps);
    beyond = List.copyOf(beyond);
  }

  /** Why a walk ended (RFC 9989 §4.10, steps 2, 6 and 7). */
  public enum End {
    /** A single record with psd=n: this name is the organizational domain. */
    PSD_NO("psd=n"),
    /** A single record with psd=y: this name is a public suffix domain. */
    PSD_YES("psd=y"),
    /** No label was left to remove. */
    TOP("top");

    private final String id;

    End(String id) {
      this.id = id;
    }

    /** The word of the report. */
    public String id() {
      return id;
    }
  }

  /** The names that the walk asks about, at most eight, without the label {@code _dmarc}. */
  public static List<String> names(String domain) {
    var names = new ArrayList<String>();
    names.add(domain);
    String[] labels = domain.split("\\.");
    for (int keep = Math.min(labels.length - 1, LABELS_AFTER_JUMP); keep > 0; keep--) {
      names.add(lastLabels(labels, keep));
    }
    return names;
  }

  /**
   * Evaluates the answers.
   *
   * @param asked an answer for each of {@link #names}, in that order
   */
  public static TreeWalk of(List<Step> asked) {
    List<Step> steps = untilStop(asked);
    return new TreeWalk(
        steps,
        policy(steps),
        organizationalDomain(steps),
        asked.subList(steps.size(), asked.size()));
  }

  /** Why the walk ended at its last step. */
  public End end() {
    Step last = steps.get(steps.size() - 1);
    return last.says(Psd.NO) ? End.PSD_NO : last.says(Psd.YES) ? End.PSD_YES : End.TOP;
  }

  /**
   * The walk of a name one label below the start that has no record of its own. It is a walk of its
   * own: the record at the start applies there only if the start is the organizational domain or a
   * public suffix domain, and a long name passes it over.
   */
  public TreeWalk below() {
    String name = ANY_LABEL + start();
    List<String> names = names(name);
    var asked = new ArrayList<Step>();
    asked.add(new Step(name, Observed.absent(Observed.Proof.NXDOMAIN), List.of()));
    Stream.concat(steps.stream(), beyond.stream())
        .filter(step -> names.contains(step.domain()))
        .forEach(asked::add);
    return of(asked);
  }

  /** The name at which the walk began. */
  public String start() {
    return steps.get(0).domain();
  }

  /** True when the record that applies stands above the starting name. */
  public boolean inherited() {
    return policy.found().filter(step -> !step.domain().equals(start())).isPresent();
  }

  private static List<Step> untilStop(List<Step> asked) {
    for (int i = 0; i < asked.size(); i++) {
      if (asked.get(i).says(Psd.NO) || asked.get(i).says(Psd.YES)) {
        return asked.subList(0, i + 1);
      }
    }
    return asked;
  }

  private static Observed<Step> policy(List<Step> steps) {
    Step own = steps.get(0);
    if (own.record().isPresent()) {
      return Observed.present(own);
    }
    Optional<Observed.Unknown<List<String>>> unknown = firstUnknown(steps);
    if (unknown.isPresent()) {
      return unknown.get().as();
    }
    String organizational = organizationalDomainOfSeen(steps);
    Step last = steps.get(steps.size() - 1);
    return steps.stream()
        .filter(step -> step.domain().equals(organizational) && step.record().isPresent())
        .findFirst()
        .or(() -> Optional.of(last).filter(step -> step.says(Psd.YES)))
        .map(Observed::present)
        .orElseGet(() -> Observed.absent(proofOfNone(steps)));
  }

  private static Observed.Proof proofOfNone(List<Step> steps) {
    return steps.stream().anyMatch(Step::several)
        ? Observed.Proof.OTHER_RECORDS
        : Observed.Proof.NODATA;
  }

  /**
   * An unknown name above the start could be the organizational domain (psd=n) or leave it to
   * another; an unknown start matters only when another name would otherwise be it.
   */
  private static Observed<String> organizationalDomain(List<Step> steps) {
    Optional<Observed.Unknown<List<String>>> above = firstUnknown(steps.subList(1, steps.size()));
    if (above.isPresent()) {
      return above.get().as();
    }
    String seen = organizationalDomainOfSeen(steps);
    Step own = steps.get(0);
    return own.records().isUnknown() && !seen.equals(own.domain())
        ? firstUnknown(steps).orElseThrow().as()
        : Observed.present(seen);
  }

  /** RFC 9989 §4.10.2, with unknown answers taken as none. */
  private static String organizationalDomainOfSeen(List<Step> steps) {
    String start = steps.get(0).domain();
    Step last = steps.get(steps.size() - 1);
    // Only the last step can say psd=n or psd=y, since that ends the walk.
    if (last.says(Psd.YES) && steps.size() > 1) {
      String[] labels = start.split("\\.");
      return lastLabels(labels, last.domain().split("\\.").length + 1);
    }
    String fewestLabels = start;
    for (Step step : steps) {
      if (step.record().isPresent()) {
        fewestLabels = step.domain();
      }
    }
    return fewestLabels;
  }

  private static Optional<Observed.Unknown<List<String>>> firstUnknown(List<Step> steps) {
    return steps.stream().flatMap(step -> step.records().unknown().stream()).findFirst();
  }

  private static String lastLabels(String[] labels, int count) {
    return String.join(".", List.of(labels).subList(labels.length - count, labels.length));
  }
}
