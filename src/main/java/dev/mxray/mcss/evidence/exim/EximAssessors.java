package dev.mxray.mcss.evidence.exim;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.MailServer;
import dev.mxray.mcss.evidence.packages.Maintenance;
import dev.mxray.mcss.evidence.packages.Product;
import java.util.Map;
import java.util.function.Function;

/** The controls of Exim. */
public final class EximAssessors {
  /** What av_scanner and spamd_address are when nobody sets them. */
  private static final String STANDARD_SCANNER = "sophie:/var/run/sophie";

  private EximAssessors() {}

  /** By the id of the control. */
  public static Map<String, Assessor> all() {
    return Map.ofEntries(
        Map.entry(
            "EXIM-001",
            evidence ->
                MailServer.EXIM
                    .absent(evidence)
                    .orElseGet(() -> Maintenance.of(evidence, Product.EXIM))),
        Map.entry("EXIM-002", option("smtp_banner", EximLimits::banner)),
        Map.entry("EXIM-003", option("host_lookup", EximLimits::hostLookup)),
        Map.entry("EXIM-004", over(EximConfig.OPTIONS, EximAcls::recipients)),
        Map.entry("EXIM-005", over(EximConfig.OPTIONS, EximAcls::content)),
        Map.entry("EXIM-006", over(EximConfig.OPTIONS, EximAcls::relay)),
        Map.entry("EXIM-007", over(EximConfig.ACLS, EximChecks::helo)),
        Map.entry("EXIM-008", option("message_size_limit", EximLimits::messageSize)),
        Map.entry("EXIM-009", option("smtp_accept_max", EximLimits::connections)),
        Map.entry("EXIM-010", option("smtp_accept_max_per_host", EximLimits::connectionsOfOne)),
        Map.entry("EXIM-011", over("exim/security/ratelimit_config.txt", EximChecks::rates)),
        Map.entry("EXIM-012", over("exim/security/dkim_config.txt", EximSigning::of)),
        Map.entry("EXIM-013", over("exim/security/spf_config.txt", EximChecks::spf)),
        Map.entry(
            "EXIM-014",
            over(
                "exim/security/content_scanning.txt",
                config -> EximChecks.scanned(config, "malware", "av_scanner", STANDARD_SCANNER))),
        Map.entry(
            "EXIM-015",
            over(
                "exim/security/content_scanning.txt",
                config -> EximChecks.scanned(config, "spam", "spamd_address", ""))),
        Map.entry("EXIM-016", EximState::queue),
        Map.entry("EXIM-017", EximState::running),
        Map.entry("EXIM-018", EximState::configuration));
  }

  private static Assessor over(String path, Function<EximConfig, HostVerdict> judge) {
    return evidence ->
        MailServer.EXIM
            .absent(evidence)
            .orElseGet(
                () ->
                    EximConfig.of(evidence).map(judge).orElseGet(() -> HostVerdict.missing(path)));
  }

  private static Assessor option(String name, Function<EximOption, HostVerdict> judge) {
    return over(
        EximConfig.OPTIONS,
        config -> config.option(name).map(judge).orElseGet(() -> config.untold(name)));
  }
}
