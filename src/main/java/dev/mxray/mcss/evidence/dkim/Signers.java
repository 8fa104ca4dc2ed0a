package dev.mxray.mcss.evidence.dkim;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Lines;
import dev.mxray.mcss.evidence.host.Presence;
import dev.mxray.mcss.evidence.host.Services;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.mcss.evidence.host.WordConfig;
import dev.mxray.mcss.evidence.milter.Filter;
import dev.mxray.mcss.evidence.milter.Link;
import dev.mxray.mcss.evidence.milter.Wiring;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who signs mail on a host. */
final class Signers {
  private static final String STATUS = "dkim/service_status.txt";
  static final String CONFIG = "dkim/config_files/opendkim.conf";
  private static final String KEYS = "dkim/keys_configured.txt";
  private static final String EXIM = "exim/security/dkim_config.txt";

  private static final Pattern EXIM_KEY = Pattern.compile("(.*: *)?\\s*dkim_private_key *= *\\S.*");
  private static final Pattern RSPAMD =
      Pattern.compile(".*rspamd.*(dkim_signing|dkim).*:\\d+: *(selector|path|domain|key)\\b.*");

  private Signers() {}

  /** The line by which Exim signs. */
  static Optional<Quote> exim(Evidence evidence) {
    return line(evidence, EXIM_KEY, EXIM, KEYS, "exim/config_active/exim4_expanded.txt");
  }

  /** The line by which Rspamd signs. */
  static Optional<Quote> rspamd(Evidence evidence) {
    return line(evidence, RSPAMD, KEYS)
        .or(
            () ->
                line(
                    evidence,
                    Pattern.compile("\\s*(selector|path|domain)\\b.*"),
                    "antispam/rspamd/config_files/local.d/dkim_signing.conf",
                    "antispam/rspamd/config_files/override.d/dkim_signing.conf"));
  }

  private static Optional<Quote> line(Evidence evidence, Pattern wanted, String... paths) {
    return Stream.of(paths)
        .flatMap(path -> evidence.file(path).stream())
        .flatMap(Lines::of)
        .filter(quote -> !quote.text().strip().startsWith("#"))
        .filter(quote -> wanted.matcher(quote.text()).matches())
        .findFirst();
  }

  static HostVerdict signed(Evidence evidence) {
    Optional<Quote> exim = exim(evidence);
    if (exim.isPresent()) {
      return HostVerdict.pass(exim.get(), Sentence.of("dkim-host.exim-signs"));
    }
    Optional<Quote> rspamd = rspamd(evidence);
    if (rspamd.isPresent()) {
      return Services.of(evidence, "antispam/rspamd/service_status.txt", Services.LIST)
              .running(Set.of("rspamd"))
              .isPresent()
          ? HostVerdict.pass(rspamd.get(), Sentence.of("dkim-host.rspamd-signs"))
          : HostVerdict.partial(rspamd.get(), Sentence.of("dkim-host.rspamd-not-running"));
    }
    Optional<Quote> absent = Presence.absent(evidence, "opendkim");
    if (absent.isPresent()) {
      return HostVerdict.fail(absent.get(), Sentence.of("dkim-host.no-signer"));
    }
    return opendkim(evidence);
  }

  private static HostVerdict opendkim(Evidence evidence) {
    Optional<Setting> mode = mode(evidence);
    if (mode.isPresent() && !mode.get().lower().contains("s")) {
      return mode.get().fail(Sentence.of("dkim-host.verifies-only"));
    }
    if (evidence.file(CONFIG).isPresent() && !keyed(evidence)) {
      return HostVerdict.fail(evidence.file(CONFIG).get().quote(), Sentence.of("dkim-host.no-key"));
    }
    HostVerdict runs =
        Services.of(evidence, STATUS, Services.LIST).runs("OpenDKIM", Set.of("opendkim"), STATUS);
    return mode.isEmpty() && evidence.file(CONFIG).isEmpty() ? runs.indicative() : runs;
  }

  private static Optional<Setting> mode(Evidence evidence) {
    return Stream.of(CONFIG, KEYS)
        .flatMap(path -> evidence.file(path).stream())
        .flatMap(file -> WordConfig.of(file).value("Mode").stream())
        .findFirst();
  }

  private static boolean keyed(Evidence evidence) {
    return Stream.of(CONFIG, KEYS)
        .flatMap(path -> evidence.file(path).stream())
        .map(WordConfig::of)
        .anyMatch(
            config -> config.value("KeyTable").isPresent() || config.value("KeyFile").isPresent());
  }

  static HostVerdict wired(Evidence evidence) {
    Optional<Quote> exim = exim(evidence);
    if (exim.isPresent()) {
      return HostVerdict.pass(exim.get(), Sentence.of("dkim-host.exim-signs-on-sending"));
    }
    Optional<Wiring> wiring = Wiring.of(evidence);
    if (wiring.isEmpty()) {
      return Wiring.missing();
    }
    boolean byRspamd = rspamd(evidence).isPresent();
    List<Filter> signers =
        byRspamd
            ? List.of(Filter.OPENDKIM, Filter.RSPAMD, Filter.AMAVIS)
            : List.of(Filter.OPENDKIM);
    Optional<Link> users = first(signers, wiring.get()::outgoing);
    Optional<Link> local = first(signers, wiring.get()::local);
    if (users.isPresent() && local.isPresent()) {
      return HostVerdict.pass(users.get().quote(), Sentence.of("dkim-host.all-signed"));
    }
    if (users.isPresent()) {
      return HostVerdict.partial(users.get().quote(), Sentence.of("dkim-host.users-only"));
    }
    return local
        .map(link -> HostVerdict.partial(link.quote(), Sentence.of("dkim-host.local-only")))
        .orElseGet(
            () -> HostVerdict.fail(wiring.get().shown(), Sentence.of("dkim-host.none-signed")));
  }

  private static Optional<Link> first(
      List<Filter> filters, java.util.function.Function<Filter, Optional<Link>> place) {
    return filters.stream().flatMap(filter -> place.apply(filter).stream()).findFirst();
  }
}
