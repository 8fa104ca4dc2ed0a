package dev.mxray.check.spf;

import static dev.mxray.finding.FindingType.SPF_ALL_NOT_LAST;
import static dev.mxray.finding.FindingType.SPF_DUPLICATE_TERM;
import static dev.mxray.finding.FindingType.SPF_INCLUDE_LOOP;
import static dev.mxray.finding.FindingType.SPF_INCLUDE_MISSING;
import static dev.mxray.finding.FindingType.SPF_INCLUDE_UNREGISTERED;
import static dev.mxray.finding.FindingType.SPF_MISSING;
import static dev.mxray.finding.FindingType.SPF_MULTIPLE_RECORDS;
import static dev.mxray.finding.FindingType.SPF_MX_LIMIT;
import static dev.mxray.finding.FindingType.SPF_NEAR_LOOKUP_LIMIT;
import static dev.mxray.finding.FindingType.SPF_NEUTRAL_ALL;
import static dev.mxray.finding.FindingType.SPF_NO_MAIL_NOT_STRICT;
import static dev.mxray.finding.FindingType.SPF_PASS_ALL;
import static dev.mxray.finding.FindingType.SPF_PRIVATE_ADDRESS;
import static dev.mxray.finding.FindingType.SPF_PTR_MECHANISM;
import static dev.mxray.finding.FindingType.SPF_RECORD_LONG;
import static dev.mxray.finding.FindingType.SPF_REDIRECT_IGNORED;
import static dev.mxray.finding.FindingType.SPF_REDIRECT_MISSING;
import static dev.mxray.finding.FindingType.SPF_SOFTFAIL_ALL;
import static dev.mxray.finding.FindingType.SPF_SYNTAX_ERROR;
import static dev.mxray.finding.FindingType.SPF_TOO_MANY_LOOKUPS;
import static dev.mxray.finding.FindingType.SPF_TOO_MANY_VOID_LOOKUPS;
import static dev.mxray.finding.FindingType.SPF_TYPE_99;
import static dev.mxray.finding.FindingType.SPF_WIDE_RANGE;

import dev.mxray.check.spf.SpfTerm.All;
import dev.mxray.check.spf.SpfTerm.Include;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import dev.mxray.finding.Severity;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Judges a domain's SPF policy (RFC 7208). */
public final class SpfRules {
  /** From here on up to the limit, one more include of a provider can break the policy. */
  static final int NEAR_LOOKUP_LIMIT = 8;

  /** RFC 7208 §3.4: a record of up to 450 octets fits into an answer of 512. */
  static final int MAX_RECORD_OCTETS = 450;

  /** Unknown questions and attempts that evidence names one by one. */
  private static final int MAX_UNSEEN = 10;

  private final SpfObservation spf;
  private final SpfAnalysis analysis;
  private final SpfEvidence evidence;
  private final List<Finding> findings = new ArrayList<>();

  private SpfRules(SpfObservation spf) {
    this.spf = spf;
    this.analysis = SpfAnalysis.of(spf);
    this.evidence = new SpfEvidence(spf);
  }

  /**
   * All that is to be said about a policy.
   *
   * @param nullMx true when the domain publishes a null MX and no other
   * @param dmarcEnforced true when the DMARC policy that applies is quarantine or reject, and not
   *     being tested
   */
  public static List<Finding> judge(SpfObservation spf, boolean nullMx, boolean dmarcEnforced) {
    var rules = new SpfRules(spf);
    rules.published(nullMx);
    if (spf.own().record().isPresent()) {
      rules.permerrors();
      rules.result(dmarcEnforced);
      rules.terms();
      rules.tidiness();
    }
    rules.unseen();
    return List.copyOf(rules.findings);
  }

  /** What is published at the domain itself. */
  private void published(boolean nullMx) {
    SpfPolicy own = spf.own();
    if (own.records().isAbsent()) {
      Finding missing = Finding.of(SPF_MISSING, spf.domain());
      findings.add(
          own.lookalikes().isEmpty()
              ? missing
              : missing.with("found", String.join("; ", own.lookalikes())));
    }
    if (spf.type99().isPresent()) {
      findings.add(
          Finding.of(SPF_TYPE_99, spf.domain())
              .with(
                  "record",
                  SpfEvidence.clipRecord(String.join("; ", spf.type99().found().orElseThrow()))));
    }
    if (own.multiple()) {
      findings.add(multiple(own));
    }
    if (nullMx && own.record().isPresent() && !spf.refusesAll()) {
      add(SPF_NO_MAIL_NOT_STRICT, List.of(Sighting.of(spf.domain())));
    }
  }

  private Finding multiple(SpfPolicy policy) {
    List<SpfRecord> records = policy.records().found().orElseThrow();
    return Finding.of(SPF_MULTIPLE_RECORDS, spf.domain())
        .with("domain", policy.domain())
        .with("count", records.size())
        .with(
            "records",
            SpfEvidence.clipRecord(
                records.stream().map(SpfRecord::text).collect(Collectors.joining("; "))));
  }

  /** What makes a receiver return permerror. */
  private void permerrors() {
    analysis.policies().stream()
        .filter(SpfPolicy::multiple)
        .findFirst()
        .ifPresent(policy -> findings.add(multiple(policy)));
    add(
        SPF_SYNTAX_ERROR,
        everywhere(
            policy ->
                policy.record().map(SpfRecord::errors).orElse(List.of()).stream()
                    .map(bad -> Sighting.of(policy.domain(), bad, bad.told()))
                    .toList()));
    limits();
    add(SPF_INCLUDE_LOOP, analysis.loops());
    List<Sighting> missing = analysis.missing();
    add(SPF_INCLUDE_MISSING, missing.stream().filter(SpfRules::isInclude).toList());
    add(SPF_REDIRECT_MISSING, missing.stream().filter(s -> !isInclude(s)).toList());
    add(
        SPF_INCLUDE_UNREGISTERED,
        missing.stream()
            .flatMap(
                s ->
                    registration(s).found().stream()
                        .map(name -> new Sighting(s.domain(), s.term(), Sentence.verbatim(name))))
            .toList());
    add(SPF_MX_LIMIT, analysis.mxLimit());
  }

  private void limits() {
    int lookups = analysis.lookups();
    if (lookups > SpfAnalysis.MAX_LOOKUPS) {
      findings.add(count(SPF_TOO_MANY_LOOKUPS, "lookups", lookups, analysis.lookupsExact()));
    } else if (lookups >= NEAR_LOOKUP_LIMIT && analysis.lookupsExact()) {
      findings.add(count(SPF_NEAR_LOOKUP_LIMIT, "lookups", lookups, /* exact= */ true));
    }
    if (analysis.voidLookups() > SpfAnalysis.MAX_VOID_LOOKUPS) {
      findings.add(
          count(
              SPF_TOO_MANY_VOID_LOOKUPS,
              "voids",
              analysis.voidLookups(),
              analysis.unseen().isEmpty()));
    }
  }

  private Finding count(FindingType type, String name, int count, boolean exact) {
    return Finding.of(type, spf.domain())
        .with(
            name,
            exact ? Sentence.verbatim(String.valueOf(count)) : Sentence.of("spf.at-least", count))
        .with("record", ownRecord());
  }

  /** What becomes of a message from anywhere. */
  private void result(boolean dmarcEnforced) {
    List<Sighting> passAll = new ArrayList<>();
    for (SpfPolicy policy : analysis.passing()) {
      policy
          .record()
          .flatMap(SpfRecord::all)
          .filter(SpfAnalysis::passes)
          .ifPresent(all -> passAll.add(Sighting.of(policy.domain(), all)));
    }
    if (passAll.isEmpty() && analysis.passesHalf()) {
      passAll.addAll(SpfTermRules.widest(analysis.passing()));
    }
    add(SPF_PASS_ALL, passAll);

    SpfPolicy deciding = analysis.deciding();
    Optional<All> all = analysis.decidingAll();
    boolean open =
        deciding.record().filter(r -> r.all().isEmpty() && r.redirect().isEmpty()).isPresent();
    if (open) {
      add(SPF_NEUTRAL_ALL, List.of(Sighting.of(deciding.domain())));
    } else if (all.isPresent() && all.get().qualifier() == Qualifier.NEUTRAL) {
      add(SPF_NEUTRAL_ALL, List.of(Sighting.of(deciding.domain(), all.get())));
    } else if (all.isPresent() && all.get().qualifier() == Qualifier.SOFTFAIL) {
      evidence
          .finding(SPF_SOFTFAIL_ALL, List.of(Sighting.of(deciding.domain(), all.get())))
          .map(finding -> dmarcEnforced ? finding.severity(Severity.INFO) : finding)
          .ifPresent(findings::add);
    }
  }

  /** Terms that should not be there, anywhere in the tree. */
  private void terms() {
    add(SPF_PTR_MECHANISM, everywhere(SpfTermRules::ptr));
    add(
        SPF_WIDE_RANGE,
        analysis.passing().stream()
            .flatMap(
                policy ->
                    SpfTermRules.wideRanges(policy, policy.domain().equals(spf.domain())).stream())
            .toList());
    add(SPF_PRIVATE_ADDRESS, everywhere(SpfTermRules::privateAddresses));
  }

  /** What is untidy in the records that are the domain's policy: its own, and by redirect. */
  private void tidiness() {
    add(
        SPF_ALL_NOT_LAST,
        chain(
            policy ->
                policy.record().map(SpfRecord::afterAll).orElse(List.of()).stream()
                    .map(term -> Sighting.of(policy.domain(), term))
                    .toList()));
    add(
        SPF_REDIRECT_IGNORED,
        chain(
            policy ->
                policy
                    .record()
                    .filter(record -> record.all().isPresent())
                    .flatMap(SpfRecord::redirect)
                    .map(redirect -> Sighting.of(policy.domain(), redirect))
                    .stream()
                    .toList()));
    add(SPF_DUPLICATE_TERM, chain(SpfTermRules::duplicates));
    add(
        SPF_RECORD_LONG,
        chain(
            policy ->
                policy.record().stream()
                    .map(record -> record.text().length())
                    .filter(octets -> octets > MAX_RECORD_OCTETS)
                    .map(
                        octets ->
                            new Sighting(
                                policy.domain(),
                                Optional.empty(),
                                Sentence.of("spf.octets", octets)))
                    .toList()));
  }

  /** One finding for all that could not be seen. */
  private void unseen() {
    var unknowns = new ArrayList<Observed.Unknown<?>>(analysis.unseen().values());
    analysis.missing().forEach(s -> registration(s).unknown().ifPresent(unknowns::add));
    spf.type99().unknown().ifPresent(unknowns::add);
    if (unknowns.isEmpty()) {
      return;
    }
    Sentence steps =
        Sentence.joined(
            "; ",
            unknowns.stream()
                .map(unknown -> unknown.doing())
                .distinct()
                .limit(MAX_UNSEEN)
                .toList());
    int more = unknowns.size() - MAX_UNSEEN;
    List<Attempt> attempts =
        unknowns.stream().flatMap(u -> u.attempts().stream()).limit(MAX_UNSEEN).toList();
    findings.add(
        Finding.inconclusive(
            Section.SPF,
            spf.domain(),
            new Observed.Unknown<>(
                unknowns.get(0).reason(),
                more > 0 ? Sentence.count("spf.more-steps", more, steps) : steps,
                attempts)));
  }

  private Observed<String> registration(Sighting missing) {
    return spf.unregistered()
        .getOrDefault(missing.detail(), Observed.absent(Observed.Proof.OTHER_RECORDS));
  }

  private List<Sighting> everywhere(Function<SpfPolicy, List<Sighting>> rule) {
    return sightings(analysis.policies(), rule);
  }

  private List<Sighting> chain(Function<SpfPolicy, List<Sighting>> rule) {
    return sightings(analysis.chain(), rule);
  }

  private static List<Sighting> sightings(
      Collection<SpfPolicy> policies, Function<SpfPolicy, List<Sighting>> rule) {
    return policies.stream().map(rule).flatMap(List::stream).toList();
  }

  private void add(FindingType type, List<Sighting> sightings) {
    evidence.finding(type, sightings).ifPresent(findings::add);
  }

  private static boolean isInclude(Sighting sighting) {
    return sighting.term().filter(Include.class::isInstance).isPresent();
  }

  private String ownRecord() {
    return SpfEvidence.clipRecord(spf.own().record().map(SpfRecord::text).orElse(""));
  }
}
