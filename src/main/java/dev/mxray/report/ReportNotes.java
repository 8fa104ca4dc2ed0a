package dev.mxray.report;

import java.util.ArrayList;
import java.util.List;

/** What a report says of itself. */
public final class ReportNotes {
  private ReportNotes() {}

  /** The notes of a report in a language, one sentence or more each. */
  public static List<String> of(DmarcPart dmarc, Texts texts) {
    var notes = new ArrayList<String>();
    notes.add(texts.of("note.scope"));
    if (!dmarc.olderReceivers().isEmpty()) {
      notes.add(texts.of("note.older-receivers", String.join(" ", dmarc.olderReceivers())));
    }
    return notes;
  }
}
