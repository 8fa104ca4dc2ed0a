package dev.mxray.check.dnssec;

import static dev.mxray.finding.FindingType.DNSSEC_BOGUS;
import static dev.mxray.finding.FindingType.DNSSEC_MX_UNSIGNED;
import static dev.mxray.finding.FindingType.DNSSEC_SIGNATURE_EXPIRING;
import static dev.mxray.finding.FindingType.DNSSEC_UNSIGNED;
import static dev.mxray.finding.FindingType.DNSSEC_WEAK_ALGORITHM;

import dev.mxray.finding.Finding;
import dev.mxray.finding.Section;
import dev.mxray.text.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Judges the chains of trust to a domain's mail. */
public final class DnssecRules {
  private static final Duration SOON = Duration.ofDays(3);

  /** Signatures that are made for a day or two are renewed by machines, which do so in time. */
  private static final int RENEWAL_SHARE = 4;

  private final DnssecObservation seen;
  private final List<Verdict> more;
  private final Map<String, Finding> findings = new LinkedHashMap<>();

  private DnssecRules(DnssecObservation seen, List<Verdict> more) {
    this.seen = seen;
    this.more = more;
  }

  /**
   * The findings about the domain, its exchanges and their zones.
   *
   * @param more verdicts about other records that matter to mail, such as TLSA
   */
  public static List<Finding> judge(DnssecObservation seen, Collection<Verdict> more) {
    if (!seen.looked()) {
      return List.of();
    }
    var rules = new DnssecRules(seen, List.copyOf(more));
    rules.domain();
    rules.exchanges();
    rules.others();
    seen.zones().forEach(rules::algorithms);
    rules.expiring();
    return List.copyOf(rules.findings.values());
  }

  private void domain() {
    Verdict mx = seen.mx();
    switch (mx.state()) {
      case SECURE -> {}
      case INSECURE -> add(because(Finding.of(DNSSEC_UNSIGNED, seen.domain()), mx));
      case BOGUS -> add(bogus(seen.domain(), mx));
      case UNKNOWN -> unseen(seen.domain(), mx);
    }
  }

  private void exchanges() {
    for (Verdict exchange : seen.exchanges()) {
      switch (exchange.state()) {
        case SECURE -> {}
        case INSECURE -> {
          if (seen.mx().is(Trust.SECURE) && !exchange.nxdomain()) {
            add(because(Finding.of(DNSSEC_MX_UNSIGNED, exchange.name()), exchange));
          }
        }
        case BOGUS -> add(bogus(exchange.name(), exchange));
        case UNKNOWN -> unseen(exchange.name(), exchange);
      }
    }
  }

  private void others() {
    for (Verdict other : more) {
      if (other.is(Trust.BOGUS)) {
        add(bogus(other.name(), other));
      }
    }
  }

  private static Finding bogus(String subject, Verdict verdict) {
    return Finding.of(DNSSEC_BOGUS, subject)
        .with("record", verdict.type() + " " + verdict.name())
        .with("link", verdict.link() == null ? verdict.name() : verdict.link())
        .with("reason", verdict.told() == null ? Sentence.of("dnssec.bogus") : verdict.told());
  }

  private static Finding because(Finding finding, Verdict verdict) {
    return finding.with(
        "reason", verdict.told() == null ? Sentence.of("dnssec.no-chain") : verdict.told());
  }

  private void unseen(String subject, Verdict verdict) {
    var unknown = verdict.unknown();
    if (unknown != null) {
      add(Finding.inconclusive(Section.DNSSEC, subject, unknown));
    }
  }

  private void algorithms(ZoneKeys zone) {
    List<Integer> weakKeys = zone.algorithms().stream().filter(Algorithms::isDeprecated).toList();
    List<Integer> weakDigests =
        zone.digests().stream().filter(Algorithms::isDeprecatedDigest).toList();
    // Without DS nobody looks at the keys.
    if (zone.digests().isEmpty()) {
      return;
    }
    boolean onlyKeys = !zone.algorithms().isEmpty() && weakKeys.size() == zone.algorithms().size();
    boolean onlyDigests = weakDigests.size() == zone.digests().size();
    if (onlyKeys || onlyDigests) {
      add(
          Finding.of(DNSSEC_WEAK_ALGORITHM, zone.zone())
              .with("algorithms", listed(zone.algorithms(), Algorithms::name))
              .with("digests", listed(zone.digests(), Algorithms::digest)));
    }
  }

  private static Sentence listed(
      List<Integer> numbers, java.util.function.IntFunction<String> name) {
    return numbers.isEmpty()
        ? Sentence.of("dnssec.not-seen")
        : Sentence.verbatim(numbers.stream().map(name::apply).collect(Collectors.joining(", ")));
  }

  /** One for each zone: what runs out first. */
  private void expiring() {
    var byZone = new TreeMap<String, Signature>();
    for (Signature signature : lastOfEachSet(signatures())) {
      Duration left = Duration.between(seen.seenAt(), signature.expiration());
      boolean late =
          left.compareTo(SOON) < 0
              && left.compareTo(signature.validity().dividedBy(RENEWAL_SHARE)) < 0;
      if (late && !left.isNegative()) {
        byZone.merge(
            signature.zone(),
            signature,
            (one, other) -> one.expiration().isAfter(other.expiration()) ? other : one);
      }
    }
    byZone.forEach(
        (zone, signature) ->
            add(
                Finding.of(DNSSEC_SIGNATURE_EXPIRING, zone)
                    .with("record", signature.type() + " " + signature.name())
                    .with("until", signature.expiration())
                    .with("hours", hours(signature.expiration()))
                    .with("validity", signature.validity().toHours())));
  }

  private long hours(Instant until) {
    return Duration.between(seen.seenAt(), until).toHours();
  }

  private List<Signature> signatures() {
    var signatures = new ArrayList<Signature>();
    seen.verdicts()
        .filter(verdict -> verdict.is(Trust.SECURE))
        .forEach(verdict -> signatures.addAll(verdict.signatures()));
    more.stream()
        .filter(verdict -> verdict.is(Trust.SECURE))
        .forEach(verdict -> signatures.addAll(verdict.signatures()));
    seen.zones().stream()
        .filter(zone -> isSecure(zone.zone()))
        .forEach(zone -> signatures.addAll(zone.signatures()));
    return signatures;
  }

  private boolean isSecure(String zone) {
    return seen.verdicts()
        .anyMatch(verdict -> verdict.is(Trust.SECURE) && zone.equals(verdict.zone()));
  }

  /** While keys are changed a set has several signatures; it holds as long as one does. */
  private static Collection<Signature> lastOfEachSet(List<Signature> signatures) {
    return signatures.stream()
        .collect(
            Collectors.toMap(
                signature -> signature.type() + " " + signature.name(),
                signature -> signature,
                (one, other) ->
                    Comparator.comparing(Signature::expiration).compare(one, other) < 0
                        ? other
                        : one,
                LinkedHashMap::new))
        .values();
  }

  private void add(Finding finding) {
    findings.putIfAbsent(finding.type() + " " + finding.subject(), finding);
  }
}
