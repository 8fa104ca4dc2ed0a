package dev.mxray.check.spf;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;

/**
 * Turns the places where something is the case into one finding: the first in full, up to {@link
 * #MAX_OTHERS} more in a line.
 */
final class SpfEvidence {
  private static final int MAX_OTHERS = 9;

  /** Characters of one term; the longest name with macros fits. */
  private static final int MAX_TERM = 300;

  /** Characters of one record: more than the 450 octets that fit into one small answer, twice. */
  private static final int MAX_RECORD = 1000;

  private final SpfObservation spf;

  SpfEvidence(SpfObservation spf) {
    this.spf = spf;
  }

  /** The finding; empty when there is no sighting. */
  Optional<Finding> finding(FindingType type, List<Sighting> sightings) {
    return sightings.isEmpty() ? Optional.empty() : Optional.of(of(type, sightings));
  }

  private Finding of(FindingType type, List<Sighting> sightings) {
    Sighting first = sightings.get(0);
    Finding finding = Finding.of(type, spf.domain()).with("domain", first.domain());
    if (first.term().isPresent()) {
      SpfTerm term = first.term().get();
      finding = finding.with("term", clip(term.text(), MAX_TERM)).with("position", place(term));
    }
    if (!first.detail().isEmpty()) {
      finding = finding.with("detail", first.told().limited(MAX_RECORD));
    }
    Optional<SpfRecord> record = spf.policy(first.domain()).record();
    if (record.isPresent()) {
      finding = finding.with("record", clip(record.get().text(), MAX_RECORD));
    }
    if (sightings.size() > 1) {
      finding =
          finding
              .with("count", sightings.size())
              .with(
                  "others",
                  Sentence.joined(
                      "; ",
                      sightings.stream()
                          .skip(1)
                          .limit(MAX_OTHERS)
                          .map(SpfEvidence::line)
                          .toList()));
    }
    return finding;
  }

  private static Sentence line(Sighting sighting) {
    Sentence where =
        sighting
            .term()
            .map(
                term ->
                    Sentence.of(
                        "spf.term-at", sighting.domain(), clip(term.text(), MAX_TERM), place(term)))
            .orElse(Sentence.verbatim(sighting.domain()));
    return sighting.detail().isEmpty()
        ? where
        : Sentence.of("spf.sighting", where, sighting.told().limited(MAX_TERM));
  }

  /** The term's first character, counted from 1 as people do. */
  private static int place(SpfTerm term) {
    return term.position() + 1;
  }

  static String clipRecord(String text) {
    return clip(text, MAX_RECORD);
  }

  private static String clip(String text, int max) {
    return text.length() <= max ? text : text.substring(0, max) + "…";
  }
}
