package dev.mxray.message;

import dev.mxray.address.IpAddress;
import dev.mxray.check.spf.CheckHost;
import dev.mxray.check.spf.CheckHostResult;
import dev.mxray.net.dns.DnsClient;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Evaluates SPF for a message, when enough is known of how it came. */
final class SpfStep {
  private SpfStep() {}

  static CompletableFuture<SpfVerdict> check(Envelope envelope, DnsClient dns) {
    IpAddress client = envelope.client();
    if (client == null) {
      return unknown(envelope, "not evaluated: the connecting address is not known (--ip)");
    }
    String sender = envelope.sender();
    if (sender == null) {
      return unknown(envelope, "not evaluated: the envelope sender is not known (--mail-from)");
    }
    String helo = envelope.helo() == null ? "" : envelope.helo();
    boolean bounce = sender.isEmpty();
    String domain = bounce ? helo : sender.substring(sender.lastIndexOf('@') + 1);
    if (domain.isEmpty()) {
      return unknown(
          envelope, "not evaluated: the envelope sender is empty, and HELO is not known (--helo)");
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

  private static String reason(IpAddress client, String domain, CheckHostResult check) {
    String because =
        check.mechanism() != null
            ? "because of " + check.mechanism()
            : check.problem() != null ? check.problem() : "no mechanism matches";
    return switch (check.result()) {
      case PASS -> client + " may send for " + domain + ", " + because;
      case FAIL -> client + " may not send for " + domain + ", " + because;
      case SOFTFAIL -> client + " probably may not send for " + domain + ", " + because;
      case NEUTRAL -> domain + " says nothing about " + client + ", " + because;
      case NONE -> domain + " has no SPF record, or is no domain: " + because;
      case TEMPERROR -> "the record of " + domain + " could not be asked for: " + because;
      case PERMERROR -> "the record of " + domain + " cannot be used: " + because;
    };
  }

  private static CompletableFuture<SpfVerdict> unknown(Envelope envelope, String reason) {
    return CompletableFuture.completedFuture(new SpfVerdict(null, null, null, envelope, reason));
  }
}
