package dev.mxray.mcss.evidence.dovecot;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Counts;
import dev.mxray.mcss.evidence.host.Counts.Count;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;

/** What of Dovecot can be reached, and by whom. */
final class DovecotReach {
  static final String PROTOCOLS = "dovecot/config_active/protocols.txt";
  private static final String STATISTICS = "logs/critical_events_stats.txt";

  private DovecotReach() {}

  static HostVerdict protocols(Evidence evidence) {
    Optional<DovecotConfig> config = DovecotConfig.of(evidence);
    if (config.isEmpty()) {
      return HostVerdict.missing(PROTOCOLS);
    }
    Optional<DovecotConfig.WordList> protocols =
        config.get().words("protocols").filter(list -> !list.words().isEmpty());
    if (protocols.isEmpty()) {
      return DovecotAssessors.unknown(config.get(), "protocols");
    }
    Quote quote = protocols.get().quote();
    if (!protocols.get().has("pop3")) {
      return HostVerdict.pass(quote, Sentence.of("dovecot.no-pop3", names(protocols.get())));
    }
    if (!protocols.get().has("imap")) {
      return HostVerdict.pass(quote, Sentence.of("dovecot.only-pop3")).indicative();
    }
    return used(evidence, quote);
  }

  /** Both are on; the log tells whether both are used. */
  private static HostVerdict used(Evidence evidence, Quote quote) {
    Optional<Counts> counts = evidence.file(STATISTICS).map(Counts::of);
    Optional<Count> pop = counts.flatMap(all -> all.first("pop3_login_count"));
    Optional<Count> imap = counts.flatMap(all -> all.first("imap_login_count"));
    if (pop.isPresent() && pop.get().number() > 0) {
      return HostVerdict.pass(pop.get().quote(), Sentence.of("dovecot.pop3-used"));
    }
    if (pop.isPresent() && imap.isPresent() && imap.get().number() > 0) {
      return HostVerdict.fail(quote, Sentence.of("dovecot.pop3-unused"));
    }
    return HostVerdict.partial(quote, Sentence.of("dovecot.pop3-use-untold")).indicative();
  }

  private static String names(DovecotConfig.WordList protocols) {
    return String.join(" ", protocols.words());
  }

  static HostVerdict listeners(DovecotConfig config) {
    Optional<DovecotConfig.WordList> protocols =
        config.words("protocols").filter(list -> !list.words().isEmpty());
    if (protocols.isEmpty()) {
      return DovecotAssessors.unknown(config, "protocols");
    }
    List<DovecotListeners.Plain> plain = DovecotListeners.plain(config, protocols.get());
    if (plain.isEmpty()) {
      return HostVerdict.pass(protocols.get().quote(), Sentence.of("dovecot.no-plain-port"));
    }
    DovecotListeners.Plain first = plain.get(0);
    Sentence ports =
        Sentence.joined(
            ", ",
            plain.stream()
                .map(one -> Sentence.of("dovecot.plain-port", one.protocol(), one.port()))
                .toList());
    HostVerdict fail = HostVerdict.fail(first.quote(), Sentence.of("dovecot.plain-ports", ports));
    return first.byDefault() ? fail.indicative() : fail;
  }
}
