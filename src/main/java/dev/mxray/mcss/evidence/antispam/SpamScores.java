package dev.mxray.mcss.evidence.antispam;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.mcss.evidence.host.WordConfig;
import java.math.BigDecimal;
import java.util.Optional;

/** From which score mail counts as spam, and whether lists have a say in it. */
final class SpamScores {
  static final String LOCAL = "antispam/spamassassin/config_files/local.cf";
  private static final BigDecimal LEAST = new BigDecimal("4");
  private static final BigDecimal MOST = new BigDecimal("7");

  /** Rspamd's own scale: mail is marked from 6 on by default. */
  private static final BigDecimal MOST_OF_RSPAMD = new BigDecimal("10");

  private SpamScores() {}

  static HostVerdict threshold(Evidence evidence) {
    if (AntispamAssessors.hasRspamd(evidence)) {
      Optional<Setting> mark =
          Ucl.value(evidence, "actions/add_header")
              .or(() -> Ucl.value(evidence, "actions/rewrite_subject"))
              .or(() -> Ucl.value(evidence, "actions/reject"));
      return mark.map(set -> within(set, MOST_OF_RSPAMD))
          .orElseGet(
              () -> HostVerdict.missing("antispam/rspamd/configdump.txt with the block actions"));
    }
    Optional<EvidenceFile> file = evidence.file(LOCAL);
    if (file.isEmpty()) {
      return HostVerdict.missing(LOCAL);
    }
    WordConfig config = WordConfig.of(file.get());
    return config
        .value("required_score")
        .or(() -> config.value("required_hits"))
        .map(set -> within(set, MOST))
        .orElseGet(
            () ->
                HostVerdict.partial(
                        file.get().quote(),
                        "required_score is not set; 5, the default, is sensible, but nobody chose"
                            + " it.")
                    .indicative());
  }

  private static HostVerdict within(Setting set, BigDecimal most) {
    if (!set.value().matches("-?\\d{1,6}(\\.\\d{1,6})?")) {
      return HostVerdict.notAssessed(set.quote().place() + " sets no number: " + set.value() + ".");
    }
    BigDecimal score = new BigDecimal(set.value());
    if (score.compareTo(LEAST) < 0) {
      return set.fail("Mail counts as spam from " + set.value() + " on: real mail is lost.");
    }
    return score.compareTo(most) > 0
        ? set.fail("Mail counts as spam from " + set.value() + " on only: much is let through.")
        : set.pass("Mail counts as spam from " + set.value() + " on.");
  }

  static HostVerdict blocklists(Evidence evidence) {
    if (AntispamAssessors.hasRspamd(evidence)) {
      return byRspamd(evidence);
    }
    Optional<EvidenceFile> file = evidence.file(LOCAL);
    if (file.isEmpty()) {
      return HostVerdict.missing(LOCAL);
    }
    WordConfig config = WordConfig.of(file.get());
    Optional<Setting> dns = config.value("dns_available").filter(set -> set.is("no"));
    if (dns.isPresent()) {
      return dns.get().fail("SpamAssassin asks nothing in the DNS.");
    }
    Optional<Setting> skip = config.value("skip_rbl_checks");
    return skip.map(
            set ->
                set.is("0")
                    ? set.pass("Blocklists are asked.")
                    : set.fail("Blocklists are not asked."))
        .orElseGet(
            () ->
                HostVerdict.pass(
                        file.get().quote(),
                        "skip_rbl_checks is not set: SpamAssassin asks blocklists by default.")
                    .indicative());
  }

  private static HostVerdict byRspamd(Evidence evidence) {
    Optional<Setting> enabled = Ucl.value(evidence, "rbl/enabled");
    if (enabled.isPresent()) {
      return enabled.get().on()
          ? enabled.get().pass("Blocklists are asked.")
          : enabled.get().fail("Rspamd's module for blocklists is off.");
    }
    String dump = "antispam/rspamd/configdump.txt";
    Optional<Setting> rules =
        evidence.file(dump).stream()
            .flatMap(file -> Ucl.read(file).stream())
            .filter(set -> set.name().startsWith("rbl/rbls/") && set.name().endsWith("/rbl"))
            .findFirst();
    return rules
        .map(set -> set.pass("Blocklists are asked."))
        .orElseGet(
            () ->
                evidence
                    .file(dump)
                    .map(
                        file ->
                            HostVerdict.fail(
                                file.quote(), "Rspamd's configuration names no blocklist."))
                    .orElseGet(() -> HostVerdict.missing(dump)));
  }
}
