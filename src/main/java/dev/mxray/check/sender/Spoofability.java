package dev.mxray.check.sender;

import dev.mxray.check.dkim.DkimObservation;
import dev.mxray.check.dmarc.DmarcObservation;
import dev.mxray.check.dmarc.DmarcPolicy;
import dev.mxray.check.dmarc.DmarcRecord;
import dev.mxray.check.dmarc.TreeWalk;
import dev.mxray.check.spf.SpfObservation;
import dev.mxray.check.spf.SpfRecord;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.observe.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who can put a domain in From: and reach an inbox of a receiver that honours DMARC, with the lines
 * that prove it. Pure.
 *
 * @param verdict one word for it
 * @param proof one line for each of DMARC, SPF and DKIM, and for what weakens them
 */
public record Spoofability(Verdict verdict, List<String> proof) {

  /** What becomes of forged mail, the worst first. */
  public enum Verdict {
    OPEN("Anybody can put this domain in From: and reach an inbox."),
    SUBDOMAINS(
        "Mail that forges this very name is stopped, but anybody can use a subdomain and reach an"
            + " inbox."),
    QUARANTINED("Spoofs are treated as suspicious: they land in the spam folder."),
    REJECTED("Spoofs are rejected."),
    UNKNOWN("It could not be told: too much was not seen.");

    private final String sentence;

    Verdict(String sentence) {
      this.sentence = sentence;
    }

    /** The word of the report. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The verdict in a sentence. */
    public String sentence() {
      return sentence;
    }
  }

  private static final String NO_POLICY = "no policy";

  /** Faults by which everybody gets an aligned pass, whatever the policy says. */
  private static final List<FindingType> OPEN_DOORS =
      List.of(
          FindingType.SPF_PASS_ALL,
          FindingType.SPF_INCLUDE_UNREGISTERED,
          FindingType.DKIM_KEY_COMPROMISED);

  public Spoofability {
    proof = List.copyOf(proof);
  }

  /**
   * The verdict.
   *
   * @param findings what the checks of SPF and DKIM found
   */
  public static Spoofability of(
      SpfObservation spf, DkimObservation dkim, DmarcObservation dmarc, List<Finding> findings) {
    List<Finding> doors =
        findings.stream().filter(finding -> OPEN_DOORS.contains(finding.type())).toList();
    var proof = new ArrayList<String>();
    proof.add("DMARC: " + ofDmarc(dmarc));
    proof.add("SPF: " + ofSpf(spf));
    proof.add("DKIM: " + ofDkim(dkim));
    doors.forEach(door -> proof.add(ofDoor(door)));
    return new Spoofability(verdict(dmarc, !doors.isEmpty()), proof);
  }

  private static Verdict verdict(DmarcObservation dmarc, boolean everybodyPasses) {
    Observed<DmarcPolicy> own = dmarc.effectivePolicy();
    if (everybodyPasses) {
      return Verdict.OPEN;
    }
    if (own.isUnknown()) {
      return Verdict.UNKNOWN;
    }
    if (!enforces(own)) {
      return Verdict.OPEN;
    }
    Observed<DmarcPolicy> existing = dmarc.subdomainPolicy(/* existing= */ true);
    Observed<DmarcPolicy> invented = dmarc.subdomainPolicy(/* existing= */ false);
    if ((!existing.isUnknown() && !enforces(existing))
        || (!invented.isUnknown() && !enforces(invented))) {
      return Verdict.SUBDOMAINS;
    }
    return own.found().orElseThrow() == DmarcPolicy.REJECT ? Verdict.REJECTED : Verdict.QUARANTINED;
  }

  private static boolean enforces(Observed<DmarcPolicy> policy) {
    return policy.found().filter(found -> found != DmarcPolicy.NONE).isPresent();
  }

  private static String ofDmarc(DmarcObservation dmarc) {
    Optional<TreeWalk.Step> step = dmarc.walk().policy().found();
    Optional<DmarcRecord> record = dmarc.record();
    String where;
    if (step.isPresent() && record.isPresent()) {
      where = step.get().name() + " says " + record.get().text();
    } else if (dmarc.walk().policy().isUnknown()) {
      return "the record was not seen";
    } else {
      return "no record applies, so receivers judge forged mail by themselves";
    }
    return where
        + " ("
        + word(dmarc.effectivePolicy())
        + " for "
        + dmarc.domain()
        + ", "
        + word(dmarc.subdomainPolicy(/* existing= */ true))
        + " for existing subdomains, "
        + word(dmarc.subdomainPolicy(/* existing= */ false))
        + " for others)";
  }

  private static String word(Observed<DmarcPolicy> policy) {
    return policy.isUnknown() ? "unseen" : policy.found().map(DmarcPolicy::id).orElse(NO_POLICY);
  }

  private static String ofSpf(SpfObservation spf) {
    Optional<SpfRecord> record = spf.own().record();
    if (record.isPresent()) {
      return spf.domain() + " says " + record.get().text();
    }
    if (!spf.seen()) {
      return "the record was not seen";
    }
    return spf.own().multiple()
        ? "several records, which is an error: nobody passes"
        : "no record: nobody passes";
  }

  private static String ofDkim(DkimObservation dkim) {
    long usable = dkim.selectors().stream().filter(one -> one.usable()).count();
    if (usable > 0) {
      return usable + (usable == 1 ? " usable key was found" : " usable keys were found");
    }
    return switch (dkim.state()) {
      case PRESENT -> "no key that was found is usable";
      case ABSENT -> "it is proved that there is no key: nobody passes";
      case NOT_FOUND -> "no key was found; others may exist";
      case UNKNOWN -> "the keys were not seen";
    };
  }

  private static String ofDoor(Finding door) {
    String what =
        switch (door.type()) {
          case SPF_PASS_ALL -> "SPF lets everybody pass, and with it DMARC";
          case SPF_INCLUDE_UNREGISTERED -> "SPF trusts a name that anybody may be able to register";
          default -> "the private half of a DKIM key can be computed by anybody";
        };
    String term = door.evidence().get("term");
    return door.type().id() + ": " + what + (term == null ? "" : " (" + term + ")");
  }
}
