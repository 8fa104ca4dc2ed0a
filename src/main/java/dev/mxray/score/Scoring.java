package dev.mxray.score;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.score.Score.Deduction;
import dev.mxray.score.Score.SectionScore;
import dev.mxray.score.Score.State;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a score of what a scan has judged and of how much it has seen, by the rules of {@link
 * ScoreTable}. Pure, in decimal arithmetic.
 */
public final class Scoring {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal FAILED_BELOW = BigDecimal.valueOf(ScoreTable.FAILED_BELOW_PCT);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** What is said of a coverage that would round to 100 though something is missing. */
  private static final BigDecimal NEARLY_ALL = new BigDecimal("99.9");

  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing((Finding finding) -> finding.severity()).thenComparing(Finding::subject);

  private Scoring() {}

  /** The score with its ledger. */
  public static Score score(ScoreInput input) {
    Sums sums = Sums.of(ledgers(input));
    Outcome outcome = outcome(input, sums);
    boolean scored = outcome != Outcome.FAILED;
    Integer score = scored ? sums.score() : null;
    return new Score(
        ScoreTable.VERSION,
        input.profile(),
        score,
        scored ? sums.low() : null,
        scored ? sums.high() : null,
        sums.coveragePct(),
        score == null ? null : ScoreTable.grade(score),
        outcome,
        sections(input, scored));
  }

  private static Outcome outcome(ScoreInput input, Sums sums) {
    BigDecimal seen = sums.weight();
    BigDecimal asked = sums.applicable().subtract(sums.switchedOff());
    if (!input.domainExists()
        || seen.signum() == 0
        || HUNDRED.multiply(seen).compareTo(asked.multiply(FAILED_BELOW)) < 0) {
      return Outcome.FAILED;
    }
    return seen.compareTo(asked) < 0 ? Outcome.PARTIAL : Outcome.COMPLETE;
  }

  private static List<SectionScore> sections(ScoreInput input, boolean scored) {
    return ledgers(input).stream()
        .map(
            ledger ->
                new SectionScore(
                    ledger.section(),
                    plain(ScoreTable.max(ledger.section())),
                    plain(ledger.applicable()),
                    plain(ledger.weight()),
                    plain(ledger.points()),
                    ledger.state(),
                    ledger.charges().stream()
                        .map(charge -> deduction(charge, scored ? input : null))
                        .toList()))
        .toList();
  }

  private static Deduction deduction(Charge charge, @Nullable ScoreInput scored) {
    FindingType type = charge.finding().type();
    return new Deduction(
        type,
        charge.finding().subject(),
        plain(charge.points()),
        scored == null ? null : Sums.of(ledgers(scored.without(type))).score());
  }

  private static List<Ledger> ledgers(ScoreInput input) {
    return Arrays.stream(ScoreSection.values()).map(section -> ledger(section, input)).toList();
  }

  private static Ledger ledger(ScoreSection section, ScoreInput input) {
    BigDecimal applicable = BigDecimal.ZERO;
    BigDecimal weight = BigDecimal.ZERO;
    BigDecimal switchedOff = BigDecimal.ZERO;
    for (ScoreTable.Part part : ScoreTable.PARTS) {
      Seen seen = input.seen().get(part.id());
      if (part.section() != section
          || seen == null
          || !part.applies(input.profile(), input.dkimUsableKey())) {
        continue;
      }
      BigDecimal seenPoints = isUnseen(part.id(), input) ? BigDecimal.ZERO : seen.of(part.points());
      applicable = applicable.add(part.points());
      weight = weight.add(seenPoints);
      if (seen.switchedOff()) {
        switchedOff = switchedOff.add(part.points().subtract(seenPoints));
      }
    }
    return new Ledger(
        section, applicable, weight, switchedOff, cut(weight, charges(section, input)));
  }

  /** Of a name that does not exist nothing can be seen. */
  private static boolean isUnseen(ScorePartId part, ScoreInput input) {
    return !input.domainExists()
        || ScoreTable.UNSEEN_BY.entrySet().stream()
            .anyMatch(entry -> entry.getValue() == part && input.reports(entry.getKey()));
  }

  /** What the section's findings cost, dearest first, without what is covered. */
  private static List<Charge> charges(ScoreSection section, ScoreInput input) {
    Map<FindingType, Finding> worst = new EnumMap<>(FindingType.class);
    input.findings().stream()
        .filter(finding -> ScoreTable.sectionOf(finding.type().section()) == section)
        .filter(
            finding ->
                input.findings().stream()
                    .noneMatch(other -> ScoreTable.coversOnPort(other, finding)))
        .sorted(WORST_FIRST)
        .forEach(finding -> worst.putIfAbsent(finding.type(), finding));
    List<Charge> dearestFirst =
        worst.values().stream()
            .map(finding -> new Charge(finding, ScoreTable.cost(finding, input)))
            .sorted(
                Comparator.comparing(Charge::points)
                    .reversed()
                    .thenComparing(charge -> charge.finding().type().id()))
            .toList();
    List<Charge> charged = new ArrayList<>();
    for (Charge charge : dearestFirst) {
      FindingType type = charge.finding().type();
      if (!isCovered(type, worst.keySet(), charged, input)) {
        charged.add(charge);
      }
    }
    return charged;
  }

  private static boolean isCovered(
      FindingType type, Collection<FindingType> reported, List<Charge> charged, ScoreInput input) {
    boolean byReported =
        reported.stream()
            .anyMatch(other -> ScoreTable.covers(other, type) && !ScoreTable.covers(type, other));
    return byReported
        || charged.stream()
            .map(charge -> charge.finding().type())
            .anyMatch(
                earlier ->
                    ScoreTable.covers(earlier, type)
                        || ScoreTable.chargedOnce(earlier, type, input));
  }

  /** The charges until the weight is used up; the last one is cut to what is left. */
  private static List<Charge> cut(BigDecimal weight, List<Charge> charges) {
    List<Charge> taken = new ArrayList<>();
    BigDecimal left = weight;
    for (Charge charge : charges) {
      BigDecimal points = charge.points().min(left);
      if (points.signum() > 0) {
        taken.add(new Charge(charge.finding(), points));
        left = left.subtract(points);
      }
    }
    return taken;
  }

  /** ⌊100 · part / whole + ½⌋, exactly. */
  private static int rounded(BigDecimal part, BigDecimal whole) {
    return HUNDRED
        .multiply(TWO)
        .multiply(part)
        .add(whole)
        .divideToIntegralValue(whole.multiply(TWO))
        .intValueExact();
  }

  private static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** What a finding takes. */
  private record Charge(Finding finding, BigDecimal points) {}

  /** A section before it is written out. */
  private record Ledger(
      ScoreSection section,
      BigDecimal applicable,
      BigDecimal weight,
      BigDecimal switchedOff,
      List<Charge> charges) {

    BigDecimal points() {
      return charges.stream().map(Charge::points).reduce(weight, BigDecimal::subtract);
    }

    State state() {
      if (applicable.signum() == 0) {
        return State.NOT_APPLICABLE;
      }
      return weight.signum() == 0 ? State.UNKNOWN : State.SCORED;
    }
  }

  /** The sums over the sections: M, S, P, and what options switched off of M. */
  private record Sums(
      BigDecimal applicable, BigDecimal weight, BigDecimal points, BigDecimal switchedOff) {

    static Sums of(List<Ledger> ledgers) {
      return new Sums(
          sum(ledgers, Ledger::applicable),
          sum(ledgers, Ledger::weight),
          sum(ledgers, Ledger::points),
          sum(ledgers, Ledger::switchedOff));
    }

    private static BigDecimal sum(List<Ledger> ledgers, Function<Ledger, BigDecimal> number) {
      return ledgers.stream().map(number).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    int score() {
      return rounded(points, weight);
    }

    int low() {
      return rounded(points, applicable);
    }

    int high() {
      return rounded(points.add(applicable).subtract(weight), applicable);
    }

    BigDecimal coveragePct() {
      if (applicable.signum() == 0) {
        return BigDecimal.ZERO.setScale(1);
      }
      BigDecimal pct = HUNDRED.multiply(weight).divide(applicable, 1, RoundingMode.HALF_UP);
      return weight.compareTo(applicable) < 0 ? pct.min(NEARLY_ALL) : pct;
    }
  }
}
