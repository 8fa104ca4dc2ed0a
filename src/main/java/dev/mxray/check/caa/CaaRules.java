package dev.mxray.check.caa;

import static dev.mxray.finding.FindingType.CAA_MISSING;

import dev.mxray.finding.Finding;
import dev.mxray.finding.Section;
import dev.mxray.observe.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Judges the CAA records that hold for a domain's exchanges. */
public final class CaaRules {
  private CaaRules() {}

  /** The findings about the domain. */
  public static List<Finding> judge(CaaObservation seen) {
    if (!seen.looked()) {
      return List.of();
    }
    return switch (seen.state()) {
      case PRESENT -> List.of();
      case ABSENT ->
          seen.hosts().isEmpty()
              ? List.of()
              : List.of(
                  Finding.of(CAA_MISSING, seen.domain())
                      .with(
                          "exchanges",
                          seen.hosts().stream()
                              .map(HostCaa::host)
                              .collect(Collectors.joining(", "))));
      case UNKNOWN -> unseen(seen);
    };
  }

  private static List<Finding> unseen(CaaObservation seen) {
    var findings = new ArrayList<Finding>();
    Observed.Unknown<?> unknown = seen.unknown();
    if (unknown != null) {
      findings.add(Finding.inconclusive(Section.CAA, seen.domain(), unknown));
    }
    for (HostCaa host : seen.hosts()) {
      host.records()
          .unknown()
          .ifPresent(why -> findings.add(Finding.inconclusive(Section.CAA, host.host(), why)));
    }
    return findings;
  }
}
