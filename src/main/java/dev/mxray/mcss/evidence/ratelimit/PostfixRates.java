package dev.mxray.mcss.evidence.ratelimit;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.postfix.MasterService;
import dev.mxray.mcss.evidence.postfix.PostfixConfig;
import dev.mxray.mcss.evidence.postfix.Setting;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Postfix allows one client, in a time and in one message. */
final class PostfixRates {
  private static final String CONNECTION_RATE = "smtpd_client_connection_rate_limit";
  private static final String CONNECTION_COUNT = "smtpd_client_connection_count_limit";
  private static final String MESSAGE_RATE = "smtpd_client_message_rate_limit";
  private static final String RECIPIENT_RATE = "smtpd_client_recipient_rate_limit";
  private static final String RECIPIENTS = "smtpd_recipient_limit";
  private static final List<String> RATES =
      List.of(CONNECTION_RATE, MESSAGE_RATE, RECIPIENT_RATE, "smtpd_client_auth_rate_limit");

  /** RFC 5321 §4.5.3.1.8 wants 100 to be taken. */
  private static final long LEAST_RECIPIENTS = 100;

  private PostfixRates() {}

  /** A limit above 0 in main.cf, or for one of the public servers. */
  private static Optional<Setting> limit(PostfixConfig config, String name) {
    var places =
        Stream.concat(
            Stream.of(Optional.<MasterService>empty()),
            config.publicServers().stream().map(Optional::of));
    return places
        .flatMap(service -> config.setting(orNull(service), name).stream())
        .filter(setting -> setting.asNumber().orElse(0L) > 0)
        .findFirst();
  }

  private static @Nullable MasterService orNull(Optional<MasterService> service) {
    return service.orElse(null);
  }

  private static HostVerdict limited(Setting setting) {
    return setting.resting(
        HostVerdict.pass(setting.quote(), Sentence.of("ratelimit.postfix-limits", setting.said())));
  }

  private static HostVerdict unlimited(
      PostfixConfig config, String name, Function<Setting, Sentence> reason) {
    return config
        .setting(name)
        .map(setting -> setting.resting(HostVerdict.fail(setting.quote(), reason.apply(setting))))
        .orElseGet(() -> config.untold(name));
  }

  /** POLICY-001. */
  static HostVerdict any(PostfixConfig config) {
    Optional<Setting> found =
        RATES.stream().flatMap(name -> limit(config, name).stream()).findFirst();
    if (found.isPresent()) {
      return limited(found.get());
    }
    return PolicyServices.configured(config).stream()
        .filter(service -> !service.isSpf())
        .findFirst()
        .map(
            service ->
                HostVerdict.partial(service.quote(), Sentence.of("ratelimit.rates-by-service")))
        .orElseGet(
            () ->
                unlimited(
                    config, MESSAGE_RATE, s -> Sentence.of("ratelimit.rates-unlimited", s.said())));
  }

  /** POLICY-002. */
  static HostVerdict connections(PostfixConfig config) {
    Optional<Setting> rate = limit(config, CONNECTION_RATE);
    if (rate.isPresent()) {
      return limited(rate.get());
    }
    Optional<Setting> count = limit(config, CONNECTION_COUNT);
    if (count.isEmpty()) {
      return unlimited(
          config, CONNECTION_COUNT, s -> Sentence.of("ratelimit.connections-unlimited", s.said()));
    }
    Setting set = count.get();
    return set.isSet()
        ? limited(set)
        : set.resting(
            HostVerdict.partial(
                set.quote(), Sentence.of("ratelimit.connections-by-default", set.said())));
  }

  /** POLICY-003. */
  static HostVerdict messages(PostfixConfig config) {
    return limit(config, MESSAGE_RATE)
        .map(PostfixRates::limited)
        .orElseGet(
            () ->
                unlimited(
                    config,
                    MESSAGE_RATE,
                    s -> Sentence.of("ratelimit.messages-unlimited", s.said())));
  }

  /** POLICY-004. */
  static HostVerdict recipients(PostfixConfig config) {
    Optional<Setting> limit = config.setting(RECIPIENTS);
    Optional<Setting> rate = limit(config, RECIPIENT_RATE);
    if (rate.isPresent()) {
      return limited(rate.get());
    }
    if (limit.isEmpty()) {
      return config.untold(RECIPIENTS);
    }
    Setting set = limit.get();
    long most = set.asNumber().orElse(0L);
    if (most == 0) {
      return HostVerdict.notAssessed(
          Sentence.of("ratelimit.recipients-unreadable", set.quote().place(), set.said()));
    }
    return set.resting(
        most < LEAST_RECIPIENTS
            ? HostVerdict.partial(set.quote(), Sentence.of("ratelimit.recipients-few", set.said()))
            : RecipientLimit.judged(set.quote(), most, set.said()));
  }
}
