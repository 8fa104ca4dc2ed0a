package dev.mxray.mcss.evidence.antispam;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.ConfigTest;
import dev.mxray.mcss.evidence.host.Presence;
import dev.mxray.mcss.evidence.host.Services;
import dev.mxray.mcss.evidence.milter.Filter;
import dev.mxray.mcss.evidence.milter.Link;
import dev.mxray.mcss.evidence.milter.Wiring;
import dev.mxray.mcss.evidence.packages.Maintenance;
import dev.mxray.mcss.evidence.packages.Product;
import dev.mxray.text.Sentence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What decides the controls about the spam filter. Where Rspamd is on the host it is judged, else
 * SpamAssassin, whether Amavis, a milter or Exim calls it.
 */
public final class AntispamAssessors {
  static final String RSPAMD = "antispam/rspamd/";
  static final String ASSASSIN = "antispam/spamassassin/";
  private static final List<String> STATES =
      List.of(
          RSPAMD + "service_status.txt",
          ASSASSIN + "service_status.txt",
          "antispam/amavis/service_status.txt");
  private static final Set<String> SERVICES =
      Set.of("rspamd", "spamd", "spamassassin", "amavis", "amavisd", "amavisd-new");

  private AntispamAssessors() {}

  public static Map<String, Assessor> all() {
    Map<String, Assessor> all = new LinkedHashMap<>();
    all.put("ANTISPAM-001", AntispamAssessors::running);
    all.put("ANTISPAM-002", there(AntispamAssessors::maintained));
    all.put("ANTISPAM-003", AntispamAssessors::wired);
    all.put("ANTISPAM-004", there(SpamScores::threshold));
    all.put("ANTISPAM-005", there(SpamLearning::automatic));
    all.put("ANTISPAM-006", there(SpamLearning::learnt));
    all.put("ANTISPAM-007", there(SpamScores::blocklists));
    all.put("ANTISPAM-008", there(AntispamAssessors::faults));
    return all;
  }

  /** The line that shows that no spam filter is on the host. */
  private static Optional<Quote> none(Evidence evidence) {
    List<Optional<Quote>> absent =
        Stream.of("rspamd", "spamassassin", "amavis")
            .map(name -> Presence.absent(evidence, name))
            .toList();
    return absent.stream().allMatch(Optional::isPresent) ? absent.get(0) : Optional.empty();
  }

  private static Assessor there(Assessor assessor) {
    return evidence ->
        none(evidence)
            .map(quote -> HostVerdict.notApplicable(quote, Sentence.of("antispam.none")))
            .orElseGet(() -> assessor.assess(evidence));
  }

  static boolean hasRspamd(Evidence evidence) {
    return !evidence.under(RSPAMD).isEmpty();
  }

  private static HostVerdict running(Evidence evidence) {
    return none(evidence)
        .map(quote -> HostVerdict.fail(quote, Sentence.of("antispam.none")))
        .orElseGet(
            () ->
                Services.of(
                        evidence,
                        Stream.concat(
                                STATES.stream().filter(path -> evidence.file(path).isPresent()),
                                Stream.of(Services.LIST))
                            .toArray(String[]::new))
                    .runs(
                        Sentence.of("antispam.filter"), SERVICES, "antispam/*/service_status.txt"));
  }

  private static HostVerdict maintained(Evidence evidence) {
    if (hasRspamd(evidence)) {
      return Maintenance.of(evidence, Product.RSPAMD);
    }
    return evidence.under(ASSASSIN).isEmpty()
        ? HostVerdict.missing("antispam/*/version.txt")
        : Maintenance.of(evidence, Product.SPAMASSASSIN);
  }

  private static HostVerdict wired(Evidence evidence) {
    Optional<Wiring> wiring = Wiring.of(evidence);
    if (wiring.isEmpty()) {
      return Wiring.missing();
    }
    Optional<Link> link =
        Stream.of(Filter.RSPAMD, Filter.SPAMASSASSIN, Filter.AMAVIS)
            .flatMap(filter -> wiring.get().incoming(filter).stream())
            .findFirst();
    return link.map(found -> HostVerdict.pass(found.quote(), Sentence.of("antispam.wired")))
        .orElseGet(() -> HostVerdict.fail(wiring.get().shown(), Sentence.of("antispam.not-wired")));
  }

  private static HostVerdict faults(Evidence evidence) {
    String rspamd = RSPAMD + "config_lint.txt";
    String assassin = ASSASSIN + "config_lint.txt";
    Optional<EvidenceFile> first = evidence.file(rspamd);
    if (first.isPresent()) {
      return ConfigTest.judge(first.get(), "Rspamd");
    }
    return evidence
        .file(assassin)
        .map(file -> ConfigTest.judge(file, "SpamAssassin"))
        .orElseGet(() -> HostVerdict.missing(hasRspamd(evidence) ? rspamd : assassin));
  }
}
