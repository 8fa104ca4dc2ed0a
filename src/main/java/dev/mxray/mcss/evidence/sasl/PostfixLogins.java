package dev.mxray.mcss.evidence.sasl;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.dovecot.DovecotSasl;
import dev.mxray.mcss.evidence.postfix.Judgement;
import dev.mxray.mcss.evidence.postfix.MasterService;
import dev.mxray.mcss.evidence.postfix.PostfixConfig;
import dev.mxray.mcss.evidence.postfix.Setting;
import dev.mxray.text.Sentence;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Logins at Postfix: main.cf and the services of master.cf. */
final class PostfixLogins {
  private static final String ENABLE = "smtpd_sasl_auth_enable";
  private static final String CYRUS_FILE = "sasl/config.txt";

  private PostfixLogins() {}

  /** The public SMTP servers that take logins; the list is empty when none does. */
  private static List<MasterService> takingLogins(PostfixConfig config) {
    return config.publicServers().stream().filter(s -> isOn(config, s, ENABLE)).toList();
  }

  private static boolean isOn(PostfixConfig config, MasterService service, String name) {
    return config.setting(service, name).flatMap(Setting::asBoolean).orElse(false);
  }

  private static boolean isOnInMain(PostfixConfig config) {
    return config.setting(ENABLE).flatMap(Setting::asBoolean).orElse(false);
  }

  private static boolean anyLogins(PostfixConfig config) {
    return config.master().isPresent() ? !takingLogins(config).isEmpty() : isOnInMain(config);
  }

  private static HostVerdict noLogins(
      PostfixConfig config, Function<Setting, HostVerdict> verdict) {
    return config
        .setting(ENABLE)
        .map(setting -> setting.resting(verdict.apply(setting)))
        .orElseGet(() -> config.untold(ENABLE));
  }

  /** AUTH-001. */
  static HostVerdict framework(PostfixConfig config) {
    if (!anyLogins(config)) {
      return noLogins(
          config, s -> HostVerdict.fail(s.quote(), Sentence.of("sasl.no-logins", s.said())));
    }
    MasterService service = takingLogins(config).stream().findFirst().orElse(null);
    Optional<Setting> type = config.setting(service, "smtpd_sasl_type");
    Optional<Setting> path = config.setting(service, "smtpd_sasl_path");
    if (type.isEmpty() || path.isEmpty()) {
      return config.untold(type.isEmpty() ? "smtpd_sasl_type" : "smtpd_sasl_path");
    }
    return type.get().value().equals("dovecot")
        ? byDovecot(config, type.get(), path.get())
        : byCyrus(config, type.get());
  }

  private static HostVerdict byDovecot(PostfixConfig config, Setting type, Setting path) {
    if (path.value().startsWith("inet:")) {
      return HostVerdict.pass(path.quote(), Sentence.of("sasl.by-dovecot", path.said()))
          .indicative();
    }
    HostVerdict socket = DovecotSasl.socket(config.evidence(), path.value());
    return switch (socket.status()) {
      case PASS ->
          HostVerdict.pass(path.quote(), Sentence.of("sasl.by-dovecot-at-socket", path.value()));
      case FAIL ->
          HostVerdict.fail(
              path.quote(), Sentence.of("sasl.by-dovecot-without-socket", socket.told()));
      case NA -> HostVerdict.fail(type.quote(), Sentence.of("sasl.by-dovecot-not-there"));
      default ->
          HostVerdict.pass(path.quote(), Sentence.of("sasl.by-dovecot-not-collected", path.said()))
              .indicative();
    };
  }

  private static HostVerdict byCyrus(PostfixConfig config, Setting type) {
    for (String file : List.of("postfix/config_files/sasl/smtpd.conf", CYRUS_FILE)) {
      Optional<EvidenceFile> found = config.evidence().file(file);
      for (int line = 1; line <= found.map(f -> f.lines().size()).orElse(0); line++) {
        if (found.orElseThrow().lines().get(line - 1).strip().startsWith("pwcheck_method:")) {
          return HostVerdict.pass(found.orElseThrow().quote(line), Sentence.of("sasl.by-cyrus"));
        }
      }
    }
    return config.evidence().file(CYRUS_FILE).isPresent()
        ? HostVerdict.partial(type.quote(), Sentence.of("sasl.by-cyrus-without-method"))
        : HostVerdict.notAssessed(
            Sentence.of("sasl.by-cyrus-not-collected", type.said(), CYRUS_FILE));
  }

  /** AUTH-002. */
  static HostVerdict submission(PostfixConfig config) {
    if (config.master().isEmpty()) {
      return noLogins(
          config,
          s ->
              s.asBoolean().orElse(false)
                  ? HostVerdict.pass(s.quote(), Sentence.of("sasl.on-in-main", s.said()))
                      .indicative()
                  : HostVerdict.notAssessed(
                      Sentence.of("sasl.not-on-in-main", PostfixConfig.MASTER)));
    }
    List<MasterService> submission = config.submissionServers();
    if (submission.isEmpty()) {
      List<MasterService> elsewhere = takingLogins(config);
      return elsewhere.isEmpty()
          ? noLogins(
              config, s -> HostVerdict.fail(s.quote(), Sentence.of("sasl.no-submission", s.said())))
          : HostVerdict.partial(
              elsewhere.get(0).line().quote(""),
              Sentence.of("sasl.not-on-submission-port", elsewhere.get(0).name()));
    }
    return submission.stream()
        .map(
            service ->
                isOn(config, service, ENABLE)
                    ? HostVerdict.pass(
                        service.line().quote(""), Sentence.of("sasl.on-service", service.name()))
                    : HostVerdict.fail(
                        service.line().quote(""),
                        Sentence.of("sasl.not-on-service", service.name())))
        .reduce(HostVerdict::worse)
        .orElseThrow();
  }

  /** The setting over all services that take logins; none taken makes the control moot. */
  private static HostVerdict whereLogins(
      PostfixConfig config, String name, Function<Setting, HostVerdict> judge) {
    if (!anyLogins(config)) {
      return noLogins(
          config,
          s ->
              HostVerdict.notApplicable(
                  s.quote(), Sentence.of("sasl.no-logins-at-postfix", s.said())));
    }
    return Judgement.worst(config, name, takingLogins(config), judge);
  }

  private static boolean has(Setting setting, String word) {
    return Arrays.asList(setting.value().split("[\\s,]+")).contains(word);
  }

  /** AUTH-003. */
  static HostVerdict anonymous(PostfixConfig config) {
    return whereLogins(
        config,
        "smtpd_sasl_security_options",
        s ->
            has(s, "noanonymous")
                ? HostVerdict.pass(s.quote(), Sentence.of("sasl.anonymous-refused", s.said()))
                : HostVerdict.fail(s.quote(), Sentence.of("sasl.anonymous-taken", s.said())));
  }

  /** AUTH-004. */
  static HostVerdict insideTls(PostfixConfig config) {
    return whereLogins(
        config,
        "smtpd_sasl_tls_security_options",
        s -> {
          if (!has(s, "noanonymous")) {
            return HostVerdict.fail(
                s.quote(), Sentence.of("sasl.anonymous-taken-inside-tls", s.said()));
          }
          return s.isSet()
              ? HostVerdict.pass(s.quote(), Sentence.of("sasl.own-rules-inside-tls", s.said()))
              : HostVerdict.partial(s.quote(), Sentence.of("sasl.same-rules-inside-tls", s.said()));
        });
  }

  /** AUTH-005: required by every service that takes logins, by the option or by TLS itself. */
  static HostVerdict onlyInsideTls(PostfixConfig config) {
    if (!anyLogins(config)) {
      return whereLogins(
          config, "smtpd_tls_auth_only", s -> HostVerdict.pass(s.quote(), Sentence.verbatim("")));
    }
    List<MasterService> services = takingLogins(config);
    if (services.isEmpty()) {
      return one(config, null);
    }
    return services.stream().map(s -> one(config, s)).reduce(HostVerdict::worse).orElseThrow();
  }

  private static HostVerdict one(PostfixConfig config, @Nullable MasterService service) {
    Optional<Setting> level = config.setting(service, "smtpd_tls_security_level");
    Optional<Setting> wrapped = config.setting(service, "smtpd_tls_wrappermode");
    if (level.map(l -> l.value().equals("encrypt")).orElse(false)) {
      return HostVerdict.pass(
          level.orElseThrow().quote(),
          Sentence.of("sasl.nothing-without-tls", level.orElseThrow().said()));
    }
    if (wrapped.flatMap(Setting::asBoolean).orElse(false)) {
      return HostVerdict.pass(
          wrapped.orElseThrow().quote(),
          Sentence.of("sasl.nothing-without-tls", wrapped.orElseThrow().said()));
    }
    Optional<Setting> only = config.setting(service, "smtpd_tls_auth_only");
    if (only.isEmpty()) {
      return config.untold("smtpd_tls_auth_only");
    }
    Setting setting = only.get();
    return setting.resting(
        setting.asBoolean().orElse(false)
            ? HostVerdict.pass(setting.quote(), Sentence.of("sasl.inside-tls-only", setting.said()))
            : HostVerdict.fail(setting.quote(), Sentence.of("sasl.without-tls", setting.said())));
  }
}
