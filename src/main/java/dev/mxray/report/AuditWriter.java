package dev.mxray.report;

import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.mcss.Effort;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Audits as documents for programs. */
public final class AuditWriter {
  /** One row for each control; none moves, further ones may follow. */
  static final List<String> COLUMNS =
      List.of(
          "host",
          "control",
          "area",
          "component",
          "name",
          "status",
          "basis",
          "strength",
          "severity",
          "base_score",
          "rating",
          "effort",
          "vector",
          "conflict",
          "evidence",
          "remediation");

  private AuditWriter() {}

  /** One JSON document, with a line feed at its end. */
  public static String json(AuditPart audit) {
    return new JsonWriter().pretty(audit);
  }

  /** A header and a row for each control, in the dialect of {@link CsvWriter}. */
  public static String csv(AuditPart audit, ControlTexts texts) {
    var writer = new CsvWriter();
    Set<String> conflicts = new HashSet<>();
    audit.mcss().conflicts().forEach(conflict -> conflicts.add(conflict.control()));
    var out = new StringBuilder(writer.row(COLUMNS));
    for (McssPart.Control part : audit.mcss().controls()) {
      Optional<Control> control = Catalogue.english().find(part.id());
      if (control.isPresent()) {
        out.append(
            writer.row(row(audit, part, control.get(), conflicts.contains(part.id()), texts)));
      }
    }
    return out.toString();
  }

  private static List<Object> row(
      AuditPart audit,
      McssPart.Control part,
      Control control,
      boolean conflict,
      ControlTexts texts) {
    ControlTexts.Text text = texts.of(control);
    boolean open = part.status().equals("fail") || part.status().equals("partial");
    return List.of(
        Optional.ofNullable(audit.host()).orElse(""),
        part.id(),
        control.area(),
        control.component(),
        text.name(),
        part.status(),
        Optional.ofNullable(part.basis()).orElse(""),
        Optional.ofNullable(part.strength()).orElse(""),
        part.severity(),
        part.baseScore(),
        part.rating(),
        Effort.of(control).id(),
        part.vector(),
        conflict ? "yes" : "no",
        Optional.ofNullable(part.evidence()).orElse(""),
        open ? text.remediation() : "");
  }
}
