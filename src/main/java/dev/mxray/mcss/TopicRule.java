package dev.mxray.mcss;

import dev.mxray.finding.Finding;
import dev.mxray.finding.Severity;
import dev.mxray.mcss.OutsideView.Topic;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides by what was found about a topic of the DNS. Nothing found is a pass only when the topic
 * was seen. A finding of severity info never decides.
 *
 * @param whole true when a pass needs everything of the topic, not only the essential
 * @param fails the finding types that make it fail
 * @param weakens the finding types that make it partial
 * @param bySeverity the finding types that make it fail, and partial when their severity is low
 * @param notes the finding types that belong to the control and do not decide it
 * @param mootBeside finding types beside which there is nothing to judge
 * @param mootWhen when the domain's mail makes the control meaningless
 */
record TopicRule(
    Topic topic,
    boolean whole,
    Set<String> fails,
    Set<String> weakens,
    Set<String> bySeverity,
    Set<String> notes,
    Set<String> mootBeside,
    Moot mootWhen)
    implements Rule {

  /** When a control means nothing to a domain. */
  enum Moot {
    NEVER,
    TAKES_NO_MAIL,
    /** It takes no mail, and sends none from anywhere that could be looked at. */
    UNSEEN_AND_TAKES_NO_MAIL,
    UNSEEN_AND_SENDS_NO_MAIL;

    boolean holds(OutsideView view, Topic topic) {
      return switch (this) {
        case NEVER -> false;
        case TAKES_NO_MAIL -> view.takesNoMail();
        case UNSEEN_AND_TAKES_NO_MAIL -> view.takesNoMail() && !view.seen().contains(topic);
        case UNSEEN_AND_SENDS_NO_MAIL -> view.sendsNoMail() && !view.seen().contains(topic);
      };
    }

    Sentence told() {
      return this == UNSEEN_AND_SENDS_NO_MAIL
          ? Sentence.of("decision.sends-no-mail")
          : Sentence.of("decision.takes-no-mail");
    }
  }

  /** So many findings are named in the evidence. */
  private static final int MAX_NAMED = 3;

  /** A rule about a topic. */
  static TopicRule about(Topic topic) {
    return new TopicRule(
        topic, /* whole= */ false, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Moot.NEVER);
  }

  TopicRule completely() {
    return new TopicRule(
        topic, /* whole= */ true, fails, weakens, bySeverity, notes, mootBeside, mootWhen);
  }

  TopicRule fails(String... types) {
    return new TopicRule(
        topic, whole, Set.of(types), weakens, bySeverity, notes, mootBeside, mootWhen);
  }

  TopicRule weakens(String... types) {
    return new TopicRule(
        topic, whole, fails, Set.of(types), bySeverity, notes, mootBeside, mootWhen);
  }

  TopicRule bySeverity(String... types) {
    return new TopicRule(topic, whole, fails, weakens, Set.of(types), notes, mootBeside, mootWhen);
  }

  TopicRule notes(String... types) {
    return new TopicRule(
        topic, whole, fails, weakens, bySeverity, Set.of(types), mootBeside, mootWhen);
  }

  TopicRule mootBeside(String... types) {
    return new TopicRule(topic, whole, fails, weakens, bySeverity, notes, Set.of(types), mootWhen);
  }

  TopicRule moot(Moot when) {
    return new TopicRule(topic, whole, fails, weakens, bySeverity, notes, mootBeside, when);
  }

  /** The finding types that decide, in the order of their ids. */
  List<String> deciding() {
    return Stream.of(fails, weakens, bySeverity).flatMap(Set::stream).sorted().toList();
  }

  /** All finding types of the control, those that decide first. */
  List<String> types() {
    return Stream.concat(deciding().stream(), notes.stream().sorted()).toList();
  }

  @Override
  public Verdict decide(DecisionRow row, OutsideView view) {
    List<Finding> moot = reported(view, finding -> mootBeside.contains(finding.type().id()));
    if (!moot.isEmpty()) {
      return Verdict.notApplicable(
          Strength.DIRECT, Sentence.of("decision.nothing-to-judge", named(moot)));
    }
    List<Finding> failing = reported(view, this::failing);
    List<Finding> weakening = reported(view, this::weakening);
    if (failing.isEmpty() && weakening.isEmpty() && mootWhen.holds(view, topic)) {
      return Verdict.notApplicable(Strength.DIRECT, mootWhen.told());
    }
    if (!failing.isEmpty() || !weakening.isEmpty()) {
      List<Finding> deciding = new ArrayList<>(failing);
      deciding.addAll(weakening);
      return Verdict.of(
          failing.isEmpty() ? Status.PARTIAL : Status.FAIL,
          row.whenFailed(),
          deciding.stream().map(finding -> finding.type().id()).distinct().sorted().toList(),
          Sentence.of("decision.found", named(deciding)));
    }
    if (!(whole ? view.complete() : view.seen()).contains(topic)) {
      return Verdict.notAssessed(
          view.seen().contains(topic)
              ? Sentence.of("decision.seen-in-part", topic.told())
              : Sentence.of("decision.not-seen", topic.told()));
    }
    return Verdict.of(
        Status.PASS,
        row.whenPassed(),
        deciding().stream().filter(id -> reported(view, id).isEmpty()).toList(),
        Sentence.of("decision.seen", topic.told()));
  }

  private boolean failing(Finding finding) {
    return finding.severity() != Severity.INFO
        && (fails.contains(finding.type().id())
            || (bySeverity.contains(finding.type().id()) && finding.severity() != Severity.LOW));
  }

  private boolean weakening(Finding finding) {
    return finding.severity() != Severity.INFO
        && (weakens.contains(finding.type().id())
            || (bySeverity.contains(finding.type().id()) && finding.severity() == Severity.LOW));
  }

  private static List<Finding> reported(OutsideView view, String id) {
    return reported(view, finding -> finding.type().id().equals(id));
  }

  private static List<Finding> reported(OutsideView view, Predicate<Finding> which) {
    return view.findings().stream().filter(which).toList();
  }

  private static Sentence named(List<Finding> findings) {
    return Facts.names(
        findings.stream().map(finding -> finding.type().id() + " " + finding.subject()).toList(),
        MAX_NAMED);
  }
}
