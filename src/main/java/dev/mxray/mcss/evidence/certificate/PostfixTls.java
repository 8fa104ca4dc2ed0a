package dev.mxray.mcss.evidence.certificate;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.CipherString;
import dev.mxray.mcss.evidence.packages.SoftwareVersion;
import dev.mxray.mcss.evidence.postfix.MasterService;
import dev.mxray.mcss.evidence.postfix.PostfixConfig;
import dev.mxray.mcss.evidence.postfix.Setting;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How Postfix speaks TLS. */
final class PostfixTls {
  private static final List<String> CERTIFICATES =
      List.of(
          "smtpd_tls_chain_files",
          "smtpd_tls_cert_file",
          "smtpd_tls_eccert_file",
          "smtpd_tls_dcert_file");

  private static final String OPENSSL = "tls/openssl_version.txt";

  private PostfixTls() {}

  private static boolean isOn(PostfixConfig config, @Nullable MasterService service, String name) {
    return config.setting(service, name).flatMap(Setting::asBoolean).orElse(false);
  }

  /** Judges one server, or main.cf alone where there is none. */
  private interface OfServer {
    HostVerdict judge(@Nullable MasterService service);
  }

  private static HostVerdict worst(List<MasterService> servers, OfServer judge) {
    return servers.stream()
        .map(judge::judge)
        .reduce(HostVerdict::worse)
        .orElseGet(() -> judge.judge(null));
  }

  /** TLS-009. */
  static HostVerdict incoming(PostfixConfig config) {
    return worst(config.exchangeServers(), service -> incoming(config, service));
  }

  private static HostVerdict incoming(PostfixConfig config, @Nullable MasterService service) {
    Optional<Setting> level = config.setting(service, "smtpd_tls_security_level");
    if (level.isEmpty()) {
      return config.untold("smtpd_tls_security_level");
    }
    Setting set = level.get();
    boolean offered =
        set.value().equals("may")
            || set.value().equals("encrypt")
            || (set.value().isEmpty()
                && (isOn(config, service, "smtpd_use_tls")
                    || isOn(config, service, "smtpd_enforce_tls")));
    if (!offered) {
      return set.resting(
          HostVerdict.fail(set.quote(), Sentence.of("certificate.not-offered", set.said())));
    }
    boolean certificate =
        CERTIFICATES.stream()
            .flatMap(name -> config.setting(service, name).stream())
            .anyMatch(s -> !s.value().isEmpty() && !s.value().equals("none"));
    return certificate
        ? HostVerdict.pass(set.quote(), Sentence.of("certificate.offered", set.said()))
        : HostVerdict.fail(
            set.quote(), Sentence.of("certificate.to-be-offered-without-certificate"));
  }

  /** TLS-010. */
  static HostVerdict outgoing(PostfixConfig config) {
    Optional<Setting> level = config.setting("smtp_tls_security_level");
    if (level.isEmpty()) {
      return config.untold("smtp_tls_security_level");
    }
    Setting set = level.get();
    return set.resting(
        switch (set.value()) {
          case "may", "encrypt", "dane", "dane-only", "fingerprint", "verify", "secure" ->
              HostVerdict.pass(set.quote(), Sentence.of("certificate.leaves-over-tls", set.said()));
          case "" ->
              isOn(config, null, "smtp_use_tls") || isOn(config, null, "smtp_enforce_tls")
                  ? HostVerdict.pass(
                      set.quote(), Sentence.of("certificate.leaves-over-tls", "smtp_use_tls = yes"))
                  : HostVerdict.fail(
                      set.quote(), Sentence.of("certificate.leaves-in-the-clear", set.said()));
          case "none" ->
              HostVerdict.fail(
                  set.quote(), Sentence.of("certificate.leaves-in-the-clear", set.said()));
          default -> unreadable(set);
        });
  }

  /** TLS-011: old versions are a fault where users log in, and half a one on port 25. */
  static HostVerdict versions(PostfixConfig config) {
    return worst(config.publicServers(), service -> versions(config, service));
  }

  private static HostVerdict versions(PostfixConfig config, @Nullable MasterService service) {
    boolean mandatory = isMandatory(config, service);
    String name = mandatory ? "smtpd_tls_mandatory_protocols" : "smtpd_tls_protocols";
    Optional<Setting> list = config.setting(service, name);
    if (list.isEmpty()) {
      return config.untold(name);
    }
    Setting set = list.get();
    Optional<Set<TlsVersions.Version>> versions = TlsVersions.of(set.value());
    if (versions.isEmpty()) {
      return unreadable(set);
    }
    if (!TlsVersions.hasOld(versions.get())) {
      return set.resting(
          HostVerdict.pass(set.quote(), Sentence.of("certificate.old-tls-refused", set.said())));
    }
    boolean exchange = service == null || config.exchangeServers().contains(service);
    return set.resting(
        exchange && !mandatory
            ? HostVerdict.partial(
                set.quote(), Sentence.of("certificate.old-tls-taken-at-exchange", set.said()))
            : HostVerdict.fail(set.quote(), Sentence.of("certificate.old-tls-taken", set.said())));
  }

  private static boolean isMandatory(PostfixConfig config, @Nullable MasterService service) {
    return config
            .setting(service, "smtpd_tls_security_level")
            .map(level -> level.value().equals("encrypt"))
            .orElse(false)
        || isOn(config, service, "smtpd_tls_wrappermode")
        || isOn(config, service, "smtpd_enforce_tls");
  }

  /** TLS-012. */
  static HostVerdict ciphers(PostfixConfig config) {
    return worst(config.publicServers(), service -> ciphers(config, service));
  }

  private static HostVerdict ciphers(PostfixConfig config, @Nullable MasterService service) {
    boolean mandatory = isMandatory(config, service);
    String name = mandatory ? "smtpd_tls_mandatory_ciphers" : "smtpd_tls_ciphers";
    Optional<Setting> grade = config.setting(service, name);
    if (grade.isEmpty()) {
      return config.untold(name);
    }
    Setting set = grade.get();
    String base =
        switch (set.value()) {
          case "high" -> "HIGH";
          case "medium" -> "HIGH:MEDIUM";
          case "low" -> "HIGH:MEDIUM:LOW";
          case "export" -> "HIGH:MEDIUM:LOW:EXPORT";
          default -> "";
        };
    if (base.isEmpty()) {
      return unreadable(set);
    }
    Optional<List<Sentence>> weak =
        CipherString.weaknesses(base + ":!aNULL:!eNULL" + excluded(config, service, mandatory));
    if (weak.isEmpty()) {
      return unreadable(set);
    }
    if (weak.get().isEmpty()) {
      return set.resting(
          HostVerdict.pass(set.quote(), Sentence.of("certificate.no-weak-suite-left", set.said())));
    }
    Sentence kinds = Sentence.joined(", ", weak.get());
    return leftOutByLibrary(config)
        ? HostVerdict.pass(
                set.quote(),
                Sentence.of("certificate.weak-suites-not-in-library", set.said(), kinds))
            .indicative()
        : set.resting(
            HostVerdict.fail(
                set.quote(), Sentence.of("certificate.weak-suites-by", set.said(), kinds)));
  }

  private static String excluded(
      PostfixConfig config, @Nullable MasterService service, boolean mandatory) {
    var excluded = new StringBuilder();
    Stream.of("smtpd_tls_exclude_ciphers", "smtpd_tls_mandatory_exclude_ciphers")
        .filter(name -> mandatory || !name.contains("mandatory"))
        .flatMap(name -> config.setting(service, name).stream())
        .flatMap(list -> Stream.of(list.value().split("[\\s,:]+")))
        .filter(word -> word.matches("[A-Za-z0-9+_-]+"))
        .forEach(word -> excluded.append(":!").append(word));
    return excluded.toString();
  }

  /** RC4, DES and 3DES are not built in by default since 1.1.0. */
  private static boolean leftOutByLibrary(PostfixConfig config) {
    return config
        .evidence()
        .file(OPENSSL)
        .flatMap(file -> file.lines().stream().filter(l -> l.startsWith("OpenSSL ")).findFirst())
        .flatMap(SoftwareVersion::in)
        .map(version -> version.isAtLeast("1.1.0"))
        .orElse(false);
  }

  private static HostVerdict unreadable(Setting set) {
    return HostVerdict.notAssessed(
        Sentence.of("certificate.value-unreadable", set.quote().place(), set.said()));
  }
}
