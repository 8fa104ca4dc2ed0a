package dev.mxray.mcss.evidence.cyrus;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.FileFacts;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How Cyrus speaks TLS. */
final class CyrusTls {
  private static final String KEYS = "tls/key_files.txt";
  private static final Set<String> OLD = Set.of("tls1_0", "tls1_1", "ssl2", "ssl3");

  private CyrusTls() {}

  static HostVerdict certificate(ImapdConf conf, Evidence evidence) {
    return CyrusAssessors.on(
        conf,
        conf.value("tls_server_cert", "tls_cert_file"),
        "tls_server_cert",
        set -> certificate(evidence, set));
  }

  private static HostVerdict certificate(Evidence evidence, Setting set) {
    if (unset(set)) {
      return set.fail(Sentence.of("cyrus.no-certificate"));
    }
    boolean read =
        evidence.under("tls/").stream()
            .flatMap(file -> file.lines().stream().limit(4))
            .anyMatch(line -> line.startsWith("# File: ") && line.endsWith(set.value()));
    HostVerdict pass = set.pass(Sentence.of("cyrus.certificate"));
    return read ? pass : set.pass(Sentence.of("cyrus.certificate-file-untold")).indicative();
  }

  private static boolean unset(Setting set) {
    return set.value().isEmpty() || set.is("disabled");
  }

  static HostVerdict key(ImapdConf conf, Evidence evidence) {
    return CyrusAssessors.on(
        conf,
        conf.value("tls_server_key", "tls_key_file"),
        "tls_server_key",
        set -> key(evidence, set));
  }

  private static HostVerdict key(Evidence evidence, Setting set) {
    if (unset(set)) {
      return set.fail(Sentence.of("cyrus.no-key"));
    }
    Optional<FileFacts> facts =
        evidence.file(KEYS).flatMap(file -> FileFacts.of(file, set.value()));
    if (facts.isEmpty()) {
      return set.pass(Sentence.of("cyrus.key-file-untold")).indicative();
    }
    if (facts.get().missing()) {
      return HostVerdict.fail(facts.get().quote(), Sentence.of("cyrus.key-file-not-there"));
    }
    return facts.get().forOthers() != 0
        ? HostVerdict.fail(facts.get().quote(), Sentence.of("cyrus.key-for-all"))
        : HostVerdict.pass(facts.get().quote(), Sentence.of("cyrus.key"));
  }

  static HostVerdict plaintext(ImapdConf conf) {
    return CyrusAssessors.on(
        conf,
        conf.value("allowplaintext"),
        "allowplaintext",
        set -> {
          if (set.on()) {
            return set.fail(Sentence.of("cyrus.passwords-outside-tls"));
          }
          return conf.ofServices("allowplaintext").stream()
              .filter(Setting::on)
              .findFirst()
              .map(one -> one.partial(Sentence.of("cyrus.passwords-outside-tls-at-one")))
              .orElseGet(() -> set.pass(Sentence.of("cyrus.passwords-inside-tls")));
        });
  }

  static HostVerdict versions(ImapdConf conf) {
    return CyrusAssessors.on(
        conf,
        conf.value("tls_versions"),
        "tls_versions",
        set -> {
          if (!obsolete(set).isEmpty()) {
            return set.fail(Sentence.of("cyrus.old-versions", String.join(", ", obsolete(set))));
          }
          return conf.ofServices("tls_versions").stream()
              .filter(one -> !obsolete(one).isEmpty())
              .findFirst()
              .map(one -> one.partial(Sentence.of("cyrus.old-versions-at-one")))
              .orElseGet(() -> set.pass(Sentence.of("cyrus.no-old-version")));
        });
  }

  private static List<String> obsolete(Setting versions) {
    return Stream.of(versions.value().toLowerCase(Locale.ROOT).split("[\\s,]+"))
        .filter(OLD::contains)
        .toList();
  }
}
