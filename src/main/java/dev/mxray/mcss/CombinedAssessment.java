package dev.mxray.mcss;

import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One assessment from what was seen from outside, from the evidence of a host, and from answers.
 *
 * <p>Where several sources decide a control, one counts, in this order: what was seen of the very
 * thing from outside; what the evidence shows; what the evidence speaks for; what the outside
 * speaks for; what a person told. That the outside finds nothing that a control could be about
 * never counts over what is on the host. Sources that contradict the one that counts are a {@link
 * Conflict}.
 *
 * @param conflicts in the order of the controls
 */
public record CombinedAssessment(
    Assessment assessment, List<Conflict> conflicts, Coverage coverage) {

  /**
   * What one source decides.
   *
   * @param basis of what it decides
   * @param decisions each control at most once; not assessed where it tells nothing
   */
  public record Source(Basis basis, List<Decision> decisions) {
    public Source {
      decisions = List.copyOf(decisions);
    }
  }

  /**
   * A control of which one source says that it passes and another that it does not, or one that it
   * concerns nothing and another that it was seen: a finding of its own.
   *
   * @param counts the decision that counts
   * @param against those that contradict it, at least one
   */
  public record Conflict(Decision counts, List<Decision> against) {
    public Conflict {
      against = List.copyOf(against);
    }

    /** The control. */
    public Control control() {
      return counts.control();
    }
  }

  /**
   * How much of the framework is decided, and by what.
   *
   * @param byBasis the number of controls that each basis decides, na among them
   * @param byArea the numbers of each area, in the catalogue's order
   * @param byComponent the numbers of each component
   */
  public record Coverage(
      Map<Basis, Integer> byBasis, Map<String, Summary> byArea, Map<String, Summary> byComponent) {}

  /** Which decision counts: the lowest. */
  private static final Comparator<Decision> PRECEDENCE =
      Comparator.comparingInt(CombinedAssessment::rank);

  public CombinedAssessment {
    conflicts = List.copyOf(conflicts);
  }

  /** What these sources come to together; a control that none decides is not assessed. */
  public static CombinedAssessment of(Catalogue catalogue, List<Source> sources) {
    var conflicts = new ArrayList<Conflict>();
    List<Decision> controls = combine(catalogue.controls(), sources, conflicts);
    List<Decision> extensions = combine(catalogue.extensions(), sources, conflicts);
    return new CombinedAssessment(
        new Assessment(controls, extensions, Summary.of(controls), Summary.of(extensions)),
        conflicts,
        new Coverage(
            byBasis(controls),
            grouped(controls, Control::area),
            grouped(controls, Control::component)));
  }

  private static List<Decision> combine(
      List<Control> controls, List<Source> sources, List<Conflict> conflicts) {
    var byControl = new LinkedHashMap<String, EnumMap<Basis, Decision>>();
    for (Source source : sources) {
      for (Decision decision : source.decisions()) {
        byControl
            .computeIfAbsent(decision.control().id(), id -> new EnumMap<>(Basis.class))
            .put(source.basis(), decision);
      }
    }
    var combined = new ArrayList<Decision>();
    for (Control control : controls) {
      Map<Basis, Decision> told = byControl.getOrDefault(control.id(), new EnumMap<>(Basis.class));
      List<Decision> decided =
          told.values().stream()
              .filter(decision -> decision.status() != Status.NOT_ASSESSED)
              .sorted(PRECEDENCE)
              .toList();
      combined.add(decided.isEmpty() ? undecided(control, told) : decided.get(0));
      conflict(decided).ifPresent(conflicts::add);
    }
    return combined;
  }

  /** The reason of the source that knows best what is missing. */
  private static Decision undecided(Control control, Map<Basis, Decision> told) {
    for (Basis basis : List.of(Basis.EVIDENCE, Basis.OBSERVED, Basis.ANSWER)) {
      Decision decision = told.get(basis);
      if (decision != null) {
        return decision;
      }
    }
    return new Decision(
        control,
        Status.NOT_ASSESSED,
        null,
        null,
        List.of(),
        /* waivable= */ false,
        Sentence.of("decision.nothing-given-tells"));
  }

  private static int rank(Decision decision) {
    Basis basis = decision.basis();
    if (basis == null) {
      return 5;
    }
    boolean direct = decision.strength() == Strength.DIRECT;
    return switch (basis) {
      case OBSERVED -> direct && decision.assessed() ? 0 : 3;
      case EVIDENCE -> direct ? 1 : 2;
      case ANSWER -> 4;
    };
  }

  private static Optional<Conflict> conflict(List<Decision> decided) {
    if (decided.size() < 2) {
      return Optional.empty();
    }
    Decision counts = decided.get(0);
    List<Decision> against =
        decided.stream().skip(1).filter(other -> contradict(counts, other)).toList();
    return against.isEmpty() ? Optional.empty() : Optional.of(new Conflict(counts, against));
  }

  private static boolean contradict(Decision one, Decision other) {
    if (one.assessed() && other.assessed()) {
      return (one.status() == Status.PASS) != (other.status() == Status.PASS);
    }
    // The domain may use less than the host has; what greets as other software is another server.
    return one.assessed() != other.assessed() && !absentOutside(one) && !absentOutside(other);
  }

  private static boolean absentOutside(Decision decision) {
    return decision.status() == Status.NA && decision.basis() == Basis.OBSERVED;
  }

  private static Map<Basis, Integer> byBasis(List<Decision> decisions) {
    var counts = new EnumMap<Basis, Integer>(Basis.class);
    for (Basis basis : Basis.values()) {
      counts.put(
          basis, (int) decisions.stream().filter(decision -> decision.basis() == basis).count());
    }
    return counts;
  }

  private static Map<String, Summary> grouped(
      List<Decision> decisions, Function<Control, String> by) {
    var groups = new LinkedHashMap<String, List<Decision>>();
    for (Decision decision : decisions) {
      groups.computeIfAbsent(by.apply(decision.control()), name -> new ArrayList<>()).add(decision);
    }
    var summaries = new LinkedHashMap<String, Summary>();
    groups.forEach((name, group) -> summaries.put(name, Summary.of(group)));
    return summaries;
  }
}
