package dev.mxray.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.mxray.mcss.CatalogueCheck;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.mcss.Scores;
import dev.mxray.mcss.Vector;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Controls of the catalogue, and what was computed or checked about some, as documents. */
public final class CatalogueWriter {
  private CatalogueWriter() {}

  private record ScoredPart(
      String vector,
      BigDecimal exploitability,
      BigDecimal impact,
      BigDecimal baseScore,
      String rating) {}

  private record CheckedPart(
      int files,
      int controls,
      List<CatalogueCheck.Problem> errors,
      List<CatalogueCheck.Problem> warnings) {}

  /** A list of controls in JSON. */
  public static String json(List<CataloguePart> controls) {
    return new JsonWriter().pretty(controls);
  }

  /** What a vector computes to, in JSON. */
  public static String json(Vector vector, Scores scores) {
    return new JsonWriter()
        .pretty(
            new ScoredPart(
                vector.toString(),
                scores.exploitability(),
                scores.impact(),
                scores.baseScore(),
                scores.rating().id()));
  }

  /** What a check of files found, in JSON. */
  public static String json(CatalogueCheck check) {
    return new JsonWriter()
        .pretty(
            new CheckedPart(
                check.files(), check.controls().size(), check.errors(), check.warnings()));
  }

  /** The same list as in JSON, in YAML. */
  public static String yaml(List<CataloguePart> controls) {
    var mapper =
        YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();
    try {
      return mapper.writeValueAsString(controls);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the controls cannot be written as YAML", e);
    }
  }

  /** Controls as pages: an area, its controls, what is asked, why, and what to do. */
  public static String markdown(List<CataloguePart> controls, ControlTexts texts) {
    var out = new StringBuilder("# ").append(texts.label("title")).append("\n");
    String area = "";
    for (CataloguePart control : controls) {
      if (!control.area().equals(area)) {
        area = control.area();
        out.append("\n## ").append(area).append('\n');
      }
      out.append(
          String.format(
              Locale.ROOT,
              "%n### %s: %s%n%n%s%n%n"
                  + "- %s: %s%n- %s: %s%n- %s: %s (%s)%n- %s: `%s`%n- %s: `%s`%n%n"
                  + "**%s** %s%n%n**%s** %s%n%n**%s** %s%n%n**%s** %s%n",
              control.id(),
              control.name(),
              control.description(),
              texts.label("component"),
              control.component(),
              texts.label("severity"),
              texts.label("word." + control.severity()),
              texts.label("score"),
              control.baseScore().toPlainString(),
              texts.label("word." + control.rating()),
              texts.label("vector"),
              control.vector(),
              texts.label("evidence"),
              control.evidence(),
              texts.label("why") + ".",
              control.rationale(),
              texts.label("what-to-do") + ".",
              control.remediation(),
              texts.label("verify") + ".",
              control.verify(),
              texts.label("breaks") + ".",
              control.breaks()));
    }
    return out.toString().replace("\r\n", "\n");
  }
}
