package dev.mxray.mcss.evidence.dovecot;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.Presence;
import dev.mxray.mcss.evidence.host.Services;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.mcss.evidence.packages.Maintenance;
import dev.mxray.mcss.evidence.packages.Product;
import dev.mxray.text.Sentence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What decides the controls about Dovecot. */
public final class DovecotAssessors {
  private DovecotAssessors() {}

  public static Map<String, Assessor> all() {
    Map<String, Assessor> all = new LinkedHashMap<>();
    all.put("DOVECOT-001", evidence -> Maintenance.of(evidence, Product.DOVECOT));
    all.put("DOVECOT-002", configured(DovecotTls::required));
    all.put("DOVECOT-003", configured(DovecotTls::versions));
    all.put("DOVECOT-004", configured(DovecotTls::order));
    all.put("DOVECOT-005", configured(DovecotTls::ciphers));
    all.put("DOVECOT-006", configured(DovecotLogin::plaintext));
    all.put("DOVECOT-007", configured(DovecotLogin::mechanisms));
    all.put("DOVECOT-008", configured(DovecotLogin::greeting));
    all.put("DOVECOT-009", DovecotReach::protocols);
    all.put("DOVECOT-010", configured(DovecotReach::listeners));
    all.put("DOVECOT-011", configured(DovecotLogs::passwords));
    all.put("DOVECOT-012", configured(DovecotLogs::path));
    all.put("DOVECOT-013", DovecotLogs::faults);
    all.put(
        "DOVECOT-014",
        evidence ->
            Services.of(evidence, Services.LIST).runs("Dovecot", Set.of("dovecot"), Services.LIST));
    all.put("DOVECOT-015", configured(DovecotQuota::limits));
    all.put("DOVECOT-016", configured(DovecotLogin::cache));
    return Presence.whereInstalled("dovecot", "Dovecot", all);
  }

  private static Assessor configured(Function<DovecotConfig, HostVerdict> rule) {
    return evidence -> DovecotConfig.of(evidence).map(rule).orElseGet(() -> unread(evidence));
  }

  private static HostVerdict unread(Evidence evidence) {
    return evidence
        .file(DovecotConfig.CHANGED)
        .map(EvidenceFile::path)
        .map(path -> HostVerdict.notAssessed(Sentence.of("dovecot.no-setting", path)))
        .orElseGet(() -> HostVerdict.missing(DovecotConfig.CHANGED));
  }

  /** The setting is not in the output, and what then holds is not known. */
  static HostVerdict unknown(DovecotConfig config, String name) {
    return Setting.unknown(
        DovecotConfig.CHANGED,
        name,
        config
            .version()
            .map(version -> Sentence.verbatim("Dovecot " + version.number()))
            .orElse(Sentence.of("dovecot.unknown-version")));
  }
}
