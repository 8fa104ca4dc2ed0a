package dev.mxray.report;

import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.report.Palette.Style;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An audit as text for a terminal, in one language; what decided a control is in English. */
public final class ConsoleAudit {
  private static final int MAX_STEPS = 10;
  private static final int MAX_LISTED = 200;

  private final ControlTexts texts;
  private final Palette palette;
  private final boolean unicode;
  private final int width;

  /** Text for a terminal. */
  public ConsoleAudit(ControlTexts texts, Palette palette, boolean unicode, int width) {
    this.texts = texts;
    this.palette = palette;
    this.unicode = unicode;
    this.width = width;
  }

  /**
   * The audit: numbers, conflicts, what has changed, what to fix first.
   *
   * @param all true to tell every control, with what decided it or why nothing did
   */
  public String text(AuditPart audit, boolean all) {
    var page = new Page(Texts.console(texts.language()), palette, unicode, width);
    head(page, audit);
    numbers(page, audit.mcss());
    areas(page, audit.mcss());
    conflicts(page, audit.mcss());
    comparison(page, audit.comparison());
    if (all) {
      controls(page, audit.mcss());
    }
    steps(page, audit, MAX_STEPS);
    open(page, audit.mcss(), all);
    return page.text();
  }

  /** The whole of what to fix, in its order. */
  public String plan(AuditPart audit) {
    var page = new Page(Texts.console(texts.language()), palette, unicode, width);
    head(page, audit);
    steps(page, audit, Integer.MAX_VALUE);
    return page.text();
  }

  private void head(Page page, AuditPart audit) {
    String about = audit.host() == null ? audit.domain() : audit.host();
    page.heading(label("audit.title", Map.of("host", Words.cutShort(about == null ? "–" : about))));
    if (audit.host() == null) {
      page.add(2, page.line().put(texts.label("audit.nothing")));
    } else if (audit.collectedAt() != null) {
      page.add(2, page.line().put(label("audit.collected", Map.of("when", audit.collectedAt()))));
    }
    if (audit.domain() != null && audit.scannedAt() != null) {
      page.add(
          2,
          page.line()
              .put(
                  label(
                      "audit.scanned",
                      Map.of(
                          "domain",
                          Words.cutShort(audit.domain()),
                          "when",
                          Words.cutShort(audit.scannedAt())))));
    }
    if (audit.answers() > 0) {
      page.add(
          2, page.line().put(label("audit.answered", Map.of("count", number(audit.answers())))));
    }
  }

  private void numbers(Page page, AuditPart.Mcss mcss) {
    McssPart.Summary summary = mcss.summary();
    page.heading(label("audit.controls", Map.of("version", mcss.version())));
    page.add(
        2,
        page.line()
            .put(
                label(
                    "audit.decided",
                    Map.of(
                        "decided", number(summary.assessed() + summary.na()),
                        "all", number(summary.assessed() + summary.na() + summary.notAssessed()),
                        "passed", number(summary.passed()),
                        "partial", number(summary.partial()),
                        "failed", number(summary.failed()),
                        "na", number(summary.na()),
                        "open", number(summary.notAssessed())))));
    if (summary.compliancePct() != null) {
      page.add(
          2,
          page.line()
              .put(
                  Style.STRONG,
                  label(
                      "audit.numbers",
                      Map.of(
                          "compliance", percent(summary.compliancePct()),
                          "risk", percent(summary.riskExposurePct())))));
    }
    AuditPart.ByBasis basis = mcss.coverage().byBasis();
    page.add(
        2,
        page.line()
            .put(
                label(
                    "audit.bases",
                    Map.of(
                        "observed", number(basis.observed()),
                        "evidence", number(basis.evidence()),
                        "answer", number(basis.answer())))));
    McssPart.Extensions extensions = summary.extensions();
    if (extensions.assessed() > 0) {
      page.add(
          2,
          page.line()
              .own(
                  Style.PLAIN,
                  label(
                      "audit.extensions",
                      Map.of(
                          "assessed", number(extensions.assessed()),
                          "passed", number(extensions.passed()),
                          "partial", number(extensions.partial()),
                          "failed", number(extensions.failed())))));
    }
  }

  private void areas(Page page, AuditPart.Mcss mcss) {
    page.heading(texts.label("audit.areas"));
    List<AuditPart.Group> areas = mcss.coverage().byArea();
    int names = areas.stream().mapToInt(area -> area.name().length()).max().orElse(0);
    page.add(2, page.line().put(Style.QUIET, texts.label("audit.columns")));
    for (AuditPart.Group area : areas) {
      page.add(
          2,
          2 + names + 2,
          page.line()
              .pad(Style.PLAIN, area.name(), names + 2)
              .put(area.passed() > 0 ? Style.GOOD : Style.QUIET, column(area.passed()))
              .put(area.partial() > 0 ? Style.FAIR : Style.QUIET, column(area.partial()))
              .put(area.failed() > 0 ? Style.BAD : Style.QUIET, column(area.failed()))
              .put(Style.QUIET, column(area.na()))
              .put(Style.QUIET, column(area.notAssessed()))
              .put("  " + share(area.compliancePct())));
    }
  }

  private void conflicts(Page page, AuditPart.Mcss mcss) {
    if (mcss.conflicts().isEmpty()) {
      return;
    }
    page.heading(texts.label("audit.conflicts"));
    for (AuditPart.Conflict conflict : mcss.conflicts()) {
      page.add(
          2,
          4,
          page.line()
              .put(Style.BAD, "! ")
              .put(style(conflict.severity()), word(conflict.severity()) + "  ")
              .put(Words.cut(conflict.title())));
      for (AuditPart.Told told : conflict.sources()) {
        boolean counts = told.basis().equals(conflict.counts());
        page.add(
            4,
            6,
            page.line()
                .put(Style.STRONG, word(told.basis()) + " " + (counts ? label("audit.counts") : ""))
                .put(counts ? " " : "")
                .put(word(told.status()) + ": ")
                .put(Words.cut(told.evidence())));
      }
      page.add(4, 4, page.line().own(Style.QUIET, conflict.recommendation()));
    }
  }

  private void comparison(Page page, AuditPart.@Nullable Comparison comparison) {
    if (comparison == null) {
      return;
    }
    page.heading(texts.label("audit.compared"));
    int before = page.text().length();
    changes(page, "fixed", Style.GOOD, comparison.fixed());
    changes(page, "better", Style.GOOD, comparison.better());
    changes(page, "worse", Style.BAD, comparison.worse());
    changes(page, "found", Style.BAD, comparison.found());
    changes(page, "lost", Style.QUIET, comparison.lost());
    if (page.text().length() == before) {
      page.add(2, page.line().put(texts.label("audit.unchanged")));
    }
  }

  private void changes(Page page, String kind, Style style, List<AuditPart.Change> changes) {
    if (!changes.isEmpty()) {
      page.add(
          2,
          4,
          page.line()
              .put(style, texts.label("audit." + kind) + " " + changes.size() + ": ")
              .put(
                  changes.stream()
                      .limit(MAX_LISTED)
                      .map(
                          change ->
                              change.control()
                                  + " ("
                                  + word(change.before())
                                  + " → "
                                  + word(change.now())
                                  + ")")
                      .collect(Collectors.joining(", "))));
    }
  }

  private void controls(Page page, AuditPart.Mcss mcss) {
    page.heading(texts.label("audit.all"));
    for (McssPart.Control control : mcss.controls()) {
      boolean extension = control.id().startsWith(dev.mxray.mcss.Control.EXTENSION_PREFIX);
      if (extension && control.status().equals("not_assessed")) {
        continue;
      }
      page.add(
          2,
          6,
          page.line()
              .put(status(control.status()), mark(control.status()) + " ")
              .put(Style.STRONG, control.id() + "  ")
              .put(word(control.status()))
              .put(Style.QUIET, control.basis() == null ? "" : ", " + word(control.basis()))
              .put(control.evidence() == null ? "" : ": " + Words.cut(control.evidence())));
    }
  }

  private void steps(Page page, AuditPart audit, int most) {
    page.heading(texts.label("audit.plan"));
    if (audit.plan().isEmpty()) {
      page.add(2, page.line().put(texts.label("audit.plan.nothing")));
      return;
    }
    page.add(2, page.line().put(Style.QUIET, texts.label("audit.plan.order")));
    int number = 1;
    for (AuditPart.Step step : audit.plan().stream().limit(most).toList()) {
      page.add(
          2,
          6,
          page.line()
              .pad(Style.QUIET, number++ + ".", 4)
              .put(status(step.status()), mark(step.status()) + " ")
              .put(Style.STRONG, step.control() + "  ")
              .put(style(step.severity()), word(step.severity()))
              .put(Style.QUIET, " " + step.baseScore().toPlainString() + ", " + word(step.effort()))
              .put(" → " + percent(step.compliancePct()) + " %"));
      page.add(6, page.line().own(Style.PLAIN, step.name() + "."));
      page.add(6, page.line().put(Style.QUIET, Words.cut(step.evidence())));
      guidance(page, "what-to-do", step.remediation());
      guidance(page, "verify", step.verify());
      guidance(page, "breaks", step.breaks());
    }
    if (audit.plan().size() > most) {
      page.add(
          2,
          page.line()
              .own(
                  Style.PLAIN,
                  label("audit.more", Map.of("count", number(audit.plan().size() - most)))));
    }
  }

  private void guidance(Page page, String label, String text) {
    if (!text.isEmpty()) {
      page.add(6, 8, page.line().put(Style.NOTE, texts.label(label) + ": ").own(Style.PLAIN, text));
    }
  }

  private void open(Page page, AuditPart.Mcss mcss, boolean all) {
    List<String> open =
        mcss.controls().stream()
            .filter(control -> control.status().equals("not_assessed"))
            .map(McssPart.Control::id)
            .filter(id -> !id.startsWith(dev.mxray.mcss.Control.EXTENSION_PREFIX))
            .toList();
    if (open.isEmpty() || all) {
      return;
    }
    page.heading(texts.label("audit.open"));
    Map<String, String> components =
        Catalogue.english().controls().stream()
            .collect(
                Collectors.toMap(dev.mxray.mcss.Control::id, dev.mxray.mcss.Control::component));
    Map<String, List<String>> groups =
        open.stream()
            .collect(
                Collectors.groupingBy(
                    id -> components.getOrDefault(id, ""),
                    java.util.LinkedHashMap::new,
                    Collectors.toList()));
    groups.forEach(
        (component, ids) ->
            page.add(
                2,
                4,
                page.line()
                    .put(Style.QUIET, component + " (" + ids.size() + "): ")
                    .put(String.join(", ", ids))));
    page.add(2, page.line().own(Style.QUIET, texts.label("audit.open.hint")));
  }

  private String label(String key) {
    return texts.label(key);
  }

  private String label(String key, Map<String, String> values) {
    String text = texts.label(key);
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("{" + value.getKey() + "}", value.getValue());
    }
    return text;
  }

  private String word(String id) {
    return texts.label("word." + id);
  }

  private static String number(int value) {
    return Integer.toString(value);
  }

  private static String column(int value) {
    return String.format(java.util.Locale.ROOT, "%4d", value);
  }

  private static String percent(@Nullable BigDecimal value) {
    return value == null ? "–" : Words.number(value);
  }

  private static String share(@Nullable BigDecimal value) {
    return value == null ? "" : Words.number(value) + " %";
  }

  private static String mark(String status) {
    return switch (status) {
      case "pass" -> "✓";
      case "fail" -> "✗";
      case "partial" -> "~";
      default -> "·";
    };
  }

  private static Style status(String status) {
    return switch (status) {
      case "pass" -> Style.GOOD;
      case "fail" -> Style.BAD;
      case "partial" -> Style.FAIR;
      default -> Style.QUIET;
    };
  }

  private static Style style(String severity) {
    return switch (severity) {
      case "critical" -> Style.WORST;
      case "high" -> Style.BAD;
      case "medium" -> Style.FAIR;
      default -> Style.PLAIN;
    };
  }
}
