package dev.mxray.check.delivery;

import dev.mxray.check.dane.DaneObservation;
import dev.mxray.check.dane.DaneResult;
import dev.mxray.check.dane.HostTlsa;
import dev.mxray.check.smtp.ServerObservation;
import dev.mxray.check.smtp.ServerObservation.Starttls;
import dev.mxray.check.smtp.SmtpObservation;
import dev.mxray.check.smtp.SmtpPlan;
import dev.mxray.check.tls.CertificateObservation;
import dev.mxray.check.tls.TlsObservation;
import dev.mxray.check.tls.Trust;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What senders do with mail for one exchange, at the worst of its addresses that were talked to.
 *
 * @param host the exchange's name
 * @param plain a sender that uses TLS when it can (RFC 3207, RFC 7435)
 * @param mtaSts one that follows MTA-STS and no DANE (RFC 8461)
 * @param dane one that follows DANE and no MTA-STS (RFC 7672)
 */
public record Delivery(String host, Delivered plain, Delivered mtaSts, Delivered dane) {

  /**
   * The exchanges that were talked to, in their order.
   *
   * @param policies what an MTA-STS policy says of an exchange, by its name
   */
  public static List<Delivery> of(
      SmtpObservation smtp, DaneObservation dane, Function<String, SenderView> policies) {
    return smtp.hosts().stream()
        .map(host -> of(host, servers(smtp, host), dane, policies.apply(host)))
        .toList();
  }

  private static List<ServerObservation> servers(SmtpObservation smtp, String host) {
    return smtp.servers().stream()
        .filter(server -> server.host().equals(host))
        .filter(server -> server.port() == SmtpPlan.RELAY_PORT)
        .toList();
  }

  private static Delivery of(
      String host, List<ServerObservation> servers, DaneObservation dane, SenderView policy) {
    return new Delivery(
        host,
        worst(servers, Delivery::plain),
        worst(servers, server -> underPolicy(server, policy)),
        worst(servers, server -> underDane(server, dane)));
  }

  private static Delivered worst(
      List<ServerObservation> servers, Function<ServerObservation, Delivered> sender) {
    return servers.stream().map(sender).max(Comparator.naturalOrder()).orElse(Delivered.UNKNOWN);
  }

  private static Delivered plain(ServerObservation server) {
    Starttls starttls = server.starttls();
    if (starttls == null) {
      return Delivered.UNKNOWN;
    }
    return switch (starttls) {
      case OK, IMPLICIT -> Delivered.ENCRYPTED;
      // A sender that only prefers TLS tries again without.
      case NOT_OFFERED, FAILED -> Delivered.CLEARTEXT;
    };
  }

  private static Delivered underPolicy(ServerObservation server, SenderView policy) {
    if (policy.enforced().isEmpty()) {
      return Delivered.UNKNOWN;
    }
    Delivered plain = plain(server);
    if (!policy.enforced().get() || plain == Delivered.UNKNOWN) {
      return plain;
    }
    if (!policy.covered() || plain == Delivered.CLEARTEXT) {
      return Delivered.NOT_DELIVERED;
    }
    return certificate(server).map(Delivery::verified).orElse(Delivered.NOT_DELIVERED);
  }

  private static Optional<CertificateObservation> certificate(ServerObservation server) {
    TlsObservation tls = server.tls();
    return tls == null ? Optional.empty() : Optional.ofNullable(tls.certificate());
  }

  private static Delivered verified(CertificateObservation certificate) {
    if (certificate.trust() == Trust.UNKNOWN) {
      return Delivered.UNKNOWN;
    }
    return certificate.trust() == Trust.TRUSTED
            && certificate.nameMatches()
            && !certificate.isExpired()
            && !certificate.isNotYetValid()
        ? Delivered.VERIFIED
        : Delivered.NOT_DELIVERED;
  }

  private static Delivered underDane(ServerObservation server, DaneObservation dane) {
    Optional<HostTlsa> published =
        dane.hosts().stream().filter(one -> one.host().equals(server.host())).findFirst();
    if (published.isEmpty()) {
      return Delivered.UNKNOWN;
    }
    Delivered plain = plain(server);
    return switch (published.get().published()) {
      case UNKNOWN -> Delivered.UNKNOWN;
      case BOGUS -> Delivered.NOT_DELIVERED;
      case ABSENT, INSECURE -> plain;
      // Records that cannot be used still say that there is TLS (RFC 7672 §2.2).
      case UNUSABLE -> plain == Delivered.CLEARTEXT ? Delivered.NOT_DELIVERED : plain;
      case USABLE ->
          plain == Delivered.CLEARTEXT
              ? Delivered.NOT_DELIVERED
              : dane.of(server.host()).stream()
                  .filter(result -> result.address().equals(server.address()))
                  .findFirst()
                  .map(Delivery::matched)
                  .orElse(Delivered.UNKNOWN);
    };
  }

  private static Delivered matched(DaneResult result) {
    return result.matches() ? Delivered.VERIFIED : Delivered.NOT_DELIVERED;
  }
}
