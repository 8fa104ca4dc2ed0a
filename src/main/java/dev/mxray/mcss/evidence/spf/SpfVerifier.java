package dev.mxray.mcss.evidence.spf;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Lines;
import dev.mxray.mcss.evidence.host.Presence;
import dev.mxray.mcss.evidence.host.Services;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.mcss.evidence.host.WordConfig;
import dev.mxray.mcss.evidence.milter.Filter;
import dev.mxray.mcss.evidence.milter.Wiring;
import dev.mxray.mcss.evidence.postfix.MasterService;
import dev.mxray.mcss.evidence.postfix.PostfixConfig;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What verifies SPF on a host, and how the mail server comes to ask it. */
final class SpfVerifier {
  static final String FILE = "spf/spf_config.txt";
  private static final List<String> RESTRICTIONS =
      List.of(
          "smtpd_recipient_restrictions",
          "smtpd_relay_restrictions",
          "smtpd_sender_restrictions",
          "smtpd_helo_restrictions",
          "smtpd_client_restrictions",
          "smtpd_data_restrictions");
  private static final Pattern ASKS =
      Pattern.compile("check_policy_service\\s+(\\{\\s*)?(\\S*spf\\S*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern EXIM =
      Pattern.compile(
          "(acl: *|\\w+: *)?\\s*(deny|accept|warn|require|defer)?\\s*!?spf(_guess)? *=.*");

  private final Evidence evidence;
  private final Kind kind;
  private final Quote quote;

  private enum Kind {
    POLICY_SERVICE,
    MILTER,
    RSPAMD,
    OPENDMARC,
    EXIM
  }

  private SpfVerifier(Evidence evidence, Kind kind, Quote quote) {
    this.evidence = evidence;
    this.kind = kind;
    this.quote = quote;
  }

  /** The first that is wired to the mail server, else one that is merely there. */
  static Optional<SpfVerifier> of(Evidence evidence) {
    Optional<Wiring> wiring = Wiring.of(evidence);
    return exim(evidence)
        .map(found -> new SpfVerifier(evidence, Kind.EXIM, found))
        .or(
            () ->
                asked(evidence).map(found -> new SpfVerifier(evidence, Kind.POLICY_SERVICE, found)))
        .or(
            () ->
                wiring
                    .flatMap(all -> all.incoming(Filter.SPF))
                    .map(link -> new SpfVerifier(evidence, Kind.MILTER, link.quote())))
        .or(
            () ->
                wiring
                    .flatMap(all -> all.incoming(Filter.RSPAMD))
                    .filter(link -> !switchedOff(evidence))
                    .map(link -> new SpfVerifier(evidence, Kind.RSPAMD, link.quote())))
        .or(
            () ->
                wiring
                    .flatMap(all -> all.incoming(Filter.OPENDMARC))
                    .flatMap(link -> bySelf(evidence))
                    .map(found -> new SpfVerifier(evidence, Kind.OPENDMARC, found)));
  }

  private static Optional<Quote> exim(Evidence evidence) {
    return Stream.of("exim/security/spf_config.txt", FILE, "exim/config_active/exim4_expanded.txt")
        .flatMap(path -> evidence.file(path).stream())
        .flatMap(Lines::of)
        .filter(line -> EXIM.matcher(line.text().strip()).matches())
        .findFirst();
  }

  /** {@code check_policy_service unix:private/policyd-spf} among the restrictions of Postfix. */
  private static Optional<Quote> asked(Evidence evidence) {
    Optional<PostfixConfig> config = PostfixConfig.of(evidence);
    if (config.isEmpty()) {
      return Optional.empty();
    }
    List<MasterService> servers = config.get().exchangeServers();
    return RESTRICTIONS.stream()
        .flatMap(
            name ->
                servers.isEmpty()
                    ? config.get().setting(name).stream()
                    : servers.stream()
                        .flatMap(server -> config.get().setting(server, name).stream()))
        .filter(set -> ASKS.matcher(set.value()).find())
        .map(set -> set.quote("spf"))
        .findFirst();
  }

  private static boolean switchedOff(Evidence evidence) {
    return evidence.under("antispam/rspamd/config_files/").stream()
        .filter(file -> file.path().endsWith("/spf.conf"))
        .flatMap(file -> file.lines().stream())
        .anyMatch(line -> line.strip().matches("enabled *[=:] *(false|no);?"));
  }

  private static Optional<Quote> bySelf(Evidence evidence) {
    return evidence
        .file("dmarc/config_files/opendmarc.conf")
        .map(WordConfig::of)
        .flatMap(config -> config.value("SPFSelfValidate"))
        .filter(Setting::on)
        .map(Setting::quote);
  }

  HostVerdict verifies() {
    return HostVerdict.pass(
        quote,
        switch (kind) {
          case POLICY_SERVICE -> Sentence.of("spf-host.verified-by-policy-service");
          case MILTER -> Sentence.of("spf-host.verified-by-milter");
          case RSPAMD -> Sentence.of("spf-host.verified-by-rspamd");
          case OPENDMARC -> Sentence.of("spf-host.verified-by-opendmarc");
          case EXIM -> Sentence.of("spf-host.verified-by-exim");
        });
  }

  HostVerdict wired() {
    return switch (kind) {
      case POLICY_SERVICE ->
          relayFirst()
              ? HostVerdict.pass(quote, Sentence.of("spf-host.asked"))
              : HostVerdict.partial(quote, Sentence.of("spf-host.asked-too-early"));
      case MILTER -> HostVerdict.pass(quote, Sentence.of("spf-host.through-milter"));
      case RSPAMD -> HostVerdict.pass(quote, Sentence.of("spf-host.through-rspamd"));
      case OPENDMARC -> HostVerdict.pass(quote, Sentence.of("spf-host.through-opendmarc"));
      case EXIM -> HostVerdict.pass(quote, Sentence.of("spf-host.through-exim"));
    };
  }

  /** Whether relaying is refused before the service is asked. */
  private boolean relayFirst() {
    Optional<PostfixConfig> config = PostfixConfig.of(evidence);
    String relay = value(config, "smtpd_relay_restrictions");
    String recipient = value(config, "smtpd_recipient_restrictions");
    int refused = recipient.indexOf("reject_unauth_destination");
    int asked = recipient.toLowerCase(java.util.Locale.ROOT).indexOf("spf");
    return relay.contains("reject_unauth_destination")
        || relay.contains("defer_unauth_destination")
        || (refused >= 0 && refused < asked);
  }

  private static String value(Optional<PostfixConfig> config, String name) {
    return config.flatMap(one -> one.setting(name)).map(set -> set.value()).orElse("");
  }

  HostVerdict consequence() {
    return switch (kind) {
      case EXIM -> {
        boolean acts = quote.text().matches("(?i).*\\bfail\\b.*");
        yield acts
            ? HostVerdict.pass(quote, Sentence.of("spf-host.exim-acts"))
            : HostVerdict.notAssessed(Sentence.of("spf-host.exim-not-told", quote.place()));
      }
      case RSPAMD -> HostVerdict.pass(quote, Sentence.of("spf-host.rspamd-weighs")).indicative();
      case OPENDMARC ->
          HostVerdict.pass(quote, Sentence.of("spf-host.opendmarc-weighs")).indicative();
      case POLICY_SERVICE, MILTER -> byPolicy();
    };
  }

  /** HELO_reject and Mail_From_reject of policyd-spf, both Fail by default. */
  private HostVerdict byPolicy() {
    Optional<WordConfig> config = policy().map(WordConfig::of);
    if (config.isEmpty()) {
      return HostVerdict.notAssessed(Sentence.of("spf-host.no-settings", FILE));
    }
    Optional<Setting> dry =
        config.get().value("TestOnly").or(() -> config.get().value("defaultSeedOnly"));
    if (dry.isPresent() && dry.get().is("0")) {
      return dry.get().fail(Sentence.of("spf-host.test-mode"));
    }
    Optional<Setting> from = config.get().value("Mail_From_reject");
    Optional<Setting> helo = config.get().value("HELO_reject");
    if (from.isPresent() && from.get().is("False", "Null")) {
      boolean header = from.get().is("False");
      return header
              && Wiring.of(evidence).flatMap(all -> all.incoming(Filter.OPENDMARC)).isPresent()
          ? from.get().pass(Sentence.of("spf-host.result-to-opendmarc"))
          : from.get().fail(Sentence.of("spf-host.no-consequence"));
    }
    if (from.isEmpty()) {
      return HostVerdict.pass(
              config.get().file().quote(), Sentence.of("spf-host.refused-by-default"))
          .indicative();
    }
    return helo.isPresent() && helo.get().is("False", "Null")
        ? from.get().pass(Sentence.of("spf-host.sender-refused"))
        : from.get().pass(Sentence.of("spf-host.refused"));
  }

  private Optional<EvidenceFile> policy() {
    return evidence
        .file(FILE)
        .filter(
            file -> file.lines().stream().anyMatch(line -> line.matches("## \\S*spf\\S*\\.conf.*")))
        .or(() -> evidence.file("spf/config_files/policyd-spf.conf"));
  }

  HostVerdict running() {
    return switch (kind) {
      case EXIM -> HostVerdict.pass(quote, Sentence.of("spf-host.exim-itself"));
      case RSPAMD ->
          Services.of(evidence, "antispam/rspamd/service_status.txt", Services.LIST)
              .runs("Rspamd", Set.of("rspamd"), "antispam/rspamd/service_status.txt");
      case OPENDMARC ->
          Services.of(evidence, "dmarc/service_status.txt", Services.LIST)
              .runs("OpenDMARC", Set.of("opendmarc"), "dmarc/service_status.txt");
      case POLICY_SERVICE, MILTER -> spawnedOrRunning();
    };
  }

  private HostVerdict spawnedOrRunning() {
    Optional<MasterService> spawned =
        PostfixConfig.of(evidence).stream()
            .flatMap(config -> config.services().stream())
            .filter(service -> service.type().equals("unix") && service.command().equals("spawn"))
            .filter(service -> service.name().contains("spf"))
            .findFirst();
    if (spawned.isPresent()) {
      return Presence.absent(evidence, "policyd-spf")
          .map(gone -> HostVerdict.fail(gone, Sentence.of("spf-host.program-gone")))
          .orElseGet(
              () ->
                  HostVerdict.pass(
                      spawned.get().line().quote("spf"), Sentence.of("spf-host.on-demand")));
    }
    return Services.of(evidence, FILE, Services.LIST)
        .runs(
            Sentence.of("spf-host.service"),
            Set.of("policyd-spf", "postfix-policyd-spf-python", "pyspf-milter", "spf-milter"),
            FILE);
  }
}
