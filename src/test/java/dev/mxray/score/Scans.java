package dev.mxray.score;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A scan as the score sees it; starts as a perfect mail domain of which all was seen. */
final class Scans {

  private final List<Finding> findings = new ArrayList<>();
  private final List<Listing> listings = new ArrayList<>();
  private final Map<ScorePartId, Seen> seen = new EnumMap<>(ScorePartId.class);
  private Profile profile = Profile.MAIL;
  private boolean dkimUsableKey = true;
  private boolean dmarcPolicyApplies = true;
  private boolean transportPolicy = true;
  private boolean domainExists = true;

  private Scans() {}

  /** The parts that have a check now: M = 20 + 20 + 25 + 2 = 67. */
  static Scans dnsSide() {
    Scans scan = new Scans();
    for (ScorePartId part :
        List.of(ScorePartId.SPF, ScorePartId.DKIM, ScorePartId.DMARC, ScorePartId.MX)) {
      scan.seen.put(part, Seen.whole());
    }
    return scan;
  }

  /** Every part: M = 100. */
  static Scans everything() {
    Scans scan = new Scans();
    for (ScorePartId part : ScorePartId.values()) {
      scan.seen.put(part, Seen.whole());
    }
    return scan;
  }

  Scans with(FindingType... types) {
    for (FindingType type : types) {
      findings.add(Finding.of(type, "example.com"));
    }
    return this;
  }

  Scans with(FindingType type, Severity severity, String subject) {
    findings.add(Finding.of(type, subject).severity(severity));
    return this;
  }

  /** An address on a list of this operator; the finding is to be added as well. */
  Scans listed(String operator, Severity weight) {
    listings.add(new Listing(operator, weight));
    return this;
  }

  Scans seen(ScorePartId part, Seen share) {
    seen.put(part, share);
    return this;
  }

  Scans noMail() {
    profile = Profile.NO_MAIL;
    return this;
  }

  Scans noUsableDkimKey() {
    dkimUsableKey = false;
    return this;
  }

  Scans noDmarcPolicy() {
    dmarcPolicyApplies = false;
    return this;
  }

  Scans noTransportPolicy() {
    transportPolicy = false;
    return this;
  }

  Scans nonexistent() {
    domainExists = false;
    return this;
  }

  ScoreInput input() {
    return new ScoreInput(
        profile,
        findings,
        listings,
        seen,
        dkimUsableKey,
        dmarcPolicyApplies,
        transportPolicy,
        domainExists);
  }

  Score score() {
    return Scoring.score(input());
  }
}
