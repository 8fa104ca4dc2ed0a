package dev.mxray.fix;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Remediation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which remedy clears which finding: one visible list. Of findings that are not in it nothing can
 * be published, or what to publish cannot be computed from the outside.
 */
public final class Remedies {
  private static final Map<FindingType, Remedy> BY_TYPE = byType();

  private Remedies() {}

  private static Map<FindingType, Remedy> byType() {
    var remedies = new EnumMap<FindingType, Remedy>(FindingType.class);
    put(remedies, DmarcStart::of, FindingType.DMARC_MISSING);
    return remedies;
  }

  /** What clears a finding; empty where that cannot be computed. */
  public static List<Remediation> of(Finding finding, Sight seen) {
    Remedy remedy = BY_TYPE.get(finding.type());
    return remedy == null ? List.of() : remedy.of(finding, seen);
  }

  private static void put(Map<FindingType, Remedy> remedies, Remedy remedy, FindingType... types) {
    for (FindingType type : types) {
      remedies.put(type, remedy);
    }
  }
}
