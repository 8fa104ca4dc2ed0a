package dev.mxray.check.dkim;

import static dev.mxray.finding.FindingType.DKIM_ABSENT;
import static dev.mxray.finding.FindingType.DKIM_DANGLING_CNAME;
import static dev.mxray.finding.FindingType.DKIM_ED25519_ONLY;
import static dev.mxray.finding.FindingType.DKIM_KEY_COMPROMISED;
import static dev.mxray.finding.FindingType.DKIM_KEY_INVALID;
import static dev.mxray.finding.FindingType.DKIM_KEY_REUSED;
import static dev.mxray.finding.FindingType.DKIM_KEY_REVOKED;
import static dev.mxray.finding.FindingType.DKIM_KEY_SHORT;
import static dev.mxray.finding.FindingType.DKIM_KEY_TESTING;
import static dev.mxray.finding.FindingType.DKIM_KEY_WEAK;
import static dev.mxray.finding.FindingType.DKIM_MULTIPLE_RECORDS;
import static dev.mxray.finding.FindingType.DKIM_NOT_FOUND;
import static dev.mxray.finding.FindingType.DKIM_SERVICE_MISMATCH;
import static dev.mxray.finding.FindingType.DKIM_SHA1_ONLY;
import static dev.mxray.finding.FindingType.DKIM_SINGLE_SELECTOR;
import static dev.mxray.finding.FindingType.DKIM_SYNTAX_ERROR;
import static dev.mxray.finding.FindingType.DKIM_WILDCARD;

import dev.mxray.check.dkim.DkimObservation.State;
import dev.mxray.finding.Finding;
import dev.mxray.finding.FindingType;
import dev.mxray.finding.Section;
import dev.mxray.finding.Severity;
import dev.mxray.key.KeyWeakness;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Judges a domain's DKIM keys (RFC 6376, 8301, 8463). */
public final class DkimRules {
  private DkimRules() {}

  /**
   * The findings.
   *
   * @param organizationalDomainSigns true when the scanned name is a subdomain whose organizational
   *     domain has usable keys, and the alignment is relaxed: its mail can be signed with those
   */
  public static List<Finding> judge(DkimObservation dkim, boolean organizationalDomainSigns) {
    var findings = new ArrayList<Finding>();
    dkim.failure().ifPresent(unknown -> findings.add(inconclusive(dkim, unknown)));
    switch (dkim.state()) {
      case ABSENT -> findings.add(absent(dkim, organizationalDomainSigns));
      case NOT_FOUND ->
          findings.add(
              Finding.of(DKIM_NOT_FOUND, dkim.domain()).with("tried", dkim.selectorsTried()));
      case PRESENT, UNKNOWN -> {}
    }
    wildcard(dkim, findings);
    dkim.selectors().forEach(selector -> findings.addAll(judge(dkim.domain(), selector)));
    together(dkim, findings);
    repeated(dkim, findings);
    return findings;
  }

  private static Finding absent(DkimObservation dkim, boolean organizationalDomainSigns) {
    Finding absent =
        Finding.of(DKIM_ABSENT, dkim.domain())
            .severity(organizationalDomainSigns ? Severity.INFO : DKIM_ABSENT.severity())
            .with("name", "_domainkey." + dkim.domain())
            .with("proof", "NXDOMAIN");
    return dkim.selectorsTried() == 0 ? absent : absent.with("tried", dkim.selectorsTried());
  }

  private static Finding inconclusive(DkimObservation dkim, Observed.Unknown<?> unknown) {
    Finding finding = Finding.inconclusive(Section.DKIM, dkim.domain(), unknown);
    return dkim.unanswered().isEmpty()
        ? finding
        : finding.with(
            "unanswered",
            Sentence.of("dkim.unanswered", dkim.unanswered().size(), dkim.selectorsTried()));
  }

  private static void wildcard(DkimObservation dkim, List<Finding> findings) {
    dkim.wildcard().found().orElse(List.of()).stream()
        .filter(record -> record instanceof DkimRecord.Key key && !key.revoked())
        .findFirst()
        .ifPresent(
            record ->
                findings.add(
                    Finding.of(DKIM_WILDCARD, dkim.domain())
                        .with("name", dkim.randomName())
                        .with("record", record.text())));
  }

  /** What can be said only of all keys together, and only when every question was answered. */
  private static void together(DkimObservation dkim, List<Finding> findings) {
    List<SelectorObservation> usable =
        dkim.selectors().stream().filter(SelectorObservation::usable).toList();
    if (usable.isEmpty() || dkim.state() != State.PRESENT || dkim.failure().isPresent()) {
      return;
    }
    String names =
        usable.stream().map(SelectorObservation::selector).collect(Collectors.joining(", "));
    if (usable.size() == 1) {
      findings.add(
          Finding.of(DKIM_SINGLE_SELECTOR, dkim.domain())
              .with("selector", names)
              .with("tried", dkim.selectorsTried()));
    }
    boolean others =
        usable.stream()
            .flatMap(selector -> selector.keys().stream())
            .anyMatch(key -> key.usable() && !(key.key() instanceof DkimKey.Ed25519));
    if (!others) {
      findings.add(Finding.of(DKIM_ED25519_ONLY, dkim.domain()).with("selectors", names));
    }
  }

  /** Selectors that publish one and the same key. */
  private static void repeated(DkimObservation dkim, List<Finding> findings) {
    Map<DkimKey, List<String>> selectors = new LinkedHashMap<>();
    for (SelectorObservation selector : dkim.selectors()) {
      selector
          .readableKey()
          .ifPresent(
              key ->
                  selectors
                      .computeIfAbsent(key, same -> new ArrayList<>())
                      .add(selector.selector()));
    }
    String repeated =
        selectors.values().stream()
            .filter(names -> names.size() > 1)
            .map(names -> String.join(", ", names))
            .collect(Collectors.joining("; "));
    if (!repeated.isEmpty()) {
      findings.add(Finding.of(DKIM_KEY_REUSED, dkim.domain()).with("selectors", repeated));
    }
  }

  /** One finding of a type for a selector, also where several records give reason for it. */
  private static List<Finding> judge(String domain, SelectorObservation selector) {
    String subject = selector.selector() + "._domainkey." + domain;
    Map<FindingType, Finding> findings = new LinkedHashMap<>();
    if (selector.dangling()) {
      add(
          findings,
          Finding.of(DKIM_DANGLING_CNAME, subject)
              .with("target", selector.aliases().get(selector.aliases().size() - 1)));
    }
    if (selector.records().size() > 1) {
      add(
          findings,
          Finding.of(DKIM_MULTIPLE_RECORDS, subject)
              .with("count", selector.records().size())
              .with(
                  "records",
                  selector.records().stream()
                      .map(DkimRecord::text)
                      .collect(Collectors.joining("\n"))));
    }
    for (DkimRecord record : selector.records()) {
      if (record instanceof DkimRecord.Key key) {
        judgeKey(subject, key).forEach(finding -> add(findings, finding));
        judgeTags(subject, key).forEach(finding -> add(findings, finding));
      } else if (record instanceof DkimRecord.Malformed malformed) {
        add(
            findings,
            Finding.of(DKIM_SYNTAX_ERROR, subject)
                .with("reason", malformed.told())
                .with("token", malformed.token())
                .with("position", malformed.position())
                .with("record", malformed.text()));
      }
    }
    return List.copyOf(findings.values());
  }

  private static void add(Map<FindingType, Finding> findings, Finding finding) {
    findings.putIfAbsent(finding.type(), finding);
  }

  private static List<Finding> judgeKey(String subject, DkimRecord.Key record) {
    DkimKey key = record.key();
    if (key instanceof DkimKey.Revoked) {
      return List.of(Finding.of(DKIM_KEY_REVOKED, subject).with("record", record.text()));
    }
    if (key instanceof DkimKey.Invalid invalid) {
      return List.of(
          Finding.of(DKIM_KEY_INVALID, subject)
              .with("reason", invalid.told())
              .with("record", record.text()));
    }
    var findings = new ArrayList<Finding>();
    if (key instanceof DkimKey.Rsa rsa) {
      FindingType type =
          rsa.bits() < DkimKey.MIN_RSA_BITS
              ? DKIM_KEY_WEAK
              : rsa.bits() < DkimKey.GOOD_RSA_BITS ? DKIM_KEY_SHORT : null;
      if (type != null) {
        findings.add(
            Finding.of(type, subject).with("bits", rsa.bits()).with("record", record.text()));
      }
      compromised(subject, record, rsa.weaknesses(), findings);
    } else if (key instanceof DkimKey.Ed25519 ed25519) {
      compromised(subject, record, ed25519.weaknesses(), findings);
    }
    return findings;
  }

  private static void compromised(
      String subject, DkimRecord.Key record, List<KeyWeakness> weaknesses, List<Finding> findings) {
    if (!weaknesses.isEmpty()) {
      findings.add(
          Finding.of(DKIM_KEY_COMPROMISED, subject)
              .with(
                  "weakness",
                  Sentence.joined("; ", weaknesses.stream().map(KeyWeakness::told).toList()))
              .with("record", record.text()));
    }
  }

  /** The tags of a revoked key do not matter any more. */
  private static List<Finding> judgeTags(String subject, DkimRecord.Key record) {
    if (record.revoked()) {
      return List.of();
    }
    var findings = new ArrayList<Finding>();
    if (record.testing()) {
      findings.add(tag(DKIM_KEY_TESTING, subject, "t=" + String.join(":", record.flags()), record));
    }
    if (record.sha1Only()) {
      findings.add(tag(DKIM_SHA1_ONLY, subject, "h=" + String.join(":", record.hashes()), record));
    }
    if (!record.forEmail()) {
      findings.add(
          tag(DKIM_SERVICE_MISMATCH, subject, "s=" + String.join(":", record.services()), record));
    }
    return findings;
  }

  private static Finding tag(FindingType type, String subject, String tag, DkimRecord.Key record) {
    return Finding.of(type, subject).with("tag", tag).with("record", record.text());
  }
}
