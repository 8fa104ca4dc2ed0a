package dev.mxray.check.mtasts;

import static dev.mxray.finding.FindingType.MTA_STS_CERTIFICATE_INVALID;
import static dev.mxray.finding.FindingType.MTA_STS_CONTENT_TYPE;
import static dev.mxray.finding.FindingType.MTA_STS_MAX_AGE_SHORT;
import static dev.mxray.finding.FindingType.MTA_STS_MISSING;
import static dev.mxray.finding.FindingType.MTA_STS_MODE_NONE;
import static dev.mxray.finding.FindingType.MTA_STS_MODE_TESTING;
import static dev.mxray.finding.FindingType.MTA_STS_MULTIPLE_RECORDS;
import static dev.mxray.finding.FindingType.MTA_STS_MX_MISMATCH;
import static dev.mxray.finding.FindingType.MTA_STS_POLICY_INVALID;
import static dev.mxray.finding.FindingType.MTA_STS_POLICY_UNREACHABLE;
import static dev.mxray.finding.FindingType.MTA_STS_REDIRECT;
import static dev.mxray.finding.FindingType.MTA_STS_SYNTAX_ERROR;

import dev.mxray.check.mtasts.StsPolicy.Mode;
import dev.mxray.check.mx.Exchange;
import dev.mxray.check.mx.MxObservation;
import dev.mxray.check.web.WebObservation;
import dev.mxray.check.web.WebObservation.Answer;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import dev.mxray.finding.Severity;
import dev.mxray.observe.Attempt;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;

/** Judges MTA-STS by RFC 8461. The subject of every finding is the scanned domain. */
public final class MtaStsRules {
  /** A week; shorter, and an attacker only has to wait (RFC 8461 §10.2). */
  private static final long SHORT_MAX_AGE = 604_800;

  private static final int MAX_LISTED = 10;

  private final MtaStsObservation sts;
  private final MxObservation mx;
  private final List<Finding> findings = new ArrayList<>();

  private MtaStsRules(MtaStsObservation sts, MxObservation mx) {
    this.sts = sts;
    this.mx = mx;
  }

  /** The findings about a domain that takes mail. */
  public static List<Finding> judge(MtaStsObservation sts, MxObservation mx) {
    var rules = new MtaStsRules(sts, mx);
    rules.record();
    rules.file();
    return List.copyOf(rules.findings);
  }

  private Finding about(FindingType type) {
    return Finding.of(type, sts.domain());
  }

  private void record() {
    if (sts.records().unknown().isPresent()) {
      findings.add(
          Finding.inconclusive(
              Section.MTA_STS, sts.domain(), sts.records().unknown().orElseThrow()));
      return;
    }
    List<StsRecord> records = sts.records().found().orElse(List.of());
    if (records.isEmpty()) {
      findings.add(about(MTA_STS_MISSING).with("asked", "_mta-sts." + sts.domain()));
    } else if (records.size() > 1) {
      findings.add(
          about(MTA_STS_MULTIPLE_RECORDS)
              .with("count", records.size())
              .with("records", listed(records.stream().map(StsRecord::text).toList(), " | ")));
    } else if (!records.get(0).faults().isEmpty()) {
      FieldList.Fault fault = records.get(0).faults().get(0);
      findings.add(
          about(MTA_STS_SYNTAX_ERROR)
              .with("record", records.get(0).text())
              .with("term", fault.token())
              .with("position", fault.position())
              .with("reason", fault.told()));
    }
  }

  private void file() {
    if (sts.file() instanceof Answer answer) {
      answer(answer);
    } else if (sts.file() instanceof WebObservation.Unverified unverified) {
      findings.add(
          about(MTA_STS_CERTIFICATE_INVALID)
              .with("host", host())
              .with("address", unverified.address())
              .with("reason", Sentence.joined("; ", unverified.told())));
    } else if (sts.file() instanceof WebObservation.Failed failed) {
      Finding unreachable =
          about(MTA_STS_POLICY_UNREACHABLE).with("host", host()).with("reason", failed.told());
      findings.add(
          failed.attempts().isEmpty()
              ? unreachable
              : unreachable.with(
                  "attempts",
                  Sentence.joined("; ", failed.attempts().stream().map(Attempt::told).toList())));
    } else if (sts.file() instanceof WebObservation.Unseen unseen) {
      findings.add(Finding.inconclusive(Section.MTA_STS, sts.domain(), unseen.unknown()));
    }
  }

  private String host() {
    return "mta-sts." + sts.domain();
  }

  private void answer(Answer answer) {
    if (answer.isRedirect()) {
      findings.add(
          about(MTA_STS_REDIRECT)
              .with("host", host())
              .with("status", answer.status())
              .with(
                  "location",
                  answer.location() == null ? Sentence.of("web.nowhere") : answer.location()));
      return;
    }
    if (!answer.isOkay()) {
      findings.add(
          about(MTA_STS_POLICY_UNREACHABLE)
              .with("host", host())
              .with("reason", Sentence.of("web.status", answer.status())));
      return;
    }
    if (!sts.isPlainText()) {
      findings.add(
          about(MTA_STS_CONTENT_TYPE)
              .with("host", host())
              .with(
                  "type",
                  answer.contentType() == null
                      ? Sentence.of("mtasts.no-type")
                      : answer.contentType()));
    }
    StsPolicy policy = sts.policy();
    if (policy != null && policy.isValid()) {
      valid(policy);
    } else if (policy != null) {
      invalid(policy);
    }
  }

  private void invalid(StsPolicy policy) {
    StsPolicy.Fault first = policy.faults().get(0);
    findings.add(
        about(MTA_STS_POLICY_INVALID)
            .with("host", host())
            .with("faults", told(policy.faults().stream().map(MtaStsRules::told).toList(), "; "))
            .with("line", first.line() == 0 ? Sentence.of("mtasts.no-line") : first.line())
            .with("term", first.token()));
  }

  private static Sentence told(StsPolicy.Fault fault) {
    return fault.line() == 0
        ? fault.told()
        : Sentence.of("mtasts.at-line", fault.line(), fault.told(), fault.token());
  }

  private void valid(StsPolicy policy) {
    Mode mode = policy.mode();
    if (mode == Mode.NONE) {
      findings.add(about(MTA_STS_MODE_NONE).with("mode", Mode.NONE.id()));
      return; // nothing else of the policy counts
    }
    if (mode == Mode.TESTING) {
      findings.add(about(MTA_STS_MODE_TESTING).with("mode", Mode.TESTING.id()));
    }
    Long maxAge = policy.maxAge();
    if (maxAge != null && maxAge < SHORT_MAX_AGE) {
      findings.add(
          about(MTA_STS_MAX_AGE_SHORT).with("max_age", maxAge).with("limit", SHORT_MAX_AGE));
    }
    exchanges(policy, mode == Mode.TESTING);
  }

  private void exchanges(StsPolicy policy, boolean testing) {
    if (mx.records().unknown().isPresent()) {
      findings.add(
          Finding.inconclusive(
              Section.MTA_STS, sts.domain(), mx.records().unknown().orElseThrow()));
      return;
    }
    List<String> strangers =
        mx.hosts().stream().map(Exchange::host).filter(host -> !policy.matches(host)).toList();
    if (!strangers.isEmpty()) {
      Finding mismatch = about(MTA_STS_MX_MISMATCH);
      findings.add(
          (testing ? mismatch.severity(Severity.LOW) : mismatch)
              .with("exchanges", listed(strangers, ", "))
              .with("patterns", listed(policy.mx(), ", "))
              .with("mode", testing ? Mode.TESTING.id() : Mode.ENFORCE.id()));
    }
  }

  private static Sentence listed(List<String> items, String separator) {
    return told(items.stream().map(Sentence::verbatim).toList(), separator);
  }

  private static Sentence told(List<Sentence> items, String separator) {
    Sentence first =
        Sentence.joined(separator, items.subList(0, Math.min(items.size(), MAX_LISTED)));
    return items.size() > MAX_LISTED
        ? Sentence.count("mtasts.more", items.size() - MAX_LISTED, first, separator)
        : first;
  }
}
