package dev.mxray.score;

import static dev.mxray.finding.FindingType.*;

import dev.mxray.finding.Severity;
import java.util.List;
import java.util.stream.Stream;

/** Scores worked out by hand; the arithmetic stands above each. */
final class ScoringExamples {
  /**
   * One worked example.
   *
   * @param numbers score, low–high, coverage, grade, outcome
   * @param ledger {@code section points/weight} with the deductions, for the sections that matter
   */
  record Example(String name, Scans scan, String numbers, List<String> ledger) {
    @Override
    public String toString() {
      return name;
    }
  }

  private ScoringExamples() {}

  static Example example(String name, Scans scan, String numbers, String... ledger) {
    return new Example(name, scan, numbers, List.of(ledger));
  }

  static Stream<Example> all() {
    return Stream.of(
            perfection(),
            severities(),
            specialShares(),
            listings(),
            covered(),
            coveredTls(),
            cutting(),
            CoverageExamples.unknown(),
            CoverageExamples.noMail())
        .flatMap(List::stream);
  }

  private static List<Example> perfection() {
    return List.of(
        // 67 / 67
        example("all perfect", Scans.dnsSide(), "100 100–100 100.0 A COMPLETE"),
        // 100 / 100
        example("all perfect with every part", Scans.everything(), "100 100–100 100.0 A COMPLETE"),
        example(
            "info findings cost nothing",
            Scans.dnsSide()
                .with(MX_SINGLE, MX_NO_IPV6, SPF_NEAR_LOOKUP_LIMIT, DKIM_KEY_REVOKED)
                .with(DMARC_POLICY_QUARANTINE, DMARC_INHERITED, DNS_ANSWER_LARGE)
                .with(CHECK_INCONCLUSIVE),
            "100 100–100 100.0 A COMPLETE"));
  }

  private static List<Example> listings() {
    return List.of(
        // 10 · 50 % = 5; 95 / 100
        example(
            "a heavy listing takes half",
            Scans.everything().with(DNSBL_LISTED).listed("Spamhaus", Severity.HIGH),
            "95 95–95 100.0 A COMPLETE",
            "reputation 5/10 dnsbl-listed 5"),
        // 3 + 1 = 4
        example(
            "each operator costs once, by the heaviest of its listings",
            Scans.everything()
                .with(DNSBL_LISTED, Severity.MEDIUM, "25.0.2.1")
                .with(DNSBL_LISTED, Severity.LOW, "25.0.2.2")
                .listed("SpamCop", Severity.MEDIUM)
                .listed("SpamCop", Severity.MEDIUM)
                .listed("SpamCop", Severity.LOW)
                .listed("UCEPROTECT", Severity.LOW)
                .listed("UCEPROTECT", Severity.INFO),
            "96 96–96 100.0 A COMPLETE",
            "reputation 6/10 dnsbl-listed 4"),
        // 5 + 3 + 3 = 11, cut to 10
        example(
            "many operators take the whole section and no more",
            Scans.everything()
                .with(DNSBL_LISTED)
                .listed("Spamhaus", Severity.HIGH)
                .listed("SpamCop", Severity.MEDIUM)
                .listed("PSBL", Severity.MEDIUM),
            "90 90–90 100.0 A COMPLETE",
            "reputation 0/10 dnsbl-listed 10"),
        example(
            "policy and neighbourhood cost nothing",
            Scans.everything()
                .with(DNSBL_LISTED, Severity.INFO, "25.0.2.1")
                .listed("Spamhaus", Severity.INFO),
            "100 100–100 100.0 A COMPLETE",
            "reputation 10/10"),
        // 10 · 75 % = 7.5 for the domain, 2.5 is left of 5; 90 / 100
        example(
            "a listed domain costs by its severity",
            Scans.everything().with(DOMAIN_LISTED, DNSBL_LISTED).listed("Spamhaus", Severity.HIGH),
            "90 90–90 100.0 A COMPLETE",
            "reputation 0/10 domain-listed 7.5, dnsbl-listed 2.5"),
        // 10 · ⅓ = 3.3333; 93.3333 / 93.3333, and 93.3333 / 100
        example(
            "answers that do not count are not seen",
            Scans.everything().seen(ScorePartId.REPUTATION, Seen.of(4, 12)),
            "100 93–100 93.3 A PARTIAL",
            "reputation 3.3333/3.3333"));
  }

  private static List<Example> severities() {
    return List.of(
        // 20 · 100 % = 20; (67 − 20) / 67 = 70.15
        example(
            "critical takes the whole section",
            Scans.dnsSide().with(SPF_PASS_ALL),
            "70 70–70 100.0 B COMPLETE",
            "spf 0/20 spf-pass-all 20"),
        // 20 · 75 % = 15; 52 / 67 = 77.61
        example(
            "high takes three quarters",
            Scans.dnsSide().with(SPF_TOO_MANY_LOOKUPS),
            "78 78–78 100.0 B COMPLETE",
            "spf 5/20 spf-too-many-lookups 15"),
        // 20 · 40 % = 8; 59 / 67 = 88.06
        example(
            "medium takes two fifths",
            Scans.dnsSide().with(DKIM_KEY_SHORT),
            "88 88–88 100.0 A COMPLETE",
            "dkim 12/20 dkim-key-short 8"),
        // 25 · 10 % = 2.5; 64.5 / 67 = 96.27
        example(
            "low takes a tenth",
            Scans.dnsSide().with(DMARC_NO_RUA),
            "96 96–96 100.0 A COMPLETE",
            "dmarc 22.5/25 dmarc-no-rua 2.5"),
        // 25 · 75 % = 18.75, half up 18.8; 67 − 18.8 = 48.2; 48.2 / 67 = 71.94
        example(
            "a deduction is rounded half up to a tenth",
            Scans.dnsSide().with(DMARC_SYNTAX_ERROR),
            "72 72–72 100.0 B COMPLETE",
            "dmarc 6.2/25 dmarc-syntax-error 18.8"),
        // the severity of the finding, not of the type: 20 · 10 % = 2; 65 / 67 = 97.01
        example(
            "the severity in the finding counts",
            Scans.dnsSide().with(SPF_NEUTRAL_ALL, Severity.LOW, "example.com"),
            "97 97–97 100.0 A COMPLETE",
            "spf 18/20 spf-neutral-all 2"),
        // one deduction of 8, not three; the worst is medium, and b comes before c
        example(
            "a type is charged once, at its worst subject",
            Scans.dnsSide()
                .with(DKIM_KEY_SHORT, Severity.LOW, "a._domainkey.example.com")
                .with(DKIM_KEY_SHORT, Severity.MEDIUM, "c._domainkey.example.com")
                .with(DKIM_KEY_SHORT, Severity.MEDIUM, "b._domainkey.example.com"),
            "88 88–88 100.0 A COMPLETE",
            "dkim 12/20 dkim-key-short 8 b._domainkey.example.com"),
        // 8 + 2 + 2 = 12 in the order of amount, then id; 55 / 67 = 82.09
        example(
            "several types add up, dearest first, then by id",
            Scans.dnsSide().with(SPF_TYPE_99, SPF_DUPLICATE_TERM, SPF_WIDE_RANGE),
            "82 82–82 100.0 A COMPLETE",
            "spf 8/20 spf-wide-range 8, spf-duplicate-term 2, spf-type-99 2"));
  }

  private static List<Example> specialShares() {
    return List.of(
        // high, but 100 %: 47 / 67 = 70.15
        example(
            "no SPF takes the whole section",
            Scans.dnsSide().with(SPF_MISSING),
            "70 70–70 100.0 B COMPLETE",
            "spf 0/20 spf-missing 20"),
        // 47 / 67
        example(
            "proved absence of DKIM takes the whole section",
            Scans.dnsSide().noUsableDkimKey().with(DKIM_ABSENT),
            "70 70–70 100.0 B COMPLETE",
            "dkim 0/20 dkim-absent 20"),
        // a subdomain whose organizational domain signs
        example(
            "absence of DKIM that is only info costs nothing",
            Scans.dnsSide().noUsableDkimKey().with(DKIM_ABSENT, Severity.INFO, "example.com"),
            "100 100–100 100.0 A COMPLETE",
            "dkim 20/20"),
        // 42 / 67 = 62.69
        example(
            "no DMARC takes the whole section",
            Scans.dnsSide().noDmarcPolicy().with(DMARC_MISSING),
            "63 63–63 100.0 C COMPLETE",
            "dmarc 0/25 dmarc-missing 25"),
        // 42 / 67
        example(
            "a DMARC record that gives no policy takes the whole section",
            Scans.dnsSide().noDmarcPolicy().with(DMARC_SYNTAX_ERROR),
            "63 63–63 100.0 C COMPLETE",
            "dmarc 0/25 dmarc-syntax-error 25"),
        // 42 / 67
        example(
            "several DMARC records take the whole section",
            Scans.dnsSide().noDmarcPolicy().with(DMARC_MULTIPLE_RECORDS),
            "63 63–63 100.0 C COMPLETE",
            "dmarc 0/25 dmarc-multiple-records 25"),
        // medium, but 25 · 80 % = 20; 47 / 67
        example(
            "policy none takes four fifths",
            Scans.dnsSide().with(DMARC_POLICY_NONE),
            "70 70–70 100.0 B COMPLETE",
            "dmarc 5/25 dmarc-policy-none 20"),
        // low, but 25 · 20 % = 5; 62 / 67 = 92.54
        example(
            "DMARC in testing takes a fifth",
            Scans.dnsSide().with(DMARC_TESTING),
            "93 93–93 100.0 A COMPLETE",
            "dmarc 20/25 dmarc-testing 5"),
        // 20 · 40 % = 8, once; 59 / 67
        example(
            "unusable DKIM keys beside a usable one take two fifths, once for all",
            Scans.dnsSide()
                .with(DKIM_KEY_WEAK, DKIM_SHA1_ONLY, DKIM_KEY_COMPROMISED)
                .with(DKIM_KEY_INVALID, DKIM_DANGLING_CNAME),
            "88 88–88 100.0 A COMPLETE",
            "dkim 12/20 dkim-dangling-cname 8"),
        // 8 once and 8 for the other type: 51 / 67 = 76.12
        example(
            "another DKIM fault is charged beside the unusable keys",
            Scans.dnsSide().with(DKIM_KEY_WEAK, DKIM_SHA1_ONLY, DKIM_KEY_SHORT),
            "76 76–76 100.0 B COMPLETE",
            "dkim 4/20 dkim-key-short 8, dkim-key-weak 8"),
        // 20 · 75 % = 15, then 20 · 75 % cut to 5; 47 / 67
        example(
            "unusable DKIM keys without a usable one cost what their severity says",
            Scans.dnsSide().noUsableDkimKey().with(DKIM_KEY_INVALID, DKIM_SHA1_ONLY),
            "70 70–70 100.0 B COMPLETE",
            "dkim 0/20 dkim-key-invalid 15, dkim-sha1-only 5"));
  }

  private static List<Example> covered() {
    return List.of(
        // 15, not 15 + 20; 52 / 67 = 77.61
        example(
            "an SPF syntax error covers the other SPF types, even dearer ones",
            Scans.dnsSide().with(SPF_SYNTAX_ERROR, SPF_PASS_ALL, SPF_PTR_MECHANISM),
            "78 78–78 100.0 B COMPLETE",
            "spf 5/20 spf-syntax-error 15"),
        // 15 once
        example(
            "of types that cover each other the first charged covers the rest",
            Scans.dnsSide().with(SPF_SYNTAX_ERROR, SPF_MULTIPLE_RECORDS),
            "78 78–78 100.0 B COMPLETE",
            "spf 5/20 spf-multiple-records 15"),
        // 15 for the first, 2 for what is no permerror: 50 / 67 = 74.63
        example(
            "of the SPF permanent errors one is charged",
            Scans.dnsSide()
                .with(SPF_TOO_MANY_LOOKUPS, SPF_TOO_MANY_VOID_LOOKUPS, SPF_INCLUDE_LOOP)
                .with(SPF_INCLUDE_MISSING, SPF_REDIRECT_MISSING, SPF_MX_LIMIT)
                .with(SPF_PTR_MECHANISM),
            "75 75–75 100.0 B COMPLETE",
            "spf 3/20 spf-include-loop 15, spf-ptr-mechanism 2"),
        // 25 · 80 % = 20 once; 47 / 67
        example(
            "a missing policy covers policy none",
            Scans.dnsSide().with(DMARC_POLICY_MISSING, DMARC_POLICY_NONE),
            "70 70–70 100.0 B COMPLETE",
            "dmarc 5/25 dmarc-policy-missing 20"),
        // 18.8 alone; 48.2 / 67 = 71.94
        example(
            "a DMARC syntax error covers the other DMARC types",
            Scans.dnsSide().with(DMARC_SYNTAX_ERROR, DMARC_POLICY_NONE, DMARC_NO_RUA),
            "72 72–72 100.0 B COMPLETE",
            "dmarc 6.2/25 dmarc-syntax-error 18.8"),
        // nothing crosses sections: 20 + 2 = 22; 45 / 67 = 67.16
        example(
            "a type covers nothing in another section",
            Scans.dnsSide().with(SPF_MISSING, DKIM_WILDCARD),
            "67 67–67 100.0 C COMPLETE",
            "spf 0/20 spf-missing 20",
            "dkim 18/20 dkim-wildcard 2"));
  }

  private static List<Example> coveredTls() {
    String relay = "mx.example.com[192.0.2.1]:25";
    String submission = "mx.example.com[192.0.2.1]:465";
    return List.of(
        // smtp 15 · 40 % = 6; 94 / 100
        example(
            "self-signed covers untrusted and an incomplete chain",
            Scans.everything()
                .with(TLS_CERT_SELF_SIGNED, TLS_CERT_UNTRUSTED, TLS_CERT_CHAIN_INCOMPLETE),
            "94 94–94 100.0 A COMPLETE",
            "smtp 9/15 tls-cert-self-signed 6"),
        example(
            "untrusted covers an incomplete chain",
            Scans.everything().with(TLS_CERT_UNTRUSTED, TLS_CERT_CHAIN_INCOMPLETE),
            "94 94–94 100.0 A COMPLETE",
            "smtp 9/15 tls-cert-untrusted 6"),
        // 15 · 75 % = 11.25, half up 11.3; 88.7
        example(
            "no modern protocol covers an obsolete one",
            Scans.everything().with(TLS_PROTOCOL_OBSOLETE, TLS_NO_MODERN_PROTOCOL),
            "89 89–89 100.0 A COMPLETE",
            "smtp 3.7/15 tls-no-modern-protocol 11.3"),
        example(
            "an insecure suite covers a weak one",
            Scans.everything().with(TLS_CIPHER_WEAK, TLS_CIPHER_INSECURE),
            "89 89–89 100.0 A COMPLETE",
            "smtp 3.7/15 tls-cipher-insecure 11.3"),
        example(
            "no STARTTLS covers TLS on its port, of other servers too",
            Scans.everything()
                .with(SMTP_NO_STARTTLS, Severity.HIGH, "mx2.example.com[192.0.2.2]:25")
                .with(TLS_CERT_EXPIRED, Severity.MEDIUM, relay)
                .with(TLS_CERT_NAME_MISMATCH, Severity.LOW, relay),
            "89 89–89 100.0 A COMPLETE",
            "smtp 3.7/15 smtp-no-starttls 11.3"),
        // 11.3 + 15 · 10 % = 1.5: 12.8; 87.2
        example(
            "no STARTTLS leaves TLS on other ports alone",
            Scans.everything()
                .with(SMTP_NO_STARTTLS, Severity.HIGH, "mx2.example.com[192.0.2.2]:25")
                .with(TLS_CERT_NAME_MISMATCH, Severity.MEDIUM, relay)
                .with(TLS_CERT_NAME_MISMATCH, Severity.LOW, submission),
            "87 87–87 100.0 A COMPLETE",
            "smtp 2.2/15 smtp-no-starttls 11.3, tls-cert-name-mismatch 1.5"));
  }

  private static List<Example> cutting() {
    return List.of(
        // 20 · 40 % three times is 24, of 20: 8 + 8 + 4; 47 / 67
        example(
            "the last deduction is cut",
            Scans.dnsSide().with(SPF_NEUTRAL_ALL, SPF_WIDE_RANGE, SPF_NO_MAIL_NOT_STRICT),
            "70 70–70 100.0 B COMPLETE",
            "spf 0/20 spf-neutral-all 8, spf-no-mail-not-strict 8, spf-wide-range 4"),
        // 20 of 20, so nothing is left for the others; 47 / 67
        example(
            "what comes behind an empty section is not listed",
            Scans.dnsSide().with(SPF_PASS_ALL, SPF_PTR_MECHANISM),
            "70 70–70 100.0 B COMPLETE",
            "spf 0/20 spf-pass-all 20"),
        // 10 · 75 % = 7.5, cut to the 2 that have a check; 65 / 67 = 97.01
        example(
            "a deduction is a share of the section's maximum, cut to what was seen of it",
            Scans.dnsSide().with(MX_TARGET_UNRESOLVABLE),
            "97 97–97 100.0 A COMPLETE",
            "additional 0/2 mx-target-unresolvable 2"),
        // 7.5 of 10; 92.5 / 100, half up
        example(
            "the same with every part",
            Scans.everything().with(MX_TARGET_UNRESOLVABLE),
            "93 93–93 100.0 A COMPLETE",
            "additional 2.5/10 mx-target-unresolvable 7.5"),
        // 10 · 10 % = 1; 66 / 67 = 98.51
        example(
            "an implicit MX costs one point",
            Scans.dnsSide().with(MX_IMPLICIT),
            "99 99–99 100.0 A COMPLETE",
            "additional 1/2 mx-implicit 1"),
        // nothing left anywhere: 0 / 67
        example(
            "everything wrong",
            Scans.dnsSide()
                .noUsableDkimKey()
                .noDmarcPolicy()
                .with(SPF_MISSING, DKIM_ABSENT, DMARC_MISSING, MX_NONE),
            "0 0–0 100.0 F COMPLETE",
            "additional 0/2 mx-none 2"));
  }
}
