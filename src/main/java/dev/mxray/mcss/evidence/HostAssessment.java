package dev.mxray.mcss.evidence;

import dev.mxray.mcss.Basis;
import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import dev.mxray.mcss.Decision;
import dev.mxray.mcss.Status;
import java.util.List;
import java.util.Map;

/** What the evidence of one host decides of the framework's controls. */
public final class HostAssessment {
  /** Characters of the line that decided; the archive has the whole. */
  static final int MAX_QUOTED = 200;

  /** Characters of a reason, into which an assessor may have put hostile text. */
  static final int MAX_REASON = 400;

  private final Map<String, Assessor> assessors;

  private HostAssessment(Map<String, Assessor> assessors) {
    this.assessors = assessors;
  }

  /** The assessment by all assessors that there are. */
  public static HostAssessment standard() {
    return new HostAssessment(Assessors.all());
  }

  /** The assessment by these assessors only. */
  public static HostAssessment by(Map<String, Assessor> assessors) {
    return new HostAssessment(Map.copyOf(assessors));
  }

  /** A decision for each control of the framework, in the catalogue's order. */
  public List<Decision> decide(Evidence evidence, Catalogue catalogue) {
    return catalogue.controls().stream().map(control -> decide(control, evidence)).toList();
  }

  private Decision decide(Control control, Evidence evidence) {
    Assessor assessor = assessors.get(control.id());
    HostVerdict verdict =
        assessor == null
            ? HostVerdict.notAssessed("No file of the evidence shows it.")
            : assessor.assess(evidence);
    return new Decision(
        control,
        verdict.status(),
        verdict.status() == Status.NOT_ASSESSED ? null : Basis.EVIDENCE,
        verdict.strength(),
        List.of(),
        /* waivable= */ false,
        told(verdict));
  }

  /** The reason, and the line that it rests on: {@code … (postfix/main.cf:3: “a = b”)}. */
  private static String told(HostVerdict verdict) {
    String reason = cut(verdict.reason(), MAX_REASON);
    Quote quote = verdict.quote();
    if (quote == null) {
      return reason;
    }
    String line = quote.text().strip();
    return reason
        + " ("
        + quote.place()
        + (line.isEmpty() ? "" : ": “" + cut(line, MAX_QUOTED) + "”")
        + ")";
  }

  private static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
  }
}
