package dev.mxray.mcss;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How all controls stand: decided where there is evidence, not assessed everywhere else.
 *
 * @param controls the controls of the framework, in the catalogue's order
 * @param extensions the controls of mxray's own
 * @param summary of the controls
 * @param extensionSummary of the extensions, which are counted apart
 */
public record Assessment(
    List<Decision> controls, List<Decision> extensions, Summary summary, Summary extensionSummary) {

  /** Components whose controls mean something only where that software runs. */
  private static final Set<String> SOFTWARE = Set.of("Postfix", "Exim", "Dovecot", "Cyrus");

  /** Of these, the ones of which a host runs one: what greets on port 25 rules out the others. */
  private static final Set<String> MAIL_TRANSFER = Set.of("Postfix", "Exim");

  public Assessment {
    controls = List.copyOf(controls);
    extensions = List.copyOf(extensions);
  }

  /** What an outside view decides. */
  public static Assessment of(OutsideView view, Catalogue catalogue) {
    List<Decision> controls = decide(catalogue.controls(), view);
    List<Decision> extensions = decide(catalogue.extensions(), view);
    return new Assessment(controls, extensions, Summary.of(controls), Summary.of(extensions));
  }

  /**
   * The ids of the controls that a finding belongs to, extensions last. A control of some software
   * is among them only when it was decided: when the software was seen.
   */
  public List<String> controlsOf(Finding finding) {
    var ids = new ArrayList<String>();
    for (List<Decision> decisions : List.of(controls, extensions)) {
      decisions.stream()
          .filter(decision -> belongs(finding, decision))
          .forEach(decision -> ids.add(decision.control().id()));
    }
    return List.copyOf(ids);
  }

  private static boolean belongs(Finding finding, Decision decision) {
    return DecisionTable.findings(decision.control()).contains(finding.type().id())
        && (decision.assessed() || !SOFTWARE.contains(decision.control().component()));
  }

  private static List<Decision> decide(List<Control> controls, OutsideView view) {
    return controls.stream().map(control -> decide(control, view)).toList();
  }

  private static Decision decide(Control control, OutsideView view) {
    Optional<DecisionRow> row = DecisionTable.row(control);
    Rule.Verdict verdict =
        SOFTWARE.contains(control.component())
            ? softwareVerdict(control, row, view)
            : verdict(control, row, view);
    return new Decision(
        control,
        verdict.status(),
        verdict.status() == Status.NOT_ASSESSED ? null : Basis.OBSERVED,
        verdict.strength(),
        verdict.findings(),
        verdict.waivable(),
        verdict.told());
  }

  private static Rule.Verdict verdict(
      Control control, Optional<DecisionRow> row, OutsideView view) {
    if (row.isEmpty()) {
      return Rule.Verdict.notAssessed(Sentence.of("decision.host-only", control.evidence()));
    }
    boolean exists =
        view.findings().stream()
            .noneMatch(finding -> finding.type() == FindingType.DOMAIN_NOT_FOUND);
    return exists || row.get().findings().contains(FindingType.DOMAIN_NOT_FOUND.id())
        ? row.get().rule().decide(row.get(), view)
        : Rule.Verdict.notAssessed(Sentence.of("decision.no-domain"));
  }

  /** Decides by the servers whose greeting names the software. */
  private static Rule.Verdict softwareVerdict(
      Control control, Optional<DecisionRow> row, OutsideView view) {
    String family = control.component().toLowerCase(Locale.ROOT);
    List<ServerView> named =
        view.servers().stream().filter(server -> family.equals(server.software())).toList();
    if (!named.isEmpty()) {
      return verdict(control, row, view.of(named));
    }
    return MAIL_TRANSFER.contains(control.component()) && othersOnly(view)
        ? Rule.Verdict.notApplicable(
            Strength.INDICATIVE, Sentence.of("decision.other-software", others(view)))
        : Rule.Verdict.notAssessed(Sentence.of("decision.software-not-named", control.component()));
  }

  /** Every exchange was seen, and its greeting names software. */
  private static boolean othersOnly(OutsideView view) {
    List<ServerView> exchanges = exchanges(view);
    return !exchanges.isEmpty()
        && view.notProbed().isEmpty()
        && exchanges.stream().allMatch(server -> server.open() && server.software() != null);
  }

  private static String others(OutsideView view) {
    return String.join(
        ", ",
        exchanges(view).stream()
            .flatMap(server -> Optional.ofNullable(server.software()).stream())
            .distinct()
            .sorted()
            .toList());
  }

  private static List<ServerView> exchanges(OutsideView view) {
    return view.servers().stream().filter(server -> server.port() == ServerRule.RELAY).toList();
  }
}
