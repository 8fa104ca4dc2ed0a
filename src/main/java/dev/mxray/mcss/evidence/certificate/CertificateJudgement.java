package dev.mxray.mcss.evidence.certificate;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.postfix.PostfixConfig;
import dev.mxray.mcss.evidence.postfix.Setting;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** TLS-004 to TLS-008: what the certificates that a host has configured are. */
final class CertificateJudgement {
  private static final int RSA_BITS = 2048;
  private static final int CURVE_BITS = 256;

  /** Authorities that mail software trusts, as they call themselves; for want of a verification. */
  private static final List<String> AUTHORITIES =
      List.of(
          "let's encrypt",
          "digicert",
          "sectigo",
          "globalsign",
          "zerossl",
          "google trust services",
          "entrust",
          "amazon",
          "buypass",
          "actalis",
          "ssl.com",
          "certum",
          "harica",
          "godaddy",
          "swisssign",
          "telesec");

  private CertificateJudgement() {}

  /** The worst verdict over all certificates. */
  static HostVerdict worst(Evidence evidence, Function<CertificateInfo, HostVerdict> judge) {
    List<CertificateInfo> all = CertificateInfo.all(evidence);
    return all.stream()
        .map(judge)
        .reduce(HostVerdict::worse)
        .orElseGet(() -> HostVerdict.notAssessed(Sentence.of("certificate.no-certificate")));
  }

  /** TLS-004. */
  static HostVerdict authority(CertificateInfo info) {
    Optional<CertificateInfo.Told> issuer = info.issuer();
    if (issuer.isEmpty()) {
      return HostVerdict.notAssessed(Sentence.of("certificate.issuer-untold", info.path()));
    }
    if (info.isSelfSigned()) {
      return HostVerdict.fail(issuer.get().quote(), Sentence.of("certificate.self-signed"));
    }
    Optional<CertificateInfo.Told> verification = info.verification();
    if (verification.isPresent()) {
      return verification.get().value().matches(".*\\bOK\\s*")
          ? HostVerdict.pass(verification.get().quote(), Sentence.of("certificate.path"))
          : HostVerdict.fail(verification.get().quote(), Sentence.of("certificate.no-path"));
    }
    String name = issuer.get().value().toLowerCase(Locale.ROOT);
    return AUTHORITIES.stream().anyMatch(name::contains)
        ? HostVerdict.pass(issuer.get().quote(), Sentence.of("certificate.issuer-named-as-public"))
            .indicative()
        : HostVerdict.notAssessed(Sentence.of("certificate.recognition-untold", info.path()));
  }

  /** TLS-005. */
  static HostVerdict names(Evidence evidence) {
    var hosts = new ArrayList<String>();
    PostfixConfig.of(evidence)
        .flatMap(config -> config.setting("myhostname"))
        .map(Setting::value)
        .filter(name -> name.contains(".") && !name.contains("$"))
        .ifPresent(hosts::add);
    if (evidence.host().contains(".")) {
      hosts.add(evidence.host());
    }
    return worst(
        evidence,
        info -> {
          if (info.names().isEmpty()) {
            return HostVerdict.fail(info.file().quote(), Sentence.of("certificate.no-names"));
          }
          if (hosts.isEmpty()) {
            return HostVerdict.notAssessed(
                Sentence.of("certificate.host-names-untold", info.path()));
          }
          return hosts.stream().anyMatch(info::isFor)
              ? HostVerdict.pass(info.namesQuote(), Sentence.of("certificate.names")).indicative()
              : HostVerdict.fail(
                      info.namesQuote(),
                      Sentence.of("certificate.other-names", String.join(", ", hosts)))
                  .indicative();
        });
  }

  /** TLS-006. */
  static HostVerdict key(CertificateInfo info) {
    Optional<CertificateInfo.Told> algorithm = info.keyAlgorithm();
    Optional<Integer> bits =
        info.keyBits()
            .map(CertificateInfo.Told::value)
            .filter(b -> b.matches("[0-9]{1,6}"))
            .map(Integer::valueOf);
    if (algorithm.isEmpty()) {
      return HostVerdict.notAssessed(Sentence.of("certificate.key-untold", info.path()));
    }
    String name = algorithm.get().value().toLowerCase(Locale.ROOT);
    if (name.contains("ed25519") || name.contains("ed448")) {
      return HostVerdict.pass(
          algorithm.get().quote(), Sentence.of("certificate.key-type", algorithm.get().value()));
    }
    if (bits.isEmpty()) {
      return HostVerdict.notAssessed(Sentence.of("certificate.key-length-untold", info.path()));
    }
    int least = name.contains("ec") ? CURVE_BITS : RSA_BITS;
    Sentence reason = Sentence.of("certificate.key-length", bits.get(), algorithm.get().value());
    return bits.get() >= least
        ? HostVerdict.pass(info.keyBits().orElseThrow().quote(), reason)
        : HostVerdict.fail(info.keyBits().orElseThrow().quote(), reason);
  }

  /** TLS-007. */
  static HostVerdict signature(CertificateInfo info) {
    Optional<CertificateInfo.Told> own = info.signature();
    if (own.isEmpty()) {
      return HostVerdict.notAssessed(Sentence.of("certificate.signature-untold", info.path()));
    }
    var all = new ArrayList<CertificateInfo.Told>(info.chainSignatures());
    all.add(0, own.get());
    for (CertificateInfo.Told one : all) {
      String name = one.value().toLowerCase(Locale.ROOT);
      if (name.contains("sha1") || name.contains("md5")) {
        return HostVerdict.fail(
            one.quote(), Sentence.of("certificate.weak-signature", one.value()));
      }
    }
    return HostVerdict.pass(
        own.get().quote(), Sentence.of("certificate.signature", own.get().value()));
  }

  /** TLS-008. */
  static HostVerdict chain(CertificateInfo info) {
    Optional<CertificateInfo.Told> count = info.certificatesInFile();
    if (count.isEmpty()) {
      return HostVerdict.notAssessed(Sentence.of("certificate.chain-untold", info.path()));
    }
    if (info.isSelfSigned()) {
      return HostVerdict.notApplicable(
          info.issuer().orElseThrow().quote(), Sentence.of("certificate.no-chain-needed"));
    }
    boolean complete = info.verification().map(v -> v.value().matches(".*\\bOK\\s*")).orElse(false);
    if (!count.get().value().equals("1") || complete) {
      return HostVerdict.pass(count.get().quote(), Sentence.of("certificate.chain")).indicative();
    }
    return HostVerdict.fail(count.get().quote(), Sentence.of("certificate.no-chain"));
  }
}
