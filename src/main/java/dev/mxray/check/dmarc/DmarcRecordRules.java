package dev.mxray.check.dmarc;

import dev.mxray.check.dmarc.Destination.Authorization;
import dev.mxray.check.dmarc.DmarcRecord.Fault;
import dev.mxray.check.dmarc.DmarcRecord.Tag;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Severity;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Judges the tags of the record that applies. */
final class DmarcRecordRules {
  /** RFC 9989 §4.7. */
  private static final Set<String> DEFINED =
      Set.of("v", "p", "sp", "np", "adkim", "aspf", "fo", "psd", "rua", "ruf", "t");

  /** Tags of RFC 7489 §6.3 that RFC 9989 removed (§9.3: historic). */
  private static final Set<String> OBSOLETE = Set.of("pct", "rf", "ri");

  /** The percentage that means the whole policy (RFC 7489 §6.3). */
  private static final int WHOLE_PCT = 100;

  /** Faults that leave the policy in doubt; the others cost a tag its value. */
  private static final Set<Fault.Kind> SYNTAX =
      EnumSet.of(Fault.Kind.NOT_A_TAG, Fault.Kind.DUPLICATE, Fault.Kind.POLICY);

  private static final String SEPARATOR = "; ";

  /** So many occurrences are told one by one; no record that people write has more. */
  private static final int MAX_LISTED = 20;

  private final DmarcObservation dmarc;
  private final TreeWalk.Step step;
  private final DmarcRecord record;
  private final List<Finding> findings = new ArrayList<>();

  private DmarcRecordRules(DmarcObservation dmarc, TreeWalk.Step step, DmarcRecord record) {
    this.dmarc = dmarc;
    this.step = step;
    this.record = record;
  }

  static List<Finding> judge(DmarcObservation dmarc, TreeWalk.Step step, boolean noMail) {
    return step.record()
        .map(record -> new DmarcRecordRules(dmarc, step, record).judge(noMail))
        .orElse(List.of());
  }

  private List<Finding> judge(boolean noMail) {
    faults(FindingType.DMARC_SYNTAX_ERROR, fault -> SYNTAX.contains(fault.kind()));
    faults(FindingType.DMARC_BAD_VALUE, fault -> !SYNTAX.contains(fault.kind()));
    policyTags();
    tags(FindingType.DMARC_OBSOLETE_TAG, OBSOLETE::contains);
    tags(
        FindingType.DMARC_UNKNOWN_TAG, name -> !DEFINED.contains(name) && !OBSOLETE.contains(name));
    if (record.tag("rua").isEmpty()) {
      Finding noRua = about(FindingType.DMARC_NO_RUA);
      findings.add(noMail ? noRua.severity(Severity.INFO) : noRua);
    }
    invalidUris();
    unauthorized();
    undeliverable();
    return findings;
  }

  private Finding about(FindingType type) {
    return Finding.of(type, dmarc.domain())
        .with("record", record.text())
        .with("found_at", step.name());
  }

  private void faults(FindingType type, Predicate<Fault> which) {
    List<Fault> faults = record.faults().stream().filter(which).toList();
    if (!faults.isEmpty()) {
      findings.add(
          about(type)
              .with("token", joined(faults, Fault::token))
              .with("position", joined(faults, fault -> String.valueOf(fault.position())))
              .with("fault", told(faults.stream().map(fault -> fault.kind().told()).toList()))
              .with("effective", effective()));
    }
  }

  /** What the record comes to: a policy, or nothing. */
  private Sentence effective() {
    Observed<DmarcPolicy> policy = dmarc.effectivePolicy();
    return policy.isUnknown()
        ? Sentence.of("dmarc.effective-unknown")
        : policy
            .found()
            .map(found -> Sentence.verbatim(found.id()))
            .orElse(Sentence.of("dmarc.effective-none"));
  }

  private void policyTags() {
    if (record.tag("p").isEmpty()) {
      findings.add(about(FindingType.DMARC_POLICY_MISSING).with("effective", effective()));
    }
    List<Tag> weaker = weakerThanP();
    if (!weaker.isEmpty()) {
      findings.add(
          about(FindingType.DMARC_SUBDOMAIN_WEAKER)
              .with("token", joined(weaker, Tag::token))
              .with("policy", record.p() == null ? "" : record.p().id()));
    }
    Integer pct = record.pct();
    if (pct != null && pct < WHOLE_PCT) {
      findings.add(about(FindingType.DMARC_PCT_PARTIAL).with("pct", pct));
    }
    if (record.testing()) {
      findings.add(about(FindingType.DMARC_TESTING).with("effective", effective()));
    }
  }

  /** Receivers read sp and np only where the record stands at the organizational domain. */
  private List<Tag> weakerThanP() {
    DmarcPolicy p = record.p();
    if (p == null
        || record.unusablePolicy()
        || !step.domain().equals(dmarc.organizationalDomain())) {
      return List.of();
    }
    return Stream.of("sp", "np")
        .flatMap(name -> record.tag(name).stream())
        .filter(
            tag -> DmarcPolicy.of(tag.value()).filter(policy -> policy.weakerThan(p)).isPresent())
        .toList();
  }

  private void tags(FindingType type, Predicate<String> names) {
    List<Tag> tags = record.tags().stream().filter(tag -> names.test(tag.name())).toList();
    if (!tags.isEmpty()) {
      findings.add(
          about(type)
              .with("token", joined(tags, Tag::token))
              .with("position", joined(tags, tag -> String.valueOf(tag.position()))));
    }
  }

  private void invalidUris() {
    List<String> bad =
        Stream.concat(
                bad(record.rua()).map(uri -> "rua=" + uri.text()),
                bad(record.ruf()).map(uri -> "ruf=" + uri.text()))
            .toList();
    if (!bad.isEmpty()) {
      List<ReportUri> needed = record.tag("rua").isPresent() ? record.rua() : record.ruf();
      Finding invalid = about(FindingType.DMARC_RUA_INVALID).with("uri", joined(bad, uri -> uri));
      findings.add(
          needed.stream().anyMatch(ReportUri::usable) ? invalid.severity(Severity.INFO) : invalid);
    }
  }

  /** What cannot be parsed; other schemes too when there is no mailto beside them. */
  private static Stream<ReportUri> bad(List<ReportUri> uris) {
    boolean anyUsable = uris.stream().anyMatch(ReportUri::usable);
    return uris.stream().filter(uri -> anyUsable ? !uri.valid() : !uri.usable());
  }

  private void unauthorized() {
    List<Destination> refusing =
        dmarc.destinations().stream()
            .filter(
                destination ->
                    destination
                        .authorization()
                        .found()
                        .filter(given -> given == Authorization.NOT_GIVEN)
                        .isPresent())
            .toList();
    if (!refusing.isEmpty()) {
      findings.add(
          about(FindingType.DMARC_RUA_UNAUTHORIZED)
              .with("destination", joined(refusing, Destination::domain))
              .with("uri", uris(refusing))
              .with("expected_at", joined(refusing, to -> to.authorizationName(step.domain()))));
    }
  }

  private void undeliverable() {
    List<Destination> dead =
        dmarc.destinations().stream()
            .filter(
                destination ->
                    destination.route().found().filter(route -> !route.deliverable()).isPresent())
            .toList();
    if (!dead.isEmpty()) {
      findings.add(
          about(FindingType.DMARC_RUA_UNDELIVERABLE)
              .with("destination", joined(dead, Destination::domain))
              .with("uri", uris(dead))
              .with(
                  "route",
                  told(
                      dead.stream()
                          .flatMap(to -> to.route().found().stream())
                          .map(Destination.Route::told)
                          .toList())));
    }
  }

  private Sentence uris(List<Destination> destinations) {
    List<String> uris =
        record
            .reportUris()
            .filter(uri -> dmarc.destination(uri).filter(destinations::contains).isPresent())
            .map(ReportUri::text)
            .distinct()
            .toList();
    return joined(uris, uri -> uri);
  }

  /** The items as one text; of a hostile number of them the first ones. */
  private static <T> Sentence joined(List<T> items, Function<T, String> text) {
    return told(items.stream().map(text).map(Sentence::verbatim).toList());
  }

  private static Sentence told(List<Sentence> items) {
    Sentence listed =
        Sentence.joined(SEPARATOR, items.subList(0, Math.min(items.size(), MAX_LISTED)));
    int more = items.size() - MAX_LISTED;
    return more > 0 ? Sentence.count("dmarc.more", more, listed, SEPARATOR) : listed;
  }
}
