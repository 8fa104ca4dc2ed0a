package dev.mxray.fix;

import dev.mxray.check.dmarc.Destination;
import dev.mxray.check.dmarc.DmarcObservation;
import dev.mxray.check.dmarc.DmarcPolicy;
import dev.mxray.check.dmarc.DmarcRecord;
import dev.mxray.check.dmarc.DmarcRules;
import dev.mxray.check.dmarc.TreeWalk;
import dev.mxray.check.mx.MxObservation;
import dev.mxray.finding.Finding;
import dev.mxray.finding.Remediation;
import dev.mxray.observe.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * DMARC records: the first one, the corrected one, and the next step of a policy. Corrections do
 * not change what receivers do with mail; steps do, and hold the corrections as well.
 */
final class DmarcRemedies {
  private static final String TXT = "TXT";
  private static final String LABEL = "_dmarc.";
  private static final String AUTHORIZATION = "v=DMARC1;";

  /** The mailbox that proposals name; somebody has to make it. */
  private static final String MAILBOX = "dmarc-reports@";

  private DmarcRemedies() {}

  static List<Remediation> of(Finding finding, Sight seen) {
    return switch (finding.type()) {
      case DMARC_MISSING -> started(seen);
      case DMARC_WRONG_LOCATION -> moved(seen);
      case DMARC_MULTIPLE_RECORDS -> merged(seen);
      case DMARC_RUA_UNAUTHORIZED -> authorized(seen);
      case DMARC_POLICY_NONE, DMARC_POLICY_QUARANTINE -> stepped(finding, seen);
      case DMARC_TESTING -> corrected(finding, seen, DmarcDraft::enforced);
      case DMARC_SUBDOMAIN_WEAKER -> corrected(finding, seen, DmarcDraft::withoutWeakerSubdomains);
      default -> corrected(finding, seen, draft -> draft);
    };
  }

  private static List<Remediation> started(Sight seen) {
    return List.of(Remediation.publish(LABEL + seen.domain(), TXT, firstRecord(seen)));
  }

  /**
   * What was published in the wrong place, or else a beginning: a domain without mail has nothing
   * to lose, and nowhere to send reports to; one with mail begins by listening.
   */
  private static String firstRecord(Sight seen) {
    Optional<DmarcRecord> misplaced =
        seen.dmarc().misplaced().found().stream()
            .flatMap(List::stream)
            .flatMap(text -> DmarcRecord.parse(text).stream())
            .findFirst();
    if (misplaced.isPresent()) {
      return draft(misplaced.get(), seen).text();
    }
    return seen.noMail()
        ? "v=DMARC1; p=reject"
        : "v=DMARC1; p=none" + ownReports(seen).map(uri -> "; rua=" + uri).orElse("");
  }

  /** The domain's own address for reports; empty when it is not known to take mail. */
  private static Optional<String> ownReports(Sight seen) {
    return seen.mx().state() == MxObservation.State.PRESENT
        ? Optional.of("mailto:" + MAILBOX + seen.domain())
        : Optional.empty();
  }

  private static List<Remediation> moved(Sight seen) {
    var steps = new ArrayList<Remediation>();
    for (String text : seen.dmarc().misplaced().found().orElse(List.of())) {
      steps.add(Remediation.delete(seen.domain(), TXT, text));
    }
    steps.addAll(started(seen));
    return steps;
  }

  private static List<Remediation> merged(Sight seen) {
    var steps = new ArrayList<Remediation>();
    for (TreeWalk.Step step : seen.dmarc().walk().steps()) {
      if (step.several()) {
        List<String> texts = step.records().found().orElseThrow();
        texts.forEach(text -> steps.add(Remediation.delete(step.name(), TXT, text)));
        List<DmarcRecord> records =
            texts.stream().flatMap(text -> DmarcRecord.parse(text).stream()).toList();
        steps.add(Remediation.publish(step.name(), TXT, merged(records, seen).text()));
      }
    }
    return steps;
  }

  /** The record with the weakest policy, so that nothing is refused that none of them refused. */
  private static DmarcDraft merged(List<DmarcRecord> records, Sight seen) {
    DmarcRecord weakest = records.get(0);
    for (DmarcRecord record : records) {
      DmarcPolicy least = weakest.p();
      DmarcPolicy policy = record.p();
      if (policy != null && (least == null || policy.weakerThan(least))) {
        weakest = record;
      }
    }
    DmarcDraft draft = draft(weakest, seen);
    records.forEach(draft::addReports);
    return draft;
  }

  private static boolean names(String text, String destination) {
    return DmarcRecord.parse(text).stream()
        .flatMap(DmarcRecord::reportUris)
        .anyMatch(uri -> destination.equals(uri.destination()));
  }

  /** For whoever runs the destination. */
  private static List<Remediation> authorized(Sight seen) {
    return seen.dmarc().walk().policy().found().stream()
        .flatMap(
            step ->
                seen.dmarc().destinations().stream()
                    .filter(DmarcRemedies::refuses)
                    .map(
                        to ->
                            Remediation.publish(
                                to.authorizationName(step.domain()), TXT, AUTHORIZATION)))
        .toList();
  }

  private static boolean refuses(Destination destination) {
    return destination
        .authorization()
        .found()
        .filter(given -> given == Destination.Authorization.NOT_GIVEN)
        .isPresent();
  }

  private interface Change {
    DmarcDraft of(DmarcDraft draft);
  }

  private static List<Remediation> corrected(Finding finding, Sight seen, Change change) {
    Optional<TreeWalk.Step> step = seen.dmarc().walk().policy().found();
    Optional<DmarcRecord> record = seen.dmarc().record();
    if (step.isEmpty() || record.isEmpty()) {
      return List.of();
    }
    String text = change.of(draft(record.get(), seen)).text();
    return clears(finding, step.get().domain(), text, seen)
        ? replaced(step.get().name(), record.get().text(), text)
        : List.of();
  }

  /** Tries it on the observation with the text in the place of the name's records. */
  private static boolean clears(Finding finding, String name, String text, Sight seen) {
    DmarcObservation dmarc = seen.dmarc();
    List<TreeWalk.Step> steps =
        Stream.concat(dmarc.walk().steps().stream(), dmarc.walk().beyond().stream())
            .map(
                step ->
                    step.domain().equals(name)
                        ? new TreeWalk.Step(name, Observed.present(List.of(text)), List.of())
                        : step)
            .toList();
    var published =
        new DmarcObservation(
            dmarc.domain(),
            dmarc.exists(),
            TreeWalk.of(steps),
            dmarc.misplaced(),
            dmarc.destinations().stream().filter(to -> names(text, to.domain())).toList());
    return DmarcRules.judge(published, seen.noMail()).stream()
        .noneMatch(left -> left.type() == finding.type());
  }

  /**
   * The next policy: testing ends, or else it goes up by one. A policy from above is left to the
   * names that it serves; this name gets a record of its own.
   */
  private static List<Remediation> stepped(Finding finding, Sight seen) {
    DmarcObservation dmarc = seen.dmarc();
    Optional<DmarcPolicy> effective = dmarc.effectivePolicy().found();
    if (!dmarc.walk().inherited() || effective.isEmpty()) {
      return corrected(finding, seen, DmarcDraft::oneStepOn);
    }
    DmarcPolicy next =
        effective.get() == DmarcPolicy.NONE ? DmarcPolicy.QUARANTINE : DmarcPolicy.REJECT;
    String reports = dmarc.record().map(record -> draft(record, seen).internalReports()).orElse("");
    String text = "v=DMARC1; p=" + next.id() + (reports.isEmpty() ? "" : "; rua=" + reports);
    return List.of(Remediation.publish(LABEL + seen.domain(), TXT, text));
  }

  private static List<Remediation> replaced(String name, String old, String text) {
    return old.equals(text)
        ? List.of()
        : List.of(Remediation.delete(name, TXT, old), Remediation.publish(name, TXT, text));
  }

  private static DmarcDraft draft(DmarcRecord record, Sight seen) {
    Set<String> dead =
        seen.dmarc().destinations().stream()
            .filter(to -> to.route().found().filter(route -> !route.deliverable()).isPresent())
            .map(Destination::domain)
            .collect(Collectors.toSet());
    Set<String> external =
        seen.dmarc().destinations().stream()
            .filter(Destination::external)
            .map(Destination::domain)
            .collect(Collectors.toSet());
    return new DmarcDraft(record, dead, external, ownReports(seen));
  }
}
