package dev.mxray.report.html;

import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.report.AuditPart;
import dev.mxray.report.McssPart;
import dev.mxray.report.Printable;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the page of an audit shows, in the words of one language.
 *
 * @param texts of controls and around them
 */
record AuditPage(AuditPart audit, ControlTexts texts) {
  private static final int BRIEF = 120;
  private static final int LONG = 800;

  PageStyle style() {
    return PageStyle.bundled();
  }

  /** The host or, without one, the domain. */
  String about() {
    String name = audit.host() == null ? audit.domain() : audit.host();
    return name == null ? "–" : Printable.cut(name, BRIEF);
  }

  String title() {
    return label("audit.title", "host", about());
  }

  String label(String key) {
    return texts.label(key);
  }

  String label(String key, String name, @Nullable Object value) {
    return texts.label(key).replace("{" + name + "}", String.valueOf(value));
  }

  /** The two sentences that count. */
  String decided() {
    McssPart.Summary summary = audit.mcss().summary();
    return texts
        .label("audit.decided")
        .replace("{decided}", "" + (summary.assessed() + summary.na()))
        .replace("{all}", "" + (summary.assessed() + summary.na() + summary.notAssessed()))
        .replace("{passed}", "" + summary.passed())
        .replace("{partial}", "" + summary.partial())
        .replace("{failed}", "" + summary.failed())
        .replace("{na}", "" + summary.na())
        .replace("{open}", "" + summary.notAssessed());
  }

  String bases() {
    AuditPart.ByBasis basis = audit.mcss().coverage().byBasis();
    return texts
        .label("audit.bases")
        .replace("{observed}", "" + basis.observed())
        .replace("{evidence}", "" + basis.evidence())
        .replace("{answer}", "" + basis.answer());
  }

  String numbers() {
    McssPart.Summary summary = audit.mcss().summary();
    return texts
        .label("audit.numbers")
        .replace("{compliance}", percent(summary.compliancePct()))
        .replace("{risk}", percent(summary.riskExposurePct()));
  }

  /** A word of the document's in the reader's language. */
  String word(@Nullable String id) {
    return id == null ? "–" : texts.label("word." + id);
  }

  String brief(String text) {
    return Printable.cut(text, BRIEF);
  }

  String cut(@Nullable String text) {
    return text == null ? "" : Printable.cut(text, LONG);
  }

  String percent(@Nullable BigDecimal value) {
    return value == null ? "–" : value.stripTrailingZeros().toPlainString();
  }

  /** The name of a control; nothing for one that the catalogue does not have. */
  String name(String id) {
    return Catalogue.english().find(id).map(control -> texts.of(control).name()).orElse("");
  }

  /** How a status looks. */
  String look(String status) {
    return switch (status) {
      case "pass" -> "good";
      case "fail" -> "bad";
      case "partial" -> "fair";
      case "na" -> "quiet";
      default -> "unseen";
    };
  }

  /** How a severity looks: a word that the style knows, whatever the document says. */
  String severity(String severity) {
    return switch (severity) {
      case "critical", "high", "medium", "low" -> severity;
      default -> "info";
    };
  }

  /** The kinds of changes that there are, with their words. */
  Map<String, List<AuditPart.Change>> changes() {
    var changes = new LinkedHashMap<String, List<AuditPart.Change>>();
    AuditPart.Comparison comparison = audit.comparison();
    if (comparison != null) {
      changes.put("fixed", comparison.fixed());
      changes.put("better", comparison.better());
      changes.put("worse", comparison.worse());
      changes.put("found", comparison.found());
      changes.put("lost", comparison.lost());
    }
    changes.values().removeIf(List::isEmpty);
    return changes;
  }

  /** Every control of the framework, and of the extensions those that are decided. */
  List<McssPart.Control> controls() {
    return audit.mcss().controls().stream()
        .filter(
            control ->
                !control.id().startsWith(Control.EXTENSION_PREFIX)
                    || !control.status().equals("not_assessed"))
        .toList();
  }
}
