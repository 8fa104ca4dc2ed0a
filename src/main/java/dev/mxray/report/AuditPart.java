package dev.mxray.report;

import dev.mxray.mcss.AssessmentComparison;
import dev.mxray.mcss.Basis;
import dev.mxray.mcss.CombinedAssessment;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.mcss.Decision;
import dev.mxray.mcss.RemediationPlan;
import dev.mxray.text.Wording;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The published document of one audit: how the controls stand by the evidence of a host, by what
 * was seen from outside, and by answers. The components are the fields of the JSON form in
 * snake_case, described by {@code audit.schema.json} beside this class; new ones may be added
 * within a schema version, none is renamed or dropped.
 *
 * @param host as the evidence names it; null without evidence
 * @param collectedAt RFC 3339, UTC; null when the evidence does not say
 * @param domain that was scanned; null without a scan
 * @param scannedAt null without a scan
 * @param answers how many there are
 * @param plan what fails, in the order in which to remedy it
 * @param comparison with an earlier assessment; null without one
 */
public record AuditPart(
    String schemaVersion,
    Report.Tool tool,
    @Nullable String host,
    @Nullable String collectedAt,
    @Nullable String domain,
    @Nullable String scannedAt,
    int answers,
    Mcss mcss,
    List<Step> plan,
    @Nullable Comparison comparison) {

  /** What was looked at. */
  public record Sources(
      Report.Tool tool,
      @Nullable String host,
      @Nullable String collectedAt,
      @Nullable String domain,
      @Nullable String scannedAt,
      int answers) {}

  /**
   * The assessment, with the fields of a report's and some more.
   *
   * @param version of MCSS
   */
  public record Mcss(
      String version,
      List<McssPart.Control> controls,
      McssPart.Summary summary,
      Coverage coverage,
      List<Conflict> conflicts) {}

  /** What decides how many of the 169 controls, and how areas and components stand. */
  public record Coverage(ByBasis byBasis, List<Group> byArea, List<Group> byComponent) {}

  /** Controls that are decided, na among them, and those that are not. */
  public record ByBasis(int observed, int evidence, int answer, int none) {}

  /** The controls of one area or component, counted. */
  public record Group(
      String name,
      int controls,
      int assessed,
      int passed,
      int partial,
      int failed,
      int na,
      int notAssessed,
      @Nullable BigDecimal compliancePct,
      @Nullable BigDecimal riskExposurePct) {

    private static Group of(Map.Entry<String, dev.mxray.mcss.Summary> entry) {
      dev.mxray.mcss.Summary summary = entry.getValue();
      return new Group(
          entry.getKey(),
          summary.assessed() + summary.na() + summary.notAssessed(),
          summary.assessed(),
          summary.passed(),
          summary.partial(),
          summary.failed(),
          summary.na(),
          summary.notAssessed(),
          summary.compliancePct(),
          summary.riskExposurePct());
    }
  }

  /**
   * Sources that contradict each other about a control.
   *
   * @param id always {@value #CONFLICT}
   * @param severity of the control
   * @param counts the basis that decides the control
   * @param sources what each says, the one that counts first
   */
  public record Conflict(
      String id,
      String control,
      String severity,
      String title,
      String description,
      String recommendation,
      String counts,
      List<Told> sources) {}

  /** What one source says of a control. */
  public record Told(String basis, String status, @Nullable String strength, String evidence) {}

  /**
   * One control to remedy.
   *
   * @param effort {@code trivial}, {@code simple}, {@code moderate}, {@code complex} or {@code
   *     architectural}
   * @param remediation what to do
   * @param verify how to see that it is done
   * @param breaks what can go wrong with it
   * @param compliancePct what it becomes with this step and all before it
   * @param riskExposurePct the same
   */
  public record Step(
      String control,
      String name,
      String status,
      String severity,
      BigDecimal baseScore,
      String effort,
      String evidence,
      String remediation,
      String verify,
      String breaks,
      @Nullable BigDecimal compliancePct,
      @Nullable BigDecimal riskExposurePct) {}

  /** What has changed since an earlier assessment; see {@link AssessmentComparison}. */
  public record Comparison(
      List<Change> fixed,
      List<Change> better,
      List<Change> worse,
      List<Change> found,
      List<Change> lost) {

    /** The published form of a comparison. */
    public static Comparison of(AssessmentComparison comparison) {
      return new Comparison(
          changes(comparison.fixed()),
          changes(comparison.better()),
          changes(comparison.worse()),
          changes(comparison.found()),
          changes(comparison.lost()));
    }

    private static List<Change> changes(List<AssessmentComparison.Change> changes) {
      return changes.stream()
          .map(
              change ->
                  new Change(
                      change.control().id(),
                      change.control().severity().id(),
                      change.before().id(),
                      change.now().id()))
          .toList();
    }
  }

  /** One control before and now. */
  public record Change(String control, String severity, String before, String now) {}

  /** The id of every conflict. */
  public static final String CONFLICT = "mcss-conflict";

  /** The document of an audit. */
  public static AuditPart of(
      Sources sources,
      CombinedAssessment combined,
      @Nullable AssessmentComparison comparison,
      ControlTexts texts) {
    Wording words = Wording.in(texts.language());
    McssPart part = McssPart.of(combined.assessment(), words);
    return new AuditPart(
        Report.SCHEMA_VERSION,
        sources.tool(),
        sources.host(),
        sources.collectedAt(),
        sources.domain(),
        sources.scannedAt(),
        sources.answers(),
        new Mcss(
            part.version(),
            part.controls(),
            part.summary(),
            coverage(combined),
            combined.conflicts().stream()
                .map(conflict -> conflict(conflict, texts, words))
                .toList()),
        RemediationPlan.of(combined.assessment()).steps().stream()
            .map(step -> step(step, texts, words))
            .toList(),
        comparison == null ? null : Comparison.of(comparison));
  }

  private static Coverage coverage(CombinedAssessment combined) {
    Map<Basis, Integer> basis = combined.coverage().byBasis();
    return new Coverage(
        new ByBasis(
            basis.getOrDefault(Basis.OBSERVED, 0),
            basis.getOrDefault(Basis.EVIDENCE, 0),
            basis.getOrDefault(Basis.ANSWER, 0),
            combined.assessment().summary().notAssessed()),
        combined.coverage().byArea().entrySet().stream().map(Group::of).toList(),
        combined.coverage().byComponent().entrySet().stream().map(Group::of).toList());
  }

  private static Conflict conflict(
      CombinedAssessment.Conflict conflict, ControlTexts texts, Wording words) {
    Decision counts = conflict.counts();
    List<Told> told =
        Stream.concat(Stream.of(counts), conflict.against().stream())
            .map(
                one ->
                    new Told(
                        basis(one),
                        one.status().id(),
                        one.strength() == null ? null : one.strength().id(),
                        one.told().in(words)))
            .toList();
    boolean answered = conflict.against().stream().allMatch(one -> one.basis() == Basis.ANSWER);
    return new Conflict(
        CONFLICT,
        counts.control().id(),
        counts.control().severity().id(),
        texts
            .label("audit.conflict.title")
            .replace("{control}", counts.control().id())
            .replace("{name}", texts.of(counts.control()).name()),
        texts.label("audit.conflict.description"),
        texts.label(answered ? "audit.conflict.answer" : "audit.conflict.host"),
        basis(counts),
        told);
  }

  private static String basis(Decision decision) {
    return decision.basis() == null ? "" : decision.basis().id();
  }

  private static Step step(RemediationPlan.Step step, ControlTexts texts, Wording words) {
    Decision decision = step.decision();
    ControlTexts.Text text = texts.of(decision.control());
    return new Step(
        decision.control().id(),
        text.name(),
        decision.status().id(),
        decision.control().severity().id(),
        decision.control().scores().baseScore(),
        step.effort().id(),
        decision.told().in(words),
        text.remediation(),
        text.verify(),
        text.breaks(),
        step.compliancePct(),
        step.riskExposurePct());
  }
}
