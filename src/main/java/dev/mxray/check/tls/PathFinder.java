package dev.mxray.check.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a path from a certificate to a trust anchor (RFC 5280 §6): names chain, signatures
 * verify, every issuer is an authority that may sign certificates at that height and knows no
 * critical extension that is not understood here. Dates and host names are not looked at; they are
 * judged apart. Name constraints are not evaluated. Bounded: {@value #MAX_DEPTH} certificates,
 * {@value #MAX_VERIFICATIONS} signatures.
 */
final class PathFinder {
  static final int MAX_DEPTH = 8;

  /** A chain in disorder with cross-signed copies needs some ten. */
  static final int MAX_VERIFICATIONS = 50;

  private static final int KEY_CERT_SIGN = 5;

  /** Extensions whose meaning is used here, or cannot make a path longer than it is. */
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "2.5.29.15", // key usage
          "2.5.29.17", // subject alternative name
          "2.5.29.19", // basic constraints
          "2.5.29.30", // name constraints
          "2.5.29.32", // certificate policies
          "2.5.29.33", // policy mappings
          "2.5.29.36", // policy constraints
          "2.5.29.37", // extended key usage
          "2.5.29.54"); // inhibit any-policy

  private final TrustAnchors anchors;
  private final List<X509Certificate> helpers;
  private int verifications;

  /**
   * @param helpers certificates that a path may go through
   */
  PathFinder(TrustAnchors anchors, List<X509Certificate> helpers) {
    this.anchors = anchors;
    this.helpers = helpers;
  }

  /**
   * A path from the certificate up to, and without, the anchor.
   *
   * @return null when there is none
   */
  @Nullable List<X509Certificate> path(X509Certificate certificate) {
    return climb(List.of(certificate));
  }

  private @Nullable List<X509Certificate> climb(List<X509Certificate> path) {
    X509Certificate top = path.get(path.size() - 1);
    if (isAnchored(top)) {
      return path;
    }
    if (path.size() >= MAX_DEPTH) {
      return null;
    }
    for (X509Certificate helper : helpers) {
      if (!path.contains(helper) && mayIssue(helper, path) && isSigned(top, helper)) {
        List<X509Certificate> found = climb(with(path, helper));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** It is an anchor, or an anchor signed it. */
  private boolean isAnchored(X509Certificate top) {
    return anchors.named(top.getSubjectX500Principal()).stream()
            .anyMatch(anchor -> anchor.getPublicKey().equals(top.getPublicKey()))
        || anchors.named(top.getIssuerX500Principal()).stream()
            .anyMatch(anchor -> isSigned(top, anchor));
  }

  /** The way up as far as it goes without an anchor: what a server sent in vain, still in order. */
  List<X509Certificate> wayUp(X509Certificate certificate) {
    var way = new ArrayList<X509Certificate>(List.of(certificate));
    while (way.size() < MAX_DEPTH) {
      X509Certificate top = way.get(way.size() - 1);
      X509Certificate next = null;
      for (X509Certificate helper : helpers) {
        if (!way.contains(helper) && isNamedBy(helper, top) && isSigned(top, helper)) {
          next = helper;
          break;
        }
      }
      if (next == null) {
        break;
      }
      way.add(next);
    }
    return way;
  }

  /** The certificate, among helpers and anchors, whose key signed this one. */
  @Nullable X509Certificate issuer(X509Certificate certificate) {
    var candidates = new ArrayList<>(helpers);
    candidates.addAll(anchors.named(certificate.getIssuerX500Principal()));
    return candidates.stream()
        .filter(candidate -> isNamedBy(candidate, certificate) && isSigned(certificate, candidate))
        .findFirst()
        .orElse(null);
  }

  static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
        && verifies(certificate, certificate);
  }

  private static boolean isNamedBy(X509Certificate issuer, X509Certificate certificate) {
    return issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private static boolean mayIssue(X509Certificate issuer, List<X509Certificate> below) {
    boolean[] usage = issuer.getKeyUsage();
    Set<String> critical = issuer.getCriticalExtensionOIDs();
    long intermediates =
        below.stream()
            .skip(1)
            .filter(
                certificate ->
                    !certificate
                        .getSubjectX500Principal()
                        .equals(certificate.getIssuerX500Principal()))
            .count();
    return isNamedBy(issuer, below.get(below.size() - 1))
        && issuer.getBasicConstraints() >= intermediates // -1 when it is no authority
        && (usage == null || usage[KEY_CERT_SIGN])
        && (critical == null || UNDERSTOOD.containsAll(critical));
  }

  private boolean isSigned(X509Certificate certificate, X509Certificate issuer) {
    if (verifications >= MAX_VERIFICATIONS) {
      return false;
    }
    verifications++;
    return verifies(certificate, issuer);
  }

  private static boolean verifies(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  private static List<X509Certificate> with(List<X509Certificate> path, X509Certificate next) {
    var longer = new ArrayList<>(path);
    longer.add(next);
    return List.copyOf(longer);
  }
}
