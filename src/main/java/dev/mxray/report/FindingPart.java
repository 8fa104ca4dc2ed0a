package dev.mxray.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingTexts;
import dev.mxray.finding.Remediation;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One finding with its texts.
 *
 * @param category the section's name for people
 * @param evidence what proves it, by name, whole and as it came from the network
 * @param references where the rule is written: {@code RFC 7208 §4.6.4}
 * @param controls ids of the MCSS controls that it belongs to, extensions last
 * @param remediation what to publish so that it is no longer true, in the order in which to do it;
 *     empty where that cannot be computed
 * @param baseline {@code new} or {@code known} beside an older report; null without one
 * @param suppression why the user does not want to hear of it for now; null unless he said so
 * @param translated the evidence in the language of the texts; null where that is {@code evidence},
 *     and of a report that was read
 */
public record FindingPart(
    String id,
    String severity,
    String section,
    String category,
    String subject,
    String title,
    String description,
    String recommendation,
    Map<String, String> evidence,
    List<String> references,
    List<String> controls,
    List<Remediation> remediation,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String baseline,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Suppression suppression,
    @JsonIgnore @Nullable Map<String, String> translated) {

  public FindingPart {
    translated = translated == null || translated.isEmpty() ? null : translated;
  }

  /** The finding is in the older report. */
  public static final String KNOWN = "known";

  /** The finding is not in the older report. */
  public static final String NEW = "new";

  /**
   * The user's decision to live with a finding for a time.
   *
   * @param expires the last day on which it holds, {@code 2027-01-31}
   */
  public record Suppression(String reason, String expires) {}

  /** A finding without marks. */
  public FindingPart(
      String id,
      String severity,
      String section,
      String category,
      String subject,
      String title,
      String description,
      String recommendation,
      Map<String, String> evidence,
      List<String> references,
      List<String> controls,
      List<Remediation> remediation) {
    this(
        id,
        severity,
        section,
        category,
        subject,
        title,
        description,
        recommendation,
        evidence,
        references,
        controls,
        remediation,
        null,
        null,
        null);
  }

  /** What proves it, as it is said to people. */
  @JsonIgnore
  public Map<String, String> told() {
    return translated == null ? evidence : translated;
  }

  /** True for what the user knows, or lives with: it fails no gate. */
  @JsonIgnore
  public boolean isExcused() {
    return suppression != null || KNOWN.equals(baseline);
  }

  /** The same finding with other marks. */
  public FindingPart marked(@Nullable String beside, @Nullable Suppression by) {
    return new FindingPart(
        id,
        severity,
        section,
        category,
        subject,
        title,
        description,
        recommendation,
        evidence,
        references,
        controls,
        remediation,
        beside,
        by,
        translated);
  }

  private static final Comparator<Finding> ORDER =
      Comparator.comparing((Finding finding) -> finding.severity())
          .thenComparing(finding -> finding.type().section())
          .thenComparing(finding -> finding.type().id())
          .thenComparing(Finding::subject);

  /** The finding as it is published, with the ids of its controls and what clears it. */
  public static FindingPart of(
      Finding finding, FindingTexts texts, List<String> controls, List<Remediation> remediation) {
    FindingTexts.Text text = texts.of(finding);
    Map<String, String> told = texts.evidence(finding);
    return new FindingPart(
        finding.type().id(),
        finding.severity().id(),
        finding.type().section().id(),
        finding.type().section().told().in(texts.words()),
        finding.subject(),
        text.title(),
        text.description(),
        text.recommendation(),
        finding.evidence(),
        text.references(),
        controls,
        remediation,
        null,
        null,
        told.equals(finding.evidence()) ? null : told);
  }

  /** The findings as they are published: the worst first, then by section, id and subject. */
  public static List<FindingPart> of(
      Collection<Finding> findings,
      FindingTexts texts,
      Function<Finding, List<String>> controls,
      Function<Finding, List<Remediation>> remedies) {
    return findings.stream()
        .sorted(ORDER)
        .map(finding -> of(finding, texts, controls.apply(finding), remedies.apply(finding)))
        .toList();
  }
}
