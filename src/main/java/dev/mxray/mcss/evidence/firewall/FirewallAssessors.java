package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.HostVerdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What decides the controls about the packet filter. The catalogue names iptables; what they ask
 * holds for nftables and firewalld alike, and the reasons say which it was.
 */
public final class FirewallAssessors {
  private FirewallAssessors() {}

  public static Map<String, Assessor> all() {
    Map<String, Assessor> all = new LinkedHashMap<>();
    all.put("FIREWALL-001", FilterActive::active);
    all.put("FIREWALL-002", filtered(MailPorts::relay));
    all.put("FIREWALL-003", filtered(MailPorts::plainMailboxes));
    all.put("FIREWALL-004", filtered(MailPorts::withTls));
    all.put("FIREWALL-005", filtered(MailPorts::sieve));
    all.put("FIREWALL-006", filtered(FilterLimits::rates));
    all.put("FIREWALL-007", FilterFamilies::alike);
    all.put("FIREWALL-008", filtered(FilterLimits::fitting));
    return all;
  }

  private static Assessor filtered(
      BiFunction<dev.mxray.mcss.evidence.Evidence, PacketFilter, HostVerdict> rule) {
    return evidence ->
        Filters.of(evidence)
            .filter(filter -> !filter.input().isEmpty())
            .map(filter -> rule.apply(evidence, filter))
            .orElseGet(() -> FilterActive.without(evidence));
  }
}
