package dev.mxray.mcss.evidence.antispam;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.mcss.evidence.host.WordConfig;
import dev.mxray.text.Sentence;
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
              () ->
                  HostVerdict.notAssessed(
                      Sentence.of("antispam.no-actions", "antispam/rspamd/configdump.txt")));
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
                HostVerdict.partial(file.get().quote(), Sentence.of("antispam.nobody-chose"))
                    .indicative());
  }

  private static HostVerdict within(Setting set, BigDecimal most) {
    if (!set.value().matches("-?\\d{1,6}(\\.\\d{1,6})?")) {
      return HostVerdict.notAssessed(
          Sentence.of("antispam.no-number", set.quote().place(), set.value()));
    }
    BigDecimal score = new BigDecimal(set.value());
    if (score.compareTo(LEAST) < 0) {
      return set.fail(Sentence.of("antispam.threshold-low", set.value()));
    }
    return score.compareTo(most) > 0
        ? set.fail(Sentence.of("antispam.threshold-high", set.value()))
        : set.pass(Sentence.of("antispam.threshold", set.value()));
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
      return dns.get().fail(Sentence.of("antispam.no-dns"));
    }
    Optional<Setting> skip = config.value("skip_rbl_checks");
    return skip.map(
            set ->
                set.is("0")
                    ? set.pass(Sentence.of("antispam.lists-asked"))
                    : set.fail(Sentence.of("antispam.lists-not-asked")))
        .orElseGet(
            () ->
                HostVerdict.pass(file.get().quote(), Sentence.of("antispam.lists-by-default"))
                    .indicative());
  }

  private static HostVerdict byRspamd(Evidence evidence) {
    Optional<Setting> enabled = Ucl.value(evidence, "rbl/enabled");
    if (enabled.isPresent()) {
      return enabled.get().on()
          ? enabled.get().pass(Sentence.of("antispam.lists-asked"))
          : enabled.get().fail(Sentence.of("antispam.lists-off"));
    }
    String dump = "antispam/rspamd/configdump.txt";
    Optional<Setting> rules =
        evidence.file(dump).stream()
            .flatMap(file -> Ucl.read(file).stream())
            .filter(set -> set.name().startsWith("rbl/rbls/") && set.name().endsWith("/rbl"))
            .findFirst();
    return rules
        .map(set -> set.pass(Sentence.of("antispam.lists-asked")))
        .orElseGet(
            () ->
                evidence
                    .file(dump)
                    .map(
                        file ->
                            HostVerdict.fail(file.quote(), Sentence.of("antispam.no-list-named")))
                    .orElseGet(() -> HostVerdict.missing(dump)));
  }
}
