package dev.mxray.check.spf;

import dev.mxray.check.ZoneClient;
import dev.mxray.domain.PublicSuffixes;
import dev.mxray.finding.Finding;
import dev.mxray.net.dns.DnsClient;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Observes and judges example.com in zone text. */
final class SpfLab {
  private SpfLab() {}

  static SpfObservation observe(String zones) {
    return observe(new ZoneClient(zones));
  }

  static SpfObservation observe(DnsClient client) {
    return SpfProbe.observe("example.com", client, PublicSuffixes::bundled)
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  static SpfAnalysis analyse(String zones) {
    return SpfAnalysis.of(observe(zones));
  }

  static List<Finding> judge(String zones) {
    return SpfRules.judge(observe(zones), zones.contains("MX 0 ."), false);
  }

  static List<String> ids(String zones) {
    return judge(zones).stream().map(finding -> finding.type().id()).toList();
  }

  static Finding finding(String id, String zones) {
    return judge(zones).stream()
        .filter(finding -> finding.type().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError(id + " is not among " + ids(zones)));
  }
}
