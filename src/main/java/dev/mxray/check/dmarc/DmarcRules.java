package dev.mxray.check.dmarc;

import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import dev.mxray.observe.Attempt;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges DMARC by RFC 9989. The subject of every finding is the scanned domain; where the record
 * stands is in the evidence.
 */
public final class DmarcRules {
  /** Of a record with many destinations, so many failed questions are told one by one. */
  private static final int MAX_UNKNOWNS = 10;

  private static final String SEPARATOR = " | ";

  private DmarcRules() {}

  /**
   * Judges what was seen.
   *
   * @param noMail true for a domain that takes part in no mail: missing reports matter less then
   */
  public static List<Finding> judge(DmarcObservation dmarc, boolean noMail) {
    var findings = new ArrayList<Finding>();
    presence(dmarc, findings);
    wrongLocation(dmarc, findings);
    dmarc
        .walk()
        .policy()
        .found()
        .ifPresent(
            step -> {
              policy(dmarc, step, findings);
              findings.addAll(DmarcRecordRules.judge(dmarc, step, noMail));
            });
    inconclusive(dmarc, findings);
    return findings;
  }

  /** The finding with the record that it is about and where that stands. */
  private static Finding about(FindingType type, DmarcObservation dmarc, TreeWalk.Step step) {
    return Finding.of(type, dmarc.domain())
        .with("record", step.record().map(DmarcRecord::text).orElse(""))
        .with("found_at", step.name());
  }

  private static void presence(DmarcObservation dmarc, List<Finding> findings) {
    TreeWalk walk = dmarc.walk();
    List<TreeWalk.Step> several =
        walk.steps().stream()
            .filter(TreeWalk.Step::several)
            .filter(step -> walk.policy().isAbsent() || step.domain().equals(dmarc.domain()))
            .toList();
    if (!several.isEmpty()) {
      findings.add(multipleRecords(dmarc, several));
    } else if (walk.policy().isAbsent()) {
      findings.add(missing(dmarc));
    }
  }

  private static Finding multipleRecords(DmarcObservation dmarc, List<TreeWalk.Step> several) {
    List<String> records =
        several.stream().flatMap(step -> step.records().found().orElseThrow().stream()).toList();
    return Finding.of(FindingType.DMARC_MULTIPLE_RECORDS, dmarc.domain())
        .with("found_at", names(several))
        .with("count", records.size())
        .with("records", String.join(SEPARATOR, records));
  }

  private static Finding missing(DmarcObservation dmarc) {
    Finding missing =
        Finding.of(FindingType.DMARC_MISSING, dmarc.domain())
            .with("asked", names(dmarc.walk().steps()));
    List<String> others = dmarc.walk().steps().get(0).others();
    return others.isEmpty() ? missing : missing.with("ignored", String.join(SEPARATOR, others));
  }

  private static String names(List<TreeWalk.Step> steps) {
    return steps.stream().map(TreeWalk.Step::name).collect(Collectors.joining(", "));
  }

  /** Only where the right place has no record: beside one, the text at the domain is harmless. */
  private static void wrongLocation(DmarcObservation dmarc, List<Finding> findings) {
    TreeWalk.Step own = dmarc.walk().steps().get(0);
    if (own.records().isAbsent() && dmarc.misplaced().isPresent()) {
      findings.add(
          Finding.of(FindingType.DMARC_WRONG_LOCATION, dmarc.domain())
              .with("record", String.join(SEPARATOR, dmarc.misplaced().found().orElseThrow()))
              .with("found_at", dmarc.domain())
              .with("expected_at", own.name()));
    }
  }

  private static void policy(DmarcObservation dmarc, TreeWalk.Step step, List<Finding> findings) {
    if (dmarc.walk().inherited()) {
      findings.add(about(FindingType.DMARC_INHERITED, dmarc, step));
    }
    if (dmarc.effectivePolicy() instanceof Observed.Present<DmarcPolicy> effective) {
      switch (effective.value()) {
        case NONE -> findings.add(about(FindingType.DMARC_POLICY_NONE, dmarc, step));
        case QUARANTINE -> findings.add(about(FindingType.DMARC_POLICY_QUARANTINE, dmarc, step));
        case REJECT -> {}
      }
    }
  }

  private static void inconclusive(DmarcObservation dmarc, List<Finding> findings) {
    var byStep = new LinkedHashMap<String, Observed.Unknown<?>>();
    unknowns(dmarc)
        .flatMap(observed -> observed.unknown().stream())
        .forEach(unknown -> byStep.putIfAbsent(unknown.step(), unknown));
    if (!byStep.isEmpty()) {
      findings.add(
          Finding.inconclusive(
              Section.DMARC, dmarc.domain(), merged(List.copyOf(byStep.values()))));
    }
  }

  /** What matters to a judgement; the text at the domain does not where it has its own record. */
  private static Stream<Observed<?>> unknowns(DmarcObservation dmarc) {
    TreeWalk walk = dmarc.walk();
    boolean ownRecord = walk.steps().get(0).record().isPresent();
    return Stream.concat(
        Stream.of(walk.policy(), walk.organizationalDomain())
            .map(observed -> (Observed<?>) observed),
        Stream.concat(
            ownRecord ? Stream.empty() : Stream.of(dmarc.misplaced()),
            dmarc.destinations().stream()
                .flatMap(
                    destination ->
                        Stream.<Observed<?>>of(destination.authorization(), destination.route()))));
  }

  private static Observed.Unknown<?> merged(List<Observed.Unknown<?>> unknowns) {
    Observed.Unknown<?> first = unknowns.get(0);
    if (unknowns.size() == 1) {
      return first;
    }
    List<Observed.Unknown<?>> told = unknowns.stream().limit(MAX_UNKNOWNS).toList();
    int more = unknowns.size() - told.size();
    Sentence steps = Sentence.joined("; ", told.stream().map(unknown -> unknown.doing()).toList());
    List<Attempt> attempts = told.stream().flatMap(unknown -> unknown.attempts().stream()).toList();
    return new Observed.Unknown<>(
        first.reason(), more > 0 ? Sentence.count("spf.more-steps", more, steps) : steps, attempts);
  }
}
