package dev.mxray.mcss.evidence.dovecot;

import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.CipherString;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.text.Sentence;
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
                  weaker.partial(Sentence.of("dovecot.tls-required-not-for-all", weaker.value())))
          .orElseGet(() -> ssl.get().pass(Sentence.of("dovecot.tls-required")));
    }
    if (ssl.get().on() && onlyTlsListens(config)) {
      return ssl.get().pass(Sentence.of("dovecot.tls-ports-only"));
    }
    return ssl.get()
        .fail(
            ssl.get().on()
                ? Sentence.of("dovecot.tls-optional")
                : Sentence.of("dovecot.no-tls", ssl.get().value()));
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
      return set.fail(Sentence.of("dovecot.versions-from", set.value()));
    }
    return lower
        .map(
            exception ->
                exception.partial(Sentence.of("dovecot.versions-from-for-some", exception.value())))
        .orElseGet(() -> set.pass(Sentence.of("dovecot.no-version-before", set.value())));
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
        ? list.pass(
            Sentence.of(
                "dovecot.no-old-version", String.join(", ", OLD.stream().sorted().toList())))
        : list.fail(Sentence.of("dovecot.old-versions", String.join(", ", taken)));
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
        ? set.pass(Sentence.of("dovecot.order-of-server"))
        : set.fail(Sentence.of("dovecot.order-of-client"));
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
                    ? list.get().pass(Sentence.of("dovecot.no-weak-suite"))
                    : list.get()
                        .fail(Sentence.of("dovecot.weak-suites", Sentence.joined(", ", weak))))
        .orElseGet(
            () ->
                HostVerdict.notAssessed(
                    Sentence.of(
                        "dovecot.suites-of-machine",
                        list.get().quote().path(),
                        list.get().value())));
  }
}
