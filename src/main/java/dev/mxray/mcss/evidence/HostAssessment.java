package dev.mxray.mcss.evidence;

import dev.mxray.mcss.Basis;
import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import dev.mxray.mcss.Decision;
import dev.mxray.mcss.Status;
import dev.mxray.text.Sentence;
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
            ? HostVerdict.notAssessed(Sentence.of("evidence.no-file"))
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
  private static Sentence told(HostVerdict verdict) {
    Sentence reason = verdict.told().limited(MAX_REASON);
    Quote quote = verdict.quote();
    if (quote == null) {
      return reason;
    }
    String line = quote.text().strip();
    return line.isEmpty()
        ? Sentence.of("evidence.quoted", reason, quote.place())
        : Sentence.of(
            "evidence.quoted-line",
            reason,
            quote.place(),
            Sentence.verbatim(line).limited(MAX_QUOTED));
  }
}
