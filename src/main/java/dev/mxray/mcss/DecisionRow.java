package dev.mxray.mcss;

import static dev.mxray.mcss.Strength.DIRECT;

import dev.mxray.text.Sentence;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one control is decided from outside.
 *
 * @param passes what has to be seen for a pass, to stand behind “it passes when”
 * @param whenPassed how far the evidence of a pass carries; null when the outside cannot show one
 * @param whenFailed how far that of a failure carries; null when the outside cannot show one
 * @param findings the ids of the finding types that belong to the control
 */
record DecisionRow(
    String control,
    Sentence passes,
    @Nullable Strength whenPassed,
    @Nullable Strength whenFailed,
    List<String> findings,
    Rule rule) {

  DecisionRow {
    findings = List.copyOf(findings);
  }

  /** A row of which passes and failures are both shown directly. */
  static Draft row(String control, Sentence passes) {
    return row(control, passes, DIRECT, DIRECT);
  }

  static Draft row(
      String control,
      Sentence passes,
      @Nullable Strength whenPassed,
      @Nullable Strength whenFailed) {
    return new Draft(control, passes, whenPassed, whenFailed, List.of());
  }

  /** A row without its rule. */
  record Draft(
      String control,
      Sentence passes,
      @Nullable Strength whenPassed,
      @Nullable Strength whenFailed,
      List<String> findings) {

    Draft findings(String... ids) {
      return new Draft(control, passes, whenPassed, whenFailed, Arrays.asList(ids));
    }

    DecisionRow everyServer(ServerRule.Look look) {
      return servers(ServerRule.ALL, look);
    }

    DecisionRow servers(Set<Integer> ports, ServerRule.Look look) {
      return rule(new ServerRule(ports, /* openOnly= */ true, look));
    }

    DecisionRow topic(TopicRule rule) {
      return findings(rule.types().toArray(String[]::new)).rule(rule);
    }

    DecisionRow rule(Rule rule) {
      return new DecisionRow(control, passes, whenPassed, whenFailed, findings, rule);
    }
  }
}
