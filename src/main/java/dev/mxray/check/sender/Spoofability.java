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
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who can put a domain in From: and reach an inbox of a receiver that honours DMARC, with the lines
 * that prove it. Pure.
 *
 * @param verdict one word for it
 * @param told one line for each of DMARC, SPF and DKIM, and for what weakens them
 */
public record Spoofability(Verdict verdict, List<Sentence> told) {

  /** What becomes of forged mail, the worst first. */
  public enum Verdict {
    OPEN(Sentence.of("sender.open")),
    SUBDOMAINS(Sentence.of("sender.subdomains")),
    QUARANTINED(Sentence.of("sender.quarantined")),
    REJECTED(Sentence.of("sender.rejected")),
    UNKNOWN(Sentence.of("sender.untold"));

    @SuppressWarnings("ImmutableEnumChecker") // A sentence is immutable.
    private final Sentence sentence;

    Verdict(Sentence sentence) {
      this.sentence = sentence;
    }

    /** The word of the report. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The verdict in a sentence. */
    public Sentence sentence() {
      return sentence;
    }
  }

  private static final Sentence NO_POLICY = Sentence.of("sender.no-policy");

  /** Faults by which everybody gets an aligned pass, whatever the policy says. */
  private static final List<FindingType> OPEN_DOORS =
      List.of(
          FindingType.SPF_PASS_ALL,
          FindingType.SPF_INCLUDE_UNREGISTERED,
          FindingType.DKIM_KEY_COMPROMISED);

  public Spoofability {
    told = List.copyOf(told);
  }

  /** The lines of the proof in English. */
  public List<String> proof() {
    return told.stream().map(Sentence::toString).toList();
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
    var proof = new ArrayList<Sentence>();
    proof.add(Sentence.of("sender.dmarc", ofDmarc(dmarc)));
    proof.add(Sentence.of("sender.spf", ofSpf(spf)));
    proof.add(Sentence.of("sender.dkim", ofDkim(dkim)));
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

  private static Sentence ofDmarc(DmarcObservation dmarc) {
    Optional<TreeWalk.Step> step = dmarc.walk().policy().found();
    Optional<DmarcRecord> record = dmarc.record();
    if (step.isPresent() && record.isPresent()) {
      return Sentence.of(
          "sender.policies",
          step.get().name(),
          record.get().text(),
          word(dmarc.effectivePolicy()),
          dmarc.domain(),
          word(dmarc.subdomainPolicy(/* existing= */ true)),
          word(dmarc.subdomainPolicy(/* existing= */ false)));
    }
    return dmarc.walk().policy().isUnknown()
        ? Sentence.of("sender.record-unseen")
        : Sentence.of("sender.no-dmarc");
  }

  private static Sentence word(Observed<DmarcPolicy> policy) {
    return policy.isUnknown()
        ? Sentence.of("sender.policy-unseen")
        : policy.found().map(found -> Sentence.verbatim(found.id())).orElse(NO_POLICY);
  }

  private static Sentence ofSpf(SpfObservation spf) {
    Optional<SpfRecord> record = spf.own().record();
    if (record.isPresent()) {
      return Sentence.of("sender.says", spf.domain(), record.get().text());
    }
    if (!spf.seen()) {
      return Sentence.of("sender.record-unseen");
    }
    return spf.own().multiple() ? Sentence.of("sender.several-spf") : Sentence.of("sender.no-spf");
  }

  private static Sentence ofDkim(DkimObservation dkim) {
    long usable = dkim.selectors().stream().filter(one -> one.usable()).count();
    if (usable > 0) {
      return Sentence.count("sender.keys", usable);
    }
    return switch (dkim.state()) {
      case PRESENT -> Sentence.of("sender.no-usable-key");
      case ABSENT -> Sentence.of("sender.no-key");
      case NOT_FOUND -> Sentence.of("sender.no-key-found");
      case UNKNOWN -> Sentence.of("sender.keys-unseen");
    };
  }

  private static Sentence ofDoor(Finding door) {
    Sentence what =
        switch (door.type()) {
          case SPF_PASS_ALL -> Sentence.of("sender.everybody-passes");
          case SPF_INCLUDE_UNREGISTERED -> Sentence.of("sender.unregistered");
          default -> Sentence.of("sender.key-known");
        };
    String term = door.evidence().get("term");
    return term == null
        ? Sentence.of("sender.door", door.type().id(), what)
        : Sentence.of("sender.door-at", door.type().id(), what, term);
  }
}
