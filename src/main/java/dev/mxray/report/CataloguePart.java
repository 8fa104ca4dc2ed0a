package dev.mxray.report;

import dev.mxray.mcss.Control;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.mcss.DecisionTable;
import dev.mxray.mcss.Effort;
import java.math.BigDecimal;
import java.util.List;

/**
 * One control of the catalogue, with its texts in one language.
 *
 * @param name what is true when it passes
 * @param description what exactly is asked
 * @param severity as the catalogue declares it
 * @param vector its metrics
 * @param baseScore 0.0–10.0, from the vector
 * @param rating of the base score: {@code none}, {@code low}, {@code medium}, {@code high} or
 *     {@code critical}
 * @param evidence the file in the evidence of a mail host that decides it; {@code scan:…} for what
 *     only the outside shows
 * @param rationale why it is asked
 * @param remediation what to do when it fails
 * @param verify how to see that it is done
 * @param breaks what can go wrong with it
 * @param effort of the remedy: {@code trivial}, {@code simple}, {@code moderate}, {@code complex}
 *     or {@code architectural}
 * @param extension true for a control of this project's own
 * @param findings ids of the finding types that belong to it
 */
public record CataloguePart(
    String id,
    String area,
    String component,
    String name,
    String description,
    String severity,
    String vector,
    BigDecimal baseScore,
    String rating,
    String evidence,
    String rationale,
    String remediation,
    String verify,
    String breaks,
    String effort,
    boolean extension,
    List<String> findings) {

  /** The part for a control. */
  public static CataloguePart of(Control control, ControlTexts texts) {
    ControlTexts.Text text = texts.of(control);
    return new CataloguePart(
        control.id(),
        control.area(),
        control.component(),
        text.name(),
        text.description(),
        control.severity().id(),
        control.vector().toString(),
        control.scores().baseScore(),
        control.scores().rating().id(),
        control.evidence(),
        text.rationale(),
        text.remediation(),
        text.verify(),
        text.breaks(),
        Effort.of(control).id(),
        control.extension(),
        DecisionTable.findings(control));
  }
}
