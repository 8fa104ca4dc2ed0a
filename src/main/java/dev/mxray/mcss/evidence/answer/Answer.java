package dev.mxray.mcss.evidence.answer;

import dev.mxray.mcss.Basis;
import dev.mxray.mcss.Control;
import dev.mxray.mcss.Decision;
import dev.mxray.mcss.Status;
import dev.mxray.mcss.Strength;
import dev.mxray.text.Sentence;
import java.util.List;

/**
 * What a person says of one control.
 *
 * @param status anything but not assessed
 * @param note what it rests on, perhaps empty
 * @param who said it
 * @param when a date, or a date and time with offset (RFC 3339)
 */
public record Answer(Control control, Status status, String note, String who, String when) {

  /** The answer as a decision: direct, since it is about the very thing, but told, not shown. */
  public Decision decision() {
    return new Decision(
        control,
        status,
        Basis.ANSWER,
        Strength.DIRECT,
        List.of(),
        /* waivable= */ false,
        note.isEmpty()
            ? Sentence.of("evidence.said", who, when)
            : Sentence.of("evidence.said-with-note", who, when, note));
  }
}
