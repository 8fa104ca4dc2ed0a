package dev.mxray.mcss.evidence.cyrus;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.FileFacts;
import dev.mxray.mcss.evidence.host.Setting;
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

  static HostVerdict certificate(Evidence evidence) {
    Optional<ImapdConf> conf = ImapdConf.of(evidence);
    return conf.isEmpty()
        ? HostVerdict.missing(ImapdConf.FILE)
        : CyrusAssessors.on(
            conf.get(),
            conf.get().value("tls_server_cert", "tls_cert_file"),
            "tls_server_cert",
            set -> certificate(evidence, set));
  }

  private static HostVerdict certificate(Evidence evidence, Setting set) {
    if (unset(set)) {
      return set.fail("No certificate is set: there is no TLS.");
    }
    boolean read =
        evidence.under("tls/").stream()
            .flatMap(file -> file.lines().stream().limit(4))
            .anyMatch(line -> line.startsWith("# File: ") && line.endsWith(set.value()));
    HostVerdict pass = set.pass("A certificate is set.");
    return read
        ? pass
        : set.pass("A certificate is set; whether the file is there is not told.").indicative();
  }

  private static boolean unset(Setting set) {
    return set.value().isEmpty() || set.is("disabled");
  }

  static HostVerdict key(Evidence evidence) {
    Optional<ImapdConf> conf = ImapdConf.of(evidence);
    return conf.isEmpty()
        ? HostVerdict.missing(ImapdConf.FILE)
        : CyrusAssessors.on(
            conf.get(),
            conf.get().value("tls_server_key", "tls_key_file"),
            "tls_server_key",
            set -> key(evidence, set));
  }

  private static HostVerdict key(Evidence evidence, Setting set) {
    if (unset(set)) {
      return set.fail("No private key is set: there is no TLS.");
    }
    Optional<FileFacts> facts =
        evidence.file(KEYS).flatMap(file -> FileFacts.of(file, set.value()));
    if (facts.isEmpty()) {
      return set.pass("A private key is set; who may read the file is not told.").indicative();
    }
    if (facts.get().missing()) {
      return HostVerdict.fail(facts.get().quote(), "The private key that is set is not there.");
    }
    return facts.get().forOthers() != 0
        ? HostVerdict.fail(facts.get().quote(), "Every account of the host may read the key.")
        : HostVerdict.pass(
            facts.get().quote(), "A private key is set, and others may not read it.");
  }

  static HostVerdict plaintext(ImapdConf conf) {
    return CyrusAssessors.on(
        conf,
        conf.value("allowplaintext"),
        "allowplaintext",
        set -> {
          if (set.on()) {
            return set.fail("Passwords are taken outside TLS.");
          }
          return conf.ofServices("allowplaintext").stream()
              .filter(Setting::on)
              .findFirst()
              .map(one -> one.partial("One service takes passwords outside TLS."))
              .orElseGet(() -> set.pass("Passwords are refused outside TLS."));
        });
  }

  static HostVerdict versions(ImapdConf conf) {
    return CyrusAssessors.on(
        conf,
        conf.value("tls_versions"),
        "tls_versions",
        set -> {
          if (!obsolete(set).isEmpty()) {
            return set.fail(
                "Obsolete versions are taken: " + String.join(", ", obsolete(set)) + ".");
          }
          return conf.ofServices("tls_versions").stream()
              .filter(one -> !obsolete(one).isEmpty())
              .findFirst()
              .map(one -> one.partial("One service takes obsolete versions of TLS."))
              .orElseGet(() -> set.pass("No TLS version before 1.2 is taken."));
        });
  }

  private static List<String> obsolete(Setting versions) {
    return Stream.of(versions.value().toLowerCase(Locale.ROOT).split("[\\s,]+"))
        .filter(OLD::contains)
        .toList();
  }
}
