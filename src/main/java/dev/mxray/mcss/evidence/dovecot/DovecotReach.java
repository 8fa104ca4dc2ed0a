package dev.mxray.mcss.evidence.dovecot;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Counts;
import dev.mxray.mcss.evidence.host.Counts.Count;
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
      return HostVerdict.pass(quote, "POP3 is off: " + names(protocols.get()) + ".");
    }
    if (!protocols.get().has("imap")) {
      return HostVerdict.pass(quote, "Of IMAP and POP3 only the second is on.").indicative();
    }
    return used(evidence, quote);
  }

  /** Both are on; the log tells whether both are used. */
  private static HostVerdict used(Evidence evidence, Quote quote) {
    Optional<Counts> counts = evidence.file(STATISTICS).map(Counts::of);
    Optional<Count> pop = counts.flatMap(all -> all.first("pop3_login_count"));
    Optional<Count> imap = counts.flatMap(all -> all.first("imap_login_count"));
    if (pop.isPresent() && pop.get().number() > 0) {
      return HostVerdict.pass(
          pop.get().quote(), "IMAP and POP3 are on, and the log shows logins by POP3.");
    }
    if (pop.isPresent() && imap.isPresent() && imap.get().number() > 0) {
      return HostVerdict.fail(
          quote, "POP3 is on, and the log shows logins by IMAP but none by POP3.");
    }
    return HostVerdict.partial(
            quote, "IMAP and POP3 are on; the evidence does not show whether both are used.")
        .indicative();
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
      return HostVerdict.pass(
          protocols.get().quote(),
          "No port of IMAP or POP3 for others begins without TLS: those are off (port = 0), or"
              + " bound to loopback.");
    }
    DovecotListeners.Plain first = plain.get(0);
    String ports =
        String.join(", ", plain.stream().map(one -> one.protocol() + " on " + one.port()).toList());
    HostVerdict fail =
        HostVerdict.fail(first.quote(), "Sessions begin without TLS: " + ports + ".");
    return first.byDefault() ? fail.indicative() : fail;
  }
}
