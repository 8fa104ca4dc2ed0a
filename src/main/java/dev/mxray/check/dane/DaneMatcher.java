package dev.mxray.check.dane;

import dev.mxray.check.dane.DaneResult.Rollover;
import dev.mxray.check.dane.HostTlsa.Published;
import dev.mxray.check.tls.HostNames;
import dev.mxray.check.tls.SentCertificate;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.text.Sentence;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/**
 * Compares TLSA records with chains as they were presented, as a sender does (RFC 7672 §3, RFC 7671
 * §5). Pure.
 */
public final class DaneMatcher {
  private static final int RELAY_PORT = 25;
  private static final int MAX_DEPTH = 8;

  /** A record that says nothing of what was presented. */
  private static final Sentence NOT_HELD = Sentence.verbatim("");

  /** Signatures that are verified for one chain. */
  private static final int MAX_VERIFICATIONS = 50;

  private static final int DNS_NAME = 2;
  private static final List<String> KEY_TYPES = List.of("RSA", "EC", "Ed25519", "Ed448", "DSA");

  private final String domain;
  private final HostTlsa published;
  private final Instant now;

  private DaneMatcher(String domain, HostTlsa published, Instant now) {
    this.domain = domain;
    this.published = published;
    this.now = now;
  }

  /**
   * What the servers of the exchanges with usable records presented on port 25.
   *
   * @param servers all handshakes of the scan
   * @param now tells which authorities' certificates are expired
   */
  public static List<DaneResult> match(
      DaneObservation dane, List<TlsObservation> servers, Instant now) {
    return dane.hosts().stream()
        .filter(host -> host.published() == Published.USABLE)
        .flatMap(
            host ->
                servers.stream()
                    .filter(server -> server.port() == RELAY_PORT)
                    .filter(server -> server.host().equals(host.host()))
                    .map(server -> new DaneMatcher(dane.domain(), host, now).result(server)))
        .toList();
  }

  private DaneResult result(TlsObservation server) {
    List<X509Certificate> chain =
        server.chain().stream().flatMap(sent -> x509(sent.der()).stream()).toList();
    List<TlsaRecord> usable = published.records().stream().filter(TlsaRecord::isUsable).toList();
    var matching = new ArrayList<TlsaRecord>();
    Sentence why =
        server.chain().isEmpty()
            ? Sentence.of("dane.no-certificate")
            : Sentence.of("dane.no-match");
    for (TlsaRecord record : usable) {
      Sentence fault =
          record.usage() == TlsaRecord.OWN
              ? ownFault(record, server.chain())
              : authorityFault(record, server.chain(), chain);
      if (fault == null) {
        matching.add(record);
      } else if (fault != NOT_HELD) {
        why = fault;
      }
    }
    boolean matches = !matching.isEmpty();
    return new DaneResult(
        server.subject(),
        server.host(),
        server.address(),
        matching,
        matches ? null : why,
        matches ? (usable.size() > 1 ? Rollover.PREPARED : Rollover.SINGLE) : null,
        presented(server.chain(), chain));
  }

  /** Usage 3: neither names nor dates nor issuers count (RFC 7672 §3.1.1). */
  private static @Nullable Sentence ownFault(TlsaRecord record, List<SentCertificate> sent) {
    return !sent.isEmpty() && matches(record, sent.get(0).der()) ? null : NOT_HELD;
  }

  /**
   * Usage 2: the authority is in the presented chain, or whole in the record; the chain leads there
   * within its dates, and the server's name is in its certificate (RFC 7672 §3.1.2, §3.2).
   *
   * @return null when it matches; what is wrong with a chain that holds the authority; empty when
   *     it does not hold it
   */
  private @Nullable Sentence authorityFault(
      TlsaRecord record, List<SentCertificate> sent, List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      return NOT_HELD;
    }
    X509Certificate own = chain.get(0);
    List<X509Certificate> behind = chain.subList(1, chain.size());
    var authorities = new ArrayList<X509Certificate>();
    sent.stream()
        .skip(1)
        .filter(one -> matches(record, one.der()))
        .forEach(one -> x509(one.der()).ifPresent(authorities::add));
    PublicKey key = null;
    if (record.matching() == TlsaRecord.EXACT) {
      if (record.selector() == TlsaRecord.WHOLE) {
        x509(record.data()).ifPresent(authorities::add);
      } else {
        key = key(record.data());
      }
    }
    if (authorities.isEmpty() && key == null) {
      return NOT_HELD;
    }
    if (!new Climb(authorities, key, behind, now).reaches(own)) {
      return Sentence.of("dane.no-way", record);
    }
    return isNamed(own) ? null : Sentence.of("dane.no-name");
  }

  /** The exchange, the domain whose mail it takes, or where the exchange's alias leads (§3.2). */
  private boolean isNamed(X509Certificate own) {
    List<String> names = names(own);
    return Stream.concat(
            Stream.of(published.host(), domain), published.address().aliases().stream())
        .anyMatch(reference -> HostNames.match(reference, names, List.of()));
  }

  /** DNS names, or the common name where there are none (RFC 7672 §3.2.3). */
  private static List<String> names(X509Certificate own) {
    var names = new ArrayList<String>();
    try {
      Collection<List<?>> alternatives = own.getSubjectAlternativeNames();
      for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
        if (name.get(0) instanceof Integer type && type == DNS_NAME) {
          names.add(String.valueOf(name.get(1)));
        }
      }
      if (names.isEmpty()) {
        for (Rdn part : new LdapName(own.getSubjectX500Principal().getName()).getRdns()) {
          if (part.getType().toUpperCase(Locale.ROOT).equals("CN")) {
            names.add(String.valueOf(part.getValue()));
          }
        }
      }
    } catch (CertificateException | InvalidNameException | RuntimeException e) {
      // Then it has no names that can be read.
    }
    return names;
  }

  /** True when the selected part of a certificate is what the record holds. */
  private static boolean matches(TlsaRecord record, byte[] der) {
    byte[] selected =
        record.selector() == TlsaRecord.WHOLE
            ? der
            : x509(der).map(one -> one.getPublicKey().getEncoded()).orElse(null);
    return selected != null
        && switch (record.matching()) {
          case TlsaRecord.EXACT -> Arrays.equals(selected, record.data());
          case TlsaRecord.SHA_256 -> Arrays.equals(digest("SHA-256", selected), record.data());
          case TlsaRecord.SHA_512 -> Arrays.equals(digest("SHA-512", selected), record.data());
          default -> false;
        };
  }

  private static List<String> presented(List<SentCertificate> sent, List<X509Certificate> chain) {
    if (sent.isEmpty()) {
      return List.of();
    }
    var presented = new ArrayList<String>();
    presented.add("3 0 1 " + sent.get(0).sha256());
    if (!chain.isEmpty() && x509(sent.get(0).der()).isPresent()) {
      byte[] key = digest("SHA-256", chain.get(0).getPublicKey().getEncoded());
      presented.add("3 1 1 " + HexFormat.of().formatHex(key));
    }
    return presented;
  }

  private static byte[] digest(String algorithm, byte[] octets) {
    try {
      return MessageDigest.getInstance(algorithm).digest(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has them
    }
  }

  private static Optional<X509Certificate> x509(byte[] der) {
    try {
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der)));
    } catch (CertificateException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static @Nullable PublicKey key(byte[] der) {
    for (String type : KEY_TYPES) {
      try {
        return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(der));
      } catch (GeneralSecurityException | RuntimeException e) {
        // It is of another type, or none.
      }
    }
    return null;
  }

  /** The way from a certificate to an authority. */
  private static final class Climb {
    private final Set<X509Certificate> authorities;
    private final @Nullable PublicKey key;
    private final List<X509Certificate> helpers;
    private final Instant now;
    private int verifications;

    Climb(
        List<X509Certificate> authorities,
        @Nullable PublicKey key,
        List<X509Certificate> behind,
        Instant now) {
      this.authorities = Set.copyOf(authorities);
      this.key = key;
      this.helpers = Stream.concat(authorities.stream(), behind.stream()).distinct().toList();
      this.now = now;
    }

    boolean reaches(X509Certificate own) {
      return reaches(own, 0);
    }

    private boolean reaches(X509Certificate certificate, int depth) {
      if (depth >= MAX_DEPTH || !isValid(certificate)) {
        return false;
      }
      if (key != null && isSigned(certificate, key)) {
        return true;
      }
      for (X509Certificate issuer : helpers) {
        if (certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
            && !issuer.equals(certificate)
            && isSigned(certificate, issuer.getPublicKey())
            && (authorities.contains(issuer) ? isValid(issuer) : reaches(issuer, depth + 1))) {
          return true;
        }
      }
      return false;
    }

    private boolean isValid(X509Certificate certificate) {
      return !now.isBefore(certificate.getNotBefore().toInstant())
          && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private boolean isSigned(X509Certificate certificate, PublicKey issuer) {
      if (++verifications > MAX_VERIFICATIONS) {
        return false;
      }
      try {
        certificate.verify(issuer);
        return true;
      } catch (GeneralSecurityException | RuntimeException e) {
        return false;
      }
    }
  }
}
