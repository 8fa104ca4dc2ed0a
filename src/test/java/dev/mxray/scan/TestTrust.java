package dev.mxray.scan;

import dev.mxray.check.dnssec.DnssecAnchors;
import dev.mxray.net.dns.SignedAnswer;
import dev.mxray.observe.Reason;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Validation for scans that are about something else. */
final class TestTrust {
  /** Nobody passes signatures on. */
  static final TrustService NONE =
      new TrustService(
          question ->
              CompletableFuture.completedFuture(
                  SignedAnswer.unknown(question, Reason.NO_SIGNATURES, List.of())),
          DnssecAnchors.root(),
          Clock.systemUTC());

  private TestTrust() {}
}
