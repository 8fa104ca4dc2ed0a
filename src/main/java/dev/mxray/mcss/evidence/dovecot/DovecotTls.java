package dev.mxray.mcss.evidence.dovecot;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.CipherString;
import dev.mxray.mcss.evidence.host.Setting;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How Dovecot speaks TLS. */
final class DovecotTls {
  private static final Set<String> OLD = Set.of("SSLv2", "SSLv3", "TLSv1", "TLSv1.1");

  private DovecotTls() {}

  static HostVerdict required(DovecotConfig config) {
    Optional<Setting> ssl = config.value("ssl");
    if (ssl.isEmpty()) {
      return DovecotAssessors.unknown(config, "ssl");
    }
    if (ssl.get().is("required")) {
      return config.exceptions("ssl").stream()
          .filter(exception -> !exception.is("required"))
          .findFirst()
          .map(
              weaker ->
                  weaker.partial(
                      "ssl is required, but " + weaker.value() + " for some connections."))
          .orElseGet(() -> ssl.get().pass("ssl is required: nobody gets in without TLS."));
    }
    if (ssl.get().on() && onlyTlsListens(config)) {
      return ssl.get()
          .pass("ssl is yes, and no port for others begins without TLS: nobody gets in without.");
    }
    return ssl.get()
        .fail(
            ssl.get().on()
                ? "ssl is yes, not required: clients may go on without TLS."
                : "ssl is " + ssl.get().value() + ": there is no TLS.");
  }

  private static boolean onlyTlsListens(DovecotConfig config) {
    return config
        .words("protocols")
        .filter(protocols -> !protocols.words().isEmpty())
        .map(protocols -> DovecotListeners.plain(config, protocols).isEmpty())
        .orElse(false);
  }

  static HostVerdict versions(DovecotConfig config) {
    Optional<Setting> least = config.value("ssl_min_protocol");
    Optional<Setting> list = config.value("ssl_protocols");
    if (list.isPresent() && least.map(setting -> setting.defaultOf() != null).orElse(true)) {
      return listed(list.get());
    }
    if (least.isEmpty()) {
      return DovecotAssessors.unknown(config, "ssl_min_protocol");
    }
    Setting set = least.get();
    Optional<Setting> lower =
        config.exceptions("ssl_min_protocol").stream()
            .filter(exception -> !modern(exception))
            .findFirst();
    if (!modern(set)) {
      return set.fail("TLS versions from " + set.value() + " on are taken.");
    }
    return lower
        .map(
            exception ->
                exception.partial(
                    "Some connections may use TLS versions from " + exception.value() + " on."))
        .orElseGet(() -> set.pass("No TLS version before " + set.value() + " is taken."));
  }

  private static boolean modern(Setting least) {
    return least.is("TLSv1.2", "TLSv1.3", "LATEST");
  }

  /** Before 2.3: {@code ssl_protocols = !SSLv3 !TLSv1}, or a list of those that are taken. */
  private static HostVerdict listed(Setting list) {
    List<String> words = DovecotConfig.split(list.value());
    boolean excludes = words.stream().anyMatch(word -> word.startsWith("!"));
    List<String> taken =
        List.of("SSLv3", "TLSv1", "TLSv1.1").stream()
            .filter(old -> excludes ? !words.contains("!" + old) : words.contains(old))
            .toList();
    return taken.isEmpty()
        ? list.pass("None of " + String.join(", ", OLD.stream().sorted().toList()) + " is taken.")
        : list.fail("Obsolete versions are taken: " + String.join(", ", taken) + ".");
  }

  static HostVerdict order(DovecotConfig config) {
    Optional<Setting> prefer =
        config.value(
            "ssl_server_prefer_ciphers",
            "ssl_server/prefer_ciphers",
            "ssl_server/ssl_server_prefer_ciphers",
            "ssl_prefer_server_ciphers");
    if (prefer.isEmpty()) {
      return DovecotAssessors.unknown(config, "ssl_prefer_server_ciphers");
    }
    Setting set = prefer.get();
    return set.on() || set.is("server")
        ? set.pass("The server's order of cipher suites counts.")
        : set.fail("The client's order of cipher suites counts.");
  }

  static HostVerdict ciphers(DovecotConfig config) {
    Optional<Setting> list =
        config.value("ssl_cipher_list", "ssl_server/cipher_list", "ssl_server/ssl_cipher_list");
    if (list.isEmpty()) {
      return DovecotAssessors.unknown(config, "ssl_cipher_list");
    }
    return CipherString.weaknesses(list.get().value())
        .map(
            weak ->
                weak.isEmpty()
                    ? list.get().pass("ssl_cipher_list lets no weak suite through.")
                    : list.get()
                        .fail(
                            "ssl_cipher_list lets suites through with "
                                + String.join(", ", weak)
                                + "."))
        .orElseGet(
            () ->
                HostVerdict.notAssessed(
                    list.get().quote().path()
                        + " leaves the suites to the machine: ssl_cipher_list is "
                        + list.get().value()
                        + "."));
  }
}
