package dev.mxray.fix;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mxray.check.mtasts.StsPolicy;
import dev.mxray.check.mtasts.StsPolicy.Mode;
import dev.mxray.check.mx.Exchange;
import dev.mxray.check.mx.MxObservation;
import dev.mxray.finding.Finding;
import dev.mxray.finding.Remediation;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** An MTA-STS policy for the exchanges that the DNS shows, and the record that announces it. */
final class StsDraft {
  private static final String RECORD = "_mta-sts.";

  /** Two weeks, in seconds. */
  private static final long MAX_AGE = 1_209_600;

  /** Hexadecimal digits of an id; 32 are allowed (RFC 8461 §3.1). */
  private static final int ID_DIGITS = 16;

  private StsDraft() {}

  /** The file first: a record without it would announce nothing. */
  static List<Remediation> policyAndRecord(Finding finding, Sight seen) {
    MxObservation.State routing = seen.mx().state();
    boolean known =
        routing == MxObservation.State.PRESENT || routing == MxObservation.State.IMPLICIT;
    if (!known || seen.noMail()) {
      return List.of();
    }
    String policy = policy(seen);
    if (!StsPolicy.parse(policy).isValid()) { // an exchange whose name is none
      return List.of();
    }
    return List.of(
        Remediation.serve(
            "https://mta-sts." + seen.domain() + "/.well-known/mta-sts.txt", "text/plain", policy),
        announce(seen, policy));
  }

  /** The record alone, where the policy behind it was not looked at. */
  static List<Remediation> record(Finding finding, Sight seen) {
    return List.of(announce(seen, finding.evidence().getOrDefault("record", "")));
  }

  private static Remediation announce(Sight seen, String told) {
    return Remediation.publish(RECORD + seen.domain(), "TXT", "v=STSv1; id=" + id(told));
  }

  /** In the mode that the domain has chosen; a domain without one begins by listening. */
  private static String policy(Sight seen) {
    StsPolicy present = seen.mtaSts().policy();
    Mode mode = present == null || present.mode() == null ? Mode.TESTING : present.mode();
    String exchanges =
        seen.mx().hosts().stream()
            .map(Exchange::host)
            .map(host -> "mx: " + host + "\n")
            .collect(Collectors.joining());
    return "version: STSv1\nmode: " + mode.id() + "\n" + exchanges + "max_age: " + MAX_AGE + "\n";
  }

  /** Another one for each policy, and the same for the same. */
  private static String id(String told) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(told.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
