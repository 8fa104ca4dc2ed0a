package dev.mxray.mcss.evidence.certificate;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.postfix.Judgement;
import dev.mxray.mcss.evidence.postfix.PostfixConfig;
import dev.mxray.mcss.evidence.postfix.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** TLS-001 to TLS-008: the certificates that a host has configured. */
final class CertificateJudgement {
  private static final int SHORT_LIVED_DAYS = 100;
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
        .reduce(Judgement::worse)
        .orElseGet(() -> HostVerdict.missing("tls/*_info.txt with a certificate"));
  }

  /** TLS-001. */
  static HostVerdict dates(Evidence evidence) {
    Instant now = evidence.collectedAt();
    if (now == null) {
      return HostVerdict.notAssessed(
          "00_summary.txt does not tell when the evidence was collected.");
    }
    return worst(
        evidence,
        info -> {
          Optional<CertificateInfo.Dated> from = info.notBefore();
          Optional<CertificateInfo.Dated> until = info.notAfter();
          if (from.isEmpty() || until.isEmpty()) {
            return untold(info, "its dates");
          }
          if (now.isBefore(from.get().time())) {
            return HostVerdict.fail(from.get().quote(), "The certificate is not valid yet.");
          }
          return now.isAfter(until.get().time())
              ? HostVerdict.fail(until.get().quote(), "The certificate has expired.")
              : HostVerdict.pass(until.get().quote(), "Every certificate is within its dates.");
        });
  }

  /** TLS-002 and TLS-003. */
  static HostVerdict lasting(Evidence evidence, int days) {
    Instant now = evidence.collectedAt();
    if (now == null) {
      return HostVerdict.notAssessed(
          "00_summary.txt does not tell when the evidence was collected.");
    }
    return worst(
        evidence,
        info -> {
          Optional<CertificateInfo.Dated> until = info.notAfter();
          if (until.isEmpty()) {
            return untold(info, "its dates");
          }
          long left = Duration.between(now, until.get().time()).toDays();
          if (left > days) {
            return HostVerdict.pass(
                until.get().quote(),
                "Every certificate is valid for more than " + days + " more days.");
          }
          boolean shortLived =
              info.notBefore()
                  .map(
                      from ->
                          Duration.between(from.time(), until.get().time()).toDays()
                              <= SHORT_LIVED_DAYS)
                  .orElse(false);
          String reason = "The certificate is valid for " + Math.max(left, 0) + " more days.";
          return shortLived && left > 0
              ? HostVerdict.partial(
                  until.get().quote(), reason + " It is of a kind that is renewed late by design.")
              : HostVerdict.fail(until.get().quote(), reason);
        });
  }

  /** TLS-004. */
  static HostVerdict authority(CertificateInfo info) {
    Optional<CertificateInfo.Told> issuer = info.issuer();
    if (issuer.isEmpty()) {
      return untold(info, "its issuer");
    }
    if (info.isSelfSigned()) {
      return HostVerdict.fail(issuer.get().quote(), "The certificate is signed by itself.");
    }
    Optional<CertificateInfo.Told> verification = info.verification();
    if (verification.isPresent()) {
      return verification.get().value().matches(".*\\bOK\\s*")
          ? HostVerdict.pass(
              verification.get().quote(), "A path leads to an authority that the host knows.")
          : HostVerdict.fail(
              verification.get().quote(), "No path leads to an authority that the host knows.");
    }
    String name = issuer.get().value().toLowerCase(Locale.ROOT);
    return AUTHORITIES.stream().anyMatch(name::contains)
        ? HostVerdict.pass(
                issuer.get().quote(), "The issuer calls itself by the name of a public authority.")
            .indicative()
        : untold(info, "whether its issuer is recognised");
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
            return HostVerdict.fail(
                info.file().quote(), "The certificate has no subject alternative names.");
          }
          if (hosts.isEmpty()) {
            return untold(info, "the names that the host is used under");
          }
          return hosts.stream().anyMatch(info::isFor)
              ? HostVerdict.pass(info.namesQuote(), "The certificates carry the name of the host.")
                  .indicative()
              : HostVerdict.fail(
                      info.namesQuote(),
                      "The certificate carries none of the host's names: "
                          + String.join(", ", hosts)
                          + ".")
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
      return untold(info, "the key");
    }
    String name = algorithm.get().value().toLowerCase(Locale.ROOT);
    if (name.contains("ed25519") || name.contains("ed448")) {
      return HostVerdict.pass(
          algorithm.get().quote(), "The key is of " + algorithm.get().value() + ".");
    }
    if (bits.isEmpty()) {
      return untold(info, "the length of the key");
    }
    int least = name.contains("ec") ? CURVE_BITS : RSA_BITS;
    String reason = "A key has " + bits.get() + " bits (" + algorithm.get().value() + ").";
    return bits.get() >= least
        ? HostVerdict.pass(info.keyBits().orElseThrow().quote(), reason)
        : HostVerdict.fail(info.keyBits().orElseThrow().quote(), reason);
  }

  /** TLS-007. */
  static HostVerdict signature(CertificateInfo info) {
    Optional<CertificateInfo.Told> own = info.signature();
    if (own.isEmpty()) {
      return untold(info, "how it is signed");
    }
    var all = new ArrayList<CertificateInfo.Told>(info.chainSignatures());
    all.add(0, own.get());
    for (CertificateInfo.Told one : all) {
      String name = one.value().toLowerCase(Locale.ROOT);
      if (name.contains("sha1") || name.contains("md5")) {
        return HostVerdict.fail(one.quote(), "A certificate is signed with " + one.value() + ".");
      }
    }
    return HostVerdict.pass(
        own.get().quote(), "Certificates are signed with " + own.get().value() + ".");
  }

  /** TLS-008. */
  static HostVerdict chain(CertificateInfo info) {
    Optional<CertificateInfo.Told> count = info.certificatesInFile();
    if (count.isEmpty()) {
      return untold(info, "how many certificates the file holds");
    }
    if (info.isSelfSigned()) {
      return HostVerdict.notApplicable(
          info.issuer().orElseThrow().quote(),
          "The certificate is signed by itself and has no intermediate ones.");
    }
    boolean complete = info.verification().map(v -> v.value().matches(".*\\bOK\\s*")).orElse(false);
    if (!count.get().value().equals("1") || complete) {
      return HostVerdict.pass(
              count.get().quote(),
              "The file of the certificate holds its intermediate certificates.")
          .indicative();
    }
    return HostVerdict.fail(
        count.get().quote(),
        "The file holds the certificate alone, and no path leads from it to an authority.");
  }

  private static HostVerdict untold(CertificateInfo info, String what) {
    return HostVerdict.notAssessed(info.file().path() + " does not tell " + what + ".");
  }
}
