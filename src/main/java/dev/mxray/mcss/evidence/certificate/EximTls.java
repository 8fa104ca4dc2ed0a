package dev.mxray.mcss.evidence.certificate;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.exim.EximBlock;
import dev.mxray.mcss.evidence.exim.EximConfig;
import dev.mxray.mcss.evidence.exim.EximOption;
import dev.mxray.mcss.evidence.host.CipherString;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How Exim speaks TLS. */
final class EximTls {
  private EximTls() {}

  private static HostVerdict untold(String option) {
    return HostVerdict.notAssessed(
        Sentence.of("certificate.option-untold", option, EximConfig.OPTIONS));
  }

  /** TLS-009. */
  static HostVerdict incoming(EximConfig config) {
    Optional<EximOption> hosts = config.option("tls_advertise_hosts");
    if (hosts.isEmpty()) {
      return untold("tls_advertise_hosts");
    }
    EximOption set = hosts.get();
    if (set.value().isEmpty()) {
      return HostVerdict.fail(
          set.quote(), Sentence.of("certificate.offered-to-nobody", set.said()));
    }
    if (!set.value().equals("*")) {
      return HostVerdict.partial(
          set.quote(), Sentence.of("certificate.offered-to-some", set.said()));
    }
    boolean certificate =
        config.option("tls_certificate").map(c -> !c.value().isEmpty()).orElse(false);
    return certificate
        ? HostVerdict.pass(set.quote(), Sentence.of("certificate.offered-to-all", set.said()))
        : HostVerdict.partial(set.quote(), Sentence.of("certificate.offered-without-certificate"));
  }

  /** TLS-010: Exim uses TLS where it is offered, unless told otherwise. */
  static HostVerdict outgoing(EximConfig config) {
    List<EximBlock> remote =
        config.blocks("transports").stream().filter(t -> t.isDriver("smtp")).toList();
    for (EximBlock transport : remote) {
      Optional<EximOption> avoid =
          transport.option("hosts_avoid_tls").filter(o -> o.value().equals("*"));
      if (avoid.isPresent()) {
        return HostVerdict.fail(
            avoid.get().quote(),
            Sentence.of(
                "certificate.transport-in-the-clear", transport.name(), avoid.get().said()));
      }
    }
    return remote.stream()
        .findFirst()
        .map(
            t ->
                HostVerdict.pass(t.quote(), Sentence.of("certificate.transports-use-tls"))
                    .indicative())
        .orElseGet(
            () ->
                HostVerdict.notAssessed(Sentence.of("certificate.no-transports", EximConfig.FILE)));
  }

  /** TLS-011: by the options of OpenSSL, or the priority string of GnuTLS. */
  static HostVerdict versions(EximConfig config) {
    for (String name : List.of("openssl_options", "tls_require_ciphers")) {
      Optional<EximOption> option = config.option(name).filter(o -> !o.value().isEmpty());
      if (option.isEmpty()) {
        continue;
      }
      String value = option.get().value().toLowerCase(Locale.ROOT);
      boolean openssl = value.contains("+no_tlsv1_1") && value.matches(".*\\+no_tlsv1(?!_).*");
      boolean gnutls =
          (value.contains("-vers-tls1.0") || value.contains("!vers-tls1.0"))
              && (value.contains("-vers-tls1.1") || value.contains("!vers-tls1.1"));
      boolean chosen =
          value.contains("-vers-all")
              && !value.contains("+vers-tls1.0")
              && !value.contains("+vers-tls1.1");
      if (openssl || gnutls || chosen) {
        return HostVerdict.pass(
            option.get().quote(), Sentence.of("certificate.old-tls-refused", option.get().said()));
      }
      if (name.equals("openssl_options") && value.contains("+no_")) {
        return HostVerdict.fail(
            option.get().quote(), Sentence.of("certificate.old-tls-taken", option.get().said()));
      }
    }
    return HostVerdict.notAssessed(
        Sentence.of("certificate.lowest-version-untold", EximConfig.OPTIONS));
  }

  /** TLS-012. */
  static HostVerdict ciphers(EximConfig config) {
    Optional<EximOption> list = config.option("tls_require_ciphers");
    if (list.isEmpty() || list.get().value().isEmpty()) {
      return HostVerdict.notAssessed(
          Sentence.of("certificate.suites-of-library", EximConfig.OPTIONS));
    }
    String value = list.get().value();
    boolean gnutls =
        value.matches("(?i).*(NORMAL|SECURE|PERFORMANCE|PFS|VERS-|SUITEB).*")
            || value.startsWith("$");
    Optional<List<Sentence>> weak = gnutls ? Optional.empty() : CipherString.weaknesses(value);
    if (value.matches("(?i)(SECURE|PFS|SUITEB).*")) {
      return HostVerdict.pass(
              list.get().quote(), Sentence.of("certificate.strong-suites", list.get().said()))
          .indicative();
    }
    return weak.map(
            found ->
                found.isEmpty()
                    ? HostVerdict.pass(
                        list.get().quote(),
                        Sentence.of("certificate.no-weak-suite", list.get().said()))
                    : HostVerdict.fail(
                        list.get().quote(),
                        Sentence.of("certificate.weak-suites", Sentence.joined(", ", found))))
        .orElseGet(
            () ->
                HostVerdict.notAssessed(
                    Sentence.of(
                        "certificate.suites-untold",
                        list.get().quote().place(),
                        list.get().said())));
  }
}
