package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.MailServer;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The common way of the assessors of Postfix: is it there, what is set, which service is worst. */
public final class Judgement {
  private Judgement() {}

  /** An assessor over the configuration, for a host that has Postfix. */
  public static Assessor of(Function<PostfixConfig, HostVerdict> judge) {
    return evidence ->
        MailServer.POSTFIX
            .absent(evidence)
            .orElseGet(
                () ->
                    PostfixConfig.of(evidence)
                        .map(judge)
                        .orElseGet(() -> HostVerdict.missing(PostfixConfig.ACTIVE)));
  }

  /** An assessor of one parameter, as it is for the servers that take mail from others. */
  public static Assessor ofExchange(String name, Function<Setting, HostVerdict> judge) {
    return of(config -> worst(config, name, config.exchangeServers(), judge));
  }

  /** An assessor of one parameter of main.cf. */
  public static Assessor ofMain(String name, Function<Setting, HostVerdict> judge) {
    return of(config -> one(config, name, judge));
  }

  /** The verdict on the value in main.cf. */
  static HostVerdict one(PostfixConfig config, String name, Function<Setting, HostVerdict> judge) {
    return config
        .setting(name)
        .map(setting -> setting.resting(judge.apply(setting)))
        .orElseGet(() -> config.untold(name));
  }

  /** The worst verdict over these services; that on main.cf when there are none. */
  public static HostVerdict worst(
      PostfixConfig config,
      String name,
      List<MasterService> services,
      Function<Setting, HostVerdict> judge) {
    if (services.isEmpty()) {
      return one(config, name, judge);
    }
    return services.stream()
        .map(
            service ->
                config
                    .setting(service, name)
                    .map(setting -> setting.resting(judge.apply(setting)))
                    .orElseGet(() -> config.untold(name)))
        .reduce(Judgement::worse)
        .orElseThrow();
  }

  /** The worse of two; the first when they are equally bad. */
  public static HostVerdict worse(HostVerdict one, HostVerdict other) {
    return one.worse(other);
  }

  /** A switch that has to be on. */
  static HostVerdict on(Setting setting, Sentence good, Sentence bad) {
    Optional<Boolean> value = setting.asBoolean();
    if (value.isEmpty()) {
      return HostVerdict.notAssessed(
          Sentence.of("postfix.neither-yes-nor-no", setting.quote().place(), setting.said()));
    }
    return value.get()
        ? HostVerdict.pass(setting.quote(), good)
        : HostVerdict.fail(setting.quote(), bad);
  }
}
