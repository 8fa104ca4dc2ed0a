package dev.mxray.mcss.evidence.cyrus;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.Presence;
import dev.mxray.mcss.evidence.host.Services;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.mcss.evidence.packages.Maintenance;
import dev.mxray.mcss.evidence.packages.Product;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What decides the controls about Cyrus IMAP. */
public final class CyrusAssessors {
  private static final Set<String> MASTER =
      Set.of("cyrus", "cyrus-imapd", "cyrus-master", "cyrmaster", "cyrus-imap", "cyrus2.4");

  private CyrusAssessors() {}

  public static Map<String, Assessor> all() {
    Map<String, Assessor> all = new LinkedHashMap<>();
    all.put("CYRUS-001", evidence -> Maintenance.of(evidence, Product.CYRUS));
    all.put("CYRUS-002", besides(CyrusTls::certificate));
    all.put("CYRUS-003", besides(CyrusTls::key));
    all.put("CYRUS-004", configured(CyrusTls::plaintext));
    all.put("CYRUS-005", configured(CyrusTls::versions));
    all.put("CYRUS-006", configured(CyrusAccounts::verification));
    all.put("CYRUS-007", besides(CyrusAccounts::domains));
    all.put("CYRUS-008", configured(CyrusAccounts::warning));
    all.put("CYRUS-009", configured(CyrusServer::log));
    all.put("CYRUS-010", configured(CyrusServer::name));
    all.put("CYRUS-011", configured(CyrusAccounts::administrators));
    all.put(
        "CYRUS-012",
        evidence -> Services.of(evidence, Services.LIST).runs("Cyrus IMAP", MASTER, Services.LIST));
    all.put("CYRUS-013", besides(CyrusServer::place));
    all.put("CYRUS-014", configured(CyrusServer::letters));
    return Presence.whereInstalled("cyrus", "Cyrus IMAP", all);
  }

  private static Assessor configured(Function<ImapdConf, HostVerdict> rule) {
    return besides((conf, evidence) -> rule.apply(conf));
  }

  /** By the configuration and by what else the evidence tells. */
  private static Assessor besides(BiFunction<ImapdConf, Evidence, HostVerdict> rule) {
    return evidence ->
        ImapdConf.of(evidence)
            .map(conf -> rule.apply(conf, evidence))
            .orElseGet(() -> HostVerdict.missing(ImapdConf.FILE));
  }

  /** The verdict on a value, or that neither it nor the default is known. */
  static HostVerdict on(
      ImapdConf conf, Optional<Setting> value, String name, Function<Setting, HostVerdict> rule) {
    return value.map(rule).orElseGet(() -> Setting.unknown(ImapdConf.FILE, name, conf.release()));
  }
}
