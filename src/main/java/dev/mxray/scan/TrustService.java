package dev.mxray.scan;

import dev.mxray.check.dnssec.DnssecAnchors;
import dev.mxray.check.dnssec.Validator;
import dev.mxray.net.dns.SignedDnsClient;
import java.time.Clock;
import java.util.concurrent.ForkJoinPool;

/**
 * With what all scans of a scanner validate signatures.
 *
 * @param dns answers with signatures; what it kept for one scan it gives to the next
 * @param anchors what is trusted without proof
 * @param clock tells what is expired
 */
record TrustService(SignedDnsClient dns, DnssecAnchors anchors, Clock clock) {

  /** The validator of one scan. */
  Validator validator(ScanDns scan) {
    return new Validator(
        scan.signed(dns, ScanOptions.SIGNED_QUESTIONS), anchors, clock, ForkJoinPool.commonPool());
  }
}
