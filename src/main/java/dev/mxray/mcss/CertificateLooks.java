package dev.mxray.mcss;

import dev.mxray.mcss.ServerView.Certificate;
import dev.mxray.text.Sentence;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one mail server shows of the controls about certificates. */
final class CertificateLooks {
  /** A certificate that lives shorter than this cannot well last another 30 or 90 days. */
  static final int SHORT_LIFETIME_DAYS = 100;

  private static final int MIN_RSA_BITS = 2048;

  private static final int MIN_EC_BITS = 256;

  private CertificateLooks() {}

  static Sight withinDates(ServerView server, OutsideView view) {
    return certificate(
        server,
        certificate ->
            certificate.begun()
                ? Sight.when(certificate.daysLeft() >= 0, left(certificate))
                : Sight.bad(Sentence.of("server.first-date-to-come")));
  }

  static ServerRule.Look lasts(int days) {
    return (server, view) ->
        certificate(
            server,
            certificate -> {
              boolean waivable =
                  certificate.daysLeft() >= 0 && certificate.lifetimeDays() < SHORT_LIFETIME_DAYS;
              return certificate.daysLeft() >= days
                  ? Sight.good(left(certificate))
                  : Sight.bad(
                          waivable
                              ? Sentence.of(
                                  "server.days-left-waivable",
                                  certificate.daysLeft(),
                                  certificate.lifetimeDays())
                              : left(certificate))
                      .waivable(waivable);
            });
  }

  private static Sentence left(Certificate certificate) {
    return certificate.daysLeft() < 0
        ? Sentence.of("server.expired")
        : Sentence.of("server.days-left", certificate.daysLeft(), certificate.lifetimeDays());
  }

  static Sight trusted(ServerView server, OutsideView view) {
    return certificate(
        server,
        certificate ->
            told(
                certificate.trusted(),
                Sentence.of("server.trusted"),
                Sentence.of("server.not-trusted")));
  }

  static Sight named(ServerView server, OutsideView view) {
    return certificate(
        server,
        certificate ->
            told(
                certificate.nameMatches(),
                Sentence.of("server.named"),
                Sentence.of("server.not-named")));
  }

  static Sight chained(ServerView server, OutsideView view) {
    return certificate(
        server,
        certificate ->
            told(
                certificate.chainComplete(),
                Sentence.of("server.chain-whole"),
                Sentence.of("server.chain-broken")));
  }

  static Sight longKey(ServerView server, OutsideView view) {
    return certificate(
        server,
        certificate -> {
          Sentence key = Sentence.of("server.key", certificate.keyType(), certificate.keyBits());
          return switch (certificate.keyType().toLowerCase(Locale.ROOT)) {
            case "rsa", "dsa" -> Sight.when(certificate.keyBits() >= MIN_RSA_BITS, key);
            case "ec" -> Sight.when(certificate.keyBits() >= MIN_EC_BITS, key);
            case "ed25519", "ed448" -> Sight.good(Sentence.verbatim(certificate.keyType()));
            default -> Sight.unseen(Sentence.of("server.key-unknown"));
          };
        });
  }

  static Sight signed(ServerView server, OutsideView view) {
    return certificate(
        server,
        certificate ->
            Sight.when(
                !certificate.weakSignature(),
                certificate.weakSignature()
                    ? Sentence.of("server.weak-signature")
                    : Sentence.verbatim(certificate.signatureAlgorithm())));
  }

  /** That it is not revoked would take a question to the issuer. */
  static Sight notRevoked(ServerView server, OutsideView view) {
    return certificate(
        server,
        certificate ->
            certificate.revoked()
                ? Sight.bad(Sentence.of("server.revoked"))
                : Sight.unseen(Sentence.of("server.issuer-not-asked")));
  }

  static Sight unguessableKey(ServerView server, OutsideView view) {
    return certificate(
        server,
        certificate ->
            ServerRule.reported(view, server, "tls-cert-key-compromised")
                ? Sight.bad(Sentence.of("server.key-broken"))
                : Sight.good(Sentence.of("server.key-unbroken")));
  }

  private static Sight certificate(ServerView server, Function<Certificate, Sight> judge) {
    Certificate certificate = server.certificate();
    if (certificate != null) {
      return judge.apply(certificate);
    }
    return server.withoutTls()
        ? Sight.beside()
        : Sight.unseen(Sentence.of("server.no-certificate"));
  }

  private static Sight told(@Nullable Boolean good, Sentence ifGood, Sentence ifBad) {
    if (good == null) {
      return Sight.unseen(Sentence.of("server.not-told"));
    }
    return good ? Sight.good(ifGood) : Sight.bad(ifBad);
  }
}
