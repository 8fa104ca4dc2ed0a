package dev.mxray.mcss.evidence.sasl;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.exim.EximBlock;
import dev.mxray.mcss.evidence.exim.EximConfig;
import dev.mxray.mcss.evidence.exim.EximOption;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Logins at Exim: the authenticators, and to whom AUTH is announced. */
final class EximLogins {
  /** What makes a plaintext authenticator check anything. */
  private static final List<String> SERVER =
      List.of(
          "server_condition",
          "server_socket",
          "server_hostname",
          "server_secret",
          "server_password",
          "server_param2",
          "server_advertise_condition");

  /** Drivers that do not send the password itself. */
  private static final Set<String> NOT_SENDING =
      Set.of("cram_md5", "spa", "tls", "external", "heimdal_gssapi");

  private EximLogins() {}

  private static List<EximBlock> servers(EximConfig config) {
    return config.blocks("authenticators").stream()
        .filter(
            a ->
                SERVER.stream().anyMatch(name -> a.option(name).isPresent())
                    || a.isDriver("external")
                    || a.isDriver("tls"))
        .toList();
  }

  private static HostVerdict untold() {
    return HostVerdict.notAssessed(
        Sentence.of("sasl.no-authenticators-collected", EximConfig.FILE));
  }

  private static Optional<Quote> begin(EximConfig config) {
    return config.evidence().file(EximConfig.FILE).map(file -> file.quote());
  }

  /** AUTH-001 and AUTH-002. */
  static HostVerdict framework(EximConfig config) {
    List<EximBlock> servers = servers(config);
    if (!servers.isEmpty()) {
      return HostVerdict.pass(
          servers.get(0).quote(), Sentence.of("sasl.by-authenticator", servers.get(0).name()));
    }
    return begin(config)
        .map(quote -> HostVerdict.fail(quote, Sentence.of("sasl.no-authenticator")))
        .orElseGet(EximLogins::untold);
  }

  /** AUTH-003: Exim has no such mechanism of its own; Cyrus SASL and Dovecot have. */
  static HostVerdict anonymous(EximConfig config) {
    List<EximBlock> servers = servers(config);
    if (servers.isEmpty()) {
      return none(config);
    }
    return servers.stream()
        .filter(
            a ->
                a.option("public_name")
                    .map(n -> n.value().equalsIgnoreCase("ANONYMOUS"))
                    .orElse(false))
        .findFirst()
        .map(
            a -> HostVerdict.fail(a.quote(), Sentence.of("sasl.authenticator-anonymous", a.name())))
        .orElseGet(
            () ->
                HostVerdict.pass(
                    servers.get(0).quote(), Sentence.of("sasl.no-authenticator-anonymous")));
  }

  private static HostVerdict none(EximConfig config) {
    return begin(config)
        .map(quote -> HostVerdict.notApplicable(quote, Sentence.of("sasl.no-logins-at-exim")))
        .orElseGet(EximLogins::untold);
  }

  /** AUTH-004. */
  static HostVerdict insideTls(EximConfig config) {
    HostVerdict only = onlyInsideTls(config);
    return only.status() == dev.mxray.mcss.Status.FAIL
        ? HostVerdict.partial(
            only.quote() == null ? new Quote(EximConfig.FILE, 0, "") : only.quote(),
            Sentence.of("sasl.same-rules-at-exim"))
        : only;
  }

  /** AUTH-005. */
  static HostVerdict onlyInsideTls(EximConfig config) {
    List<EximBlock> servers = servers(config);
    if (servers.isEmpty()) {
      return none(config);
    }
    Optional<EximOption> hosts = config.option("auth_advertise_hosts");
    if (hosts.map(h -> dependsOnTls(h.value())).orElse(false)) {
      return HostVerdict.pass(
          hosts.orElseThrow().quote(),
          Sentence.of("sasl.announced-inside-tls", hosts.orElseThrow().said()));
    }
    for (EximBlock server : servers) {
      boolean sends =
          !server.option("driver").map(d -> NOT_SENDING.contains(d.value())).orElse(false);
      boolean guarded =
          server
              .option("server_advertise_condition")
              .map(c -> dependsOnTls(c.value()))
              .orElse(false);
      if (sends && !guarded) {
        return HostVerdict.fail(
            server.quote(), Sentence.of("sasl.authenticator-without-tls", server.name()));
      }
    }
    return HostVerdict.pass(servers.get(0).quote(), Sentence.of("sasl.authenticators-inside-tls"));
  }

  private static boolean dependsOnTls(String expansion) {
    return expansion.contains("tls_in_cipher")
        || expansion.contains("tls_cipher")
        || expansion.contains("tls_in_ver");
  }
}
