package dev.mxray.check.bimi;

import dev.mxray.check.web.WebObservation;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The logo that a domain wants receivers to show.
 *
 * @param domain the scanned domain
 * @param foundAt the name at which the records stand; where there is none, the last that was asked
 * @param records the texts that receivers take for records; where there is none, those that were
 *     meant to be one; absent when there is neither
 * @param logo the file of the tag l; null when it was not asked for
 * @param logoFaults what keeps that file from being a logo
 * @param evidence the file of the tag a; null when it was not asked for
 * @param certificate the mark certificate in that file; null when there is none
 * @param certificateFaults what keeps the certificate from vouching for the logo
 */
public record BimiObservation(
    String domain,
    String foundAt,
    Observed<List<BimiRecord>> records,
    @Nullable WebObservation logo,
    List<Sentence> logoFaults,
    @Nullable WebObservation evidence,
    @Nullable MarkCertificate certificate,
    List<Sentence> certificateFaults) {

  public BimiObservation {
    logoFaults = List.copyOf(logoFaults);
    certificateFaults = List.copyOf(certificateFaults);
  }

  /** The one record that receivers use. */
  public Optional<BimiRecord> record() {
    return records
        .found()
        .filter(found -> found.size() == 1 && found.get(0).faults().isEmpty())
        .map(found -> found.get(0));
  }

  /** True when it could be told whether there is a logo that receivers can use. */
  public boolean seen() {
    return !records.isUnknown()
        && !(logo instanceof WebObservation.Unseen)
        && !(evidence instanceof WebObservation.Unseen);
  }
}
