package dev.mxray.mcss.evidence.dovecot;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;

/** Whether mailboxes have a limit. */
final class DovecotQuota {
  private DovecotQuota() {}

  static HostVerdict limits(DovecotConfig config) {
    Optional<DovecotConfig.WordList> plugins = config.words("mail_plugins");
    if (plugins.isEmpty()) {
      return DovecotAssessors.unknown(config, "mail_plugins");
    }
    boolean everywhere = plugins.get().has("quota");
    List<DovecotConfig.Placed> loading =
        config.blocks("protocol").stream().filter(DovecotQuota::loads).toList();
    if (!everywhere && loading.isEmpty()) {
      HostVerdict fail =
          HostVerdict.fail(plugins.get().quote(), Sentence.of("dovecot.quota-not-loaded"));
      return plugins.get().byDefault() ? fail.indicative() : fail;
    }
    Optional<Quote> limit = limit(config);
    if (limit.isEmpty()) {
      return HostVerdict.partial(
          everywhere ? plugins.get().quote() : loading.get(0).quote(),
          Sentence.of("dovecot.quota-without-limit"));
    }
    return everywhere || loading.stream().anyMatch(DovecotQuota::delivers)
        ? HostVerdict.pass(limit.get(), Sentence.of("dovecot.quota"))
        : HostVerdict.partial(loading.get(0).quote(), Sentence.of("dovecot.quota-not-at-delivery"));
  }

  private static boolean delivers(DovecotConfig.Placed protocol) {
    return protocol.block().name().equals("lmtp") || protocol.block().name().equals("lda");
  }

  private static boolean loads(DovecotConfig.Placed protocol) {
    return protocol
            .block()
            .setting("mail_plugins")
            .map(setting -> DovecotConfig.split(setting.value()).contains("quota"))
            .orElse(false)
        || protocol
            .block()
            .blocks("mail_plugins")
            .flatMap(block -> block.setting("quota").stream())
            .anyMatch(setting -> setting.value().equals("yes"));
  }

  /** {@code plugin { quota_rule = *:storage=5G }}, or a storage size within quota from 2.4 on. */
  private static Optional<Quote> limit(DovecotConfig config) {
    Optional<Quote> rule =
        config.blocks("plugin").stream()
            .flatMap(
                placed ->
                    placed.block().settings().stream()
                        .filter(setting -> setting.name().matches("quota\\d*_rule\\d*"))
                        .filter(
                            setting ->
                                setting
                                    .value()
                                    .matches("(?i).*(storage|messages|bytes)=(?!0\\b)\\d.*"))
                        .map(placed::quote))
            .findFirst();
    return rule.or(() -> sized(config));
  }

  private static Optional<Quote> sized(DovecotConfig config) {
    Optional<Quote> within =
        config.blocks("quota").stream()
            .flatMap(
                placed ->
                    placed.block().settings().stream()
                        .filter(DovecotQuota::sizes)
                        .map(placed::quote))
            .findFirst();
    return within.or(
        () ->
            config
                .value("quota_storage_size")
                .or(() -> config.value("quota_message_count"))
                .filter(setting -> !setting.is("0", "unlimited"))
                .map(setting -> setting.quote()));
  }

  private static boolean sizes(DovecotSetting setting) {
    return setting.name().matches("(quota_)?(storage_size|message_count)")
        && !setting.value().matches("0|unlimited");
  }
}
