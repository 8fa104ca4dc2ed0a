package dev.mxray.message;

import dev.mxray.address.IpAddress;
import dev.mxray.check.spf.CheckHost;
import dev.mxray.check.spf.CheckHostResult;
import dev.mxray.net.dns.DnsClient;
import dev.mxray.text.Sentence;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Evaluates SPF for a message, when enough is known of how it came. */
final class SpfStep {
  private SpfStep() {}

  static CompletableFuture<SpfVerdict> check(Envelope envelope, DnsClient dns) {
    IpAddress client = envelope.client();
    if (client == null) {
      return unknown(envelope, Sentence.of("message.spf-no-ip"));
    }
    String sender = envelope.sender();
    if (sender == null) {
      return unknown(envelope, Sentence.of("message.spf-no-sender"));
    }
    String helo = envelope.helo() == null ? "" : envelope.helo();
    boolean bounce = sender.isEmpty();
    String domain = bounce ? helo : sender.substring(sender.lastIndexOf('@') + 1);
    if (domain.isEmpty()) {
      return unknown(envelope, Sentence.of("message.spf-no-helo"));
    }
    String identity = bounce ? "postmaster@" + helo : sender;
    return new CheckHost(dns)
        .check(client, domain, identity, helo)
        .thenApply(
            check ->
                new SpfVerdict(
                    check,
                    domain.toLowerCase(Locale.ROOT),
                    bounce ? "helo" : "mailfrom",
                    envelope,
                    reason(client, domain, check)));
  }

  private static Sentence reason(IpAddress client, String domain, CheckHostResult check) {
    Sentence because =
        check.mechanism() != null
            ? Sentence.of("message.because-of", check.mechanism())
            : check.told() != null ? check.told() : Sentence.of("message.no-match");
    return switch (check.result()) {
      case PASS -> Sentence.of("message.spf-pass", client, domain, because);
      case FAIL -> Sentence.of("message.spf-fail", client, domain, because);
      case SOFTFAIL -> Sentence.of("message.spf-softfail", client, domain, because);
      case NEUTRAL -> Sentence.of("message.spf-neutral", client, domain, because);
      case NONE -> Sentence.of("message.spf-none", domain, because);
      case TEMPERROR -> Sentence.of("message.spf-temperror", domain, because);
      case PERMERROR -> Sentence.of("message.spf-permerror", domain, because);
    };
  }

  private static CompletableFuture<SpfVerdict> unknown(Envelope envelope, Sentence reason) {
    return CompletableFuture.completedFuture(new SpfVerdict(null, null, null, envelope, reason));
  }
}
