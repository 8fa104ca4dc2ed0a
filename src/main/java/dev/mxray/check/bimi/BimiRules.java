package dev.mxray.check.bimi;

import static dev.mxray.finding.FindingType.BIMI_CERTIFICATE_INVALID;
import static dev.mxray.finding.FindingType.BIMI_DMARC_NOT_ENFORCED;
import static dev.mxray.finding.FindingType.BIMI_LOGO_INVALID;
import static dev.mxray.finding.FindingType.BIMI_LOGO_UNREACHABLE;
import static dev.mxray.finding.FindingType.BIMI_MISSING;
import static dev.mxray.finding.FindingType.BIMI_NO_CERTIFICATE;
import static dev.mxray.finding.FindingType.BIMI_SYNTAX_ERROR;

import dev.mxray.check.dmarc.DmarcObservation;
import dev.mxray.check.dmarc.DmarcPolicy;
import dev.mxray.check.dmarc.DmarcRecord;
import dev.mxray.check.web.WebObservation;
import dev.mxray.check.web.WebObservation.Answer;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges BIMI. The subject of every finding is the scanned domain. */
public final class BimiRules {
  private static final int MAX_LISTED = 10;
  private static final int WHOLE_PCT = 100;

  private final BimiObservation bimi;
  private final DmarcObservation dmarc;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Observed.Unknown<?>> unseen = new ArrayList<>();

  private BimiRules(BimiObservation bimi, DmarcObservation dmarc) {
    this.bimi = bimi;
    this.dmarc = dmarc;
  }

  /** The findings about a domain that takes part in mail. */
  public static List<Finding> judge(BimiObservation bimi, DmarcObservation dmarc) {
    var rules = new BimiRules(bimi, dmarc);
    rules.record();
    bimi.record().filter(record -> !record.declined()).ifPresent(rules::published);
    if (!rules.unseen.isEmpty()) {
      rules.findings.add(Finding.inconclusive(Section.BIMI, bimi.domain(), together(rules.unseen)));
    }
    return List.copyOf(rules.findings);
  }

  private static Observed.Unknown<?> together(List<Observed.Unknown<?>> unknowns) {
    Observed.Unknown<?> first = unknowns.get(0);
    return new Observed.Unknown<>(
        first.reason(),
        Sentence.joined("; ", unknowns.stream().map(unknown -> unknown.doing()).toList()),
        unknowns.stream().flatMap(unknown -> unknown.attempts().stream()).toList());
  }

  private Finding about(FindingType type) {
    return Finding.of(type, bimi.domain());
  }

  private void record() {
    if (bimi.records().unknown().isPresent()) {
      unseen.add(bimi.records().unknown().orElseThrow());
      return;
    }
    List<BimiRecord> records = bimi.records().found().orElse(List.of());
    if (records.isEmpty()) {
      findings.add(about(BIMI_MISSING).with("asked", BimiProbe.PREFIX + bimi.domain()));
    } else if (records.size() > 1) {
      findings.add(
          about(BIMI_SYNTAX_ERROR)
              .with(
                  "record",
                  records.stream()
                      .limit(MAX_LISTED)
                      .map(BimiRecord::text)
                      .collect(Collectors.joining(" | ")))
              .with("term", "")
              .with("position", 1)
              .with("reason", Sentence.of("bimi.several", records.size()))
              .with("found_at", bimi.foundAt()));
    } else if (!records.get(0).faults().isEmpty()) {
      BimiRecord.Fault fault = records.get(0).faults().get(0);
      findings.add(
          about(BIMI_SYNTAX_ERROR)
              .with("record", records.get(0).text())
              .with("term", fault.token())
              .with("position", fault.position())
              .with("reason", fault.told())
              .with("found_at", bimi.foundAt()));
    }
  }

  private void published(BimiRecord record) {
    enforcement();
    logo(record);
    certificate(record);
  }

  private void logo(BimiRecord record) {
    String uri = String.valueOf(record.logo());
    if (bimi.logo() instanceof WebObservation.Unseen hidden) {
      unseen.add(hidden.unknown());
    } else if (bimi.logo() != null && !isOkay(bimi.logo())) {
      findings.add(about(BIMI_LOGO_UNREACHABLE).with("logo", uri).with("reason", why(bimi.logo())));
    } else if (!bimi.logoFaults().isEmpty()) {
      findings.add(
          about(BIMI_LOGO_INVALID)
              .with("logo", uri)
              .with("faults", Sentence.joined("; ", bimi.logoFaults())));
    }
  }

  private void certificate(BimiRecord record) {
    if (record.evidence() == null) {
      findings.add(about(BIMI_NO_CERTIFICATE).with("record", record.text()));
    } else if (bimi.evidence() instanceof WebObservation.Unseen hidden) {
      unseen.add(hidden.unknown());
    } else if (bimi.evidence() != null && !isOkay(bimi.evidence())) {
      invalid(record, Sentence.of("bimi.unfetched", why(bimi.evidence())));
    } else if (bimi.certificate() == null) {
      invalid(record, Sentence.of("bimi.no-certificate"));
    } else if (!bimi.certificateFaults().isEmpty()) {
      invalid(record, Sentence.joined("; ", bimi.certificateFaults()));
    }
  }

  private void invalid(BimiRecord record, Sentence reason) {
    findings.add(
        about(BIMI_CERTIFICATE_INVALID)
            .with("certificate", String.valueOf(record.evidence()))
            .with("reason", reason));
  }

  private static boolean isOkay(WebObservation file) {
    return file instanceof Answer answer && answer.isOkay();
  }

  private static Sentence why(WebObservation file) {
    if (file instanceof Answer answer) {
      return answer.isRedirect()
          ? Sentence.of(
              "bimi.redirect",
              answer.status(),
              answer.location() == null ? Sentence.of("web.nowhere") : answer.location())
          : Sentence.of("web.status", answer.status());
    }
    if (file instanceof WebObservation.Unverified unverified) {
      return Sentence.of("bimi.server-certificate", Sentence.joined("; ", unverified.told()));
    }
    return file instanceof WebObservation.Failed failed
        ? failed.told()
        : Sentence.of("bimi.not-seen");
  }

  /**
   * Receivers show logos for domains whose DMARC policy is enforced for all mail
   * (draft-brand-indicators-for-message-identification §7.1).
   */
  private void enforcement() {
    Observed<DmarcPolicy> policy = dmarc.effectivePolicy();
    if (policy.unknown().isPresent()) {
      unseen.add(policy.unknown().get());
      return;
    }
    weakness(policy.found())
        .ifPresent(reason -> findings.add(about(BIMI_DMARC_NOT_ENFORCED).with("reason", reason)));
  }

  private Optional<Sentence> weakness(Optional<DmarcPolicy> policy) {
    Optional<DmarcRecord> record = dmarc.record();
    if (policy.isEmpty() || record.isEmpty()) {
      return Optional.of(Sentence.of("bimi.no-policy"));
    }
    if (!dmarc.enforced()) {
      return Optional.of(
          record.get().testing()
              ? Sentence.of("bimi.policy-test")
              : Sentence.of("bimi.policy-none"));
    }
    if (record.get().sp() == DmarcPolicy.NONE) {
      return Optional.of(Sentence.of("bimi.policy-subdomains"));
    }
    Integer pct = record.get().pct();
    return policy.get() == DmarcPolicy.QUARANTINE && pct != null && pct < WHOLE_PCT
        ? Optional.of(Sentence.of("bimi.policy-pct", pct))
        : Optional.empty();
  }
}
