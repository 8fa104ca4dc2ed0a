package dev.mxray.score;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import java.util.List;
import java.util.Map;

/**
 * All that a score depends on.
 *
 * @param profile what the domain is measured as
 * @param findings of the whole scan, in any order
 * @param listings the block lists that list an address, in any order
 * @param seen how much of each part was seen; a part that is not in the map has no check and does
 *     not apply
 * @param dkimUsableKey true when at least one usable DKIM key was found
 * @param dmarcPolicyApplies true when a DMARC policy results for the domain
 * @param transportPolicy true when an enforced MTA-STS policy or matching DANE covers every
 *     exchange
 * @param domainExists false when the name is NXDOMAIN
 */
public record ScoreInput(
    Profile profile,
    List<Finding> findings,
    List<Listing> listings,
    Map<ScorePartId, Seen> seen,
    boolean dkimUsableKey,
    boolean dmarcPolicyApplies,
    boolean transportPolicy,
    boolean domainExists) {

  public ScoreInput {
    findings = List.copyOf(findings);
    listings = List.copyOf(listings);
    seen = Map.copyOf(seen);
  }

  /** True when there is a finding of this type. */
  boolean reports(FindingType type) {
    return findings.stream().anyMatch(finding -> finding.type() == type);
  }

  /** The same scan without the findings of one type. */
  ScoreInput without(FindingType type) {
    return new ScoreInput(
        profile,
        findings.stream().filter(finding -> finding.type() != type).toList(),
        listings,
        seen,
        dkimUsableKey,
        dmarcPolicyApplies,
        transportPolicy,
        domainExists);
  }
}
