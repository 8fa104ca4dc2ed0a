package dev.mxray.score;

import static dev.mxray.finding.FindingType.*;
import static dev.mxray.score.ScoringExamples.example;

import dev.mxray.score.ScoringExamples.Example;
import java.util.List;

/** Scores of scans that did not see all, and of domains to which not all applies. */
final class CoverageExamples {
  private CoverageExamples() {}

  static List<Example> unknown() {
    return List.of(
        // P = S = 47, M = 67: 100; 47 / 67 = 70.15; (47 + 20) / 67 = 100
        example(
            "no DKIM selector found leaves the section unknown",
            Scans.dnsSide().noUsableDkimKey().with(DKIM_NOT_FOUND),
            "100 70–100 70.1 A PARTIAL",
            "dkim 0/0 UNKNOWN"),
        // S = 42, P = 42 − 8 = 34: 34 / 42 = 80.95; 34 / 67 = 50.75; (34 + 25) / 67 = 88.06
        example(
            "a section that was not seen widens the range",
            Scans.dnsSide().seen(ScorePartId.DMARC, Seen.nothing()).with(SPF_WIDE_RANGE),
            "81 51–88 62.7 A PARTIAL",
            "spf 12/20 spf-wide-range 8",
            "dmarc 0/0 UNKNOWN"),
        // S = 40 + 2 · ½ = 41 of 42 with DMARC away; M = 67: 41 / 67 = 61.19; coverage of 67
        example(
            "half of the exchanges seen count half",
            Scans.dnsSide()
                .seen(ScorePartId.DMARC, Seen.nothing())
                .seen(ScorePartId.MX, Seen.of(1, 2)),
            "100 61–100 61.2 A PARTIAL",
            "additional 1/1"),
        // smtp 15 · 2/3 = 10; S = M − 5 = 95
        example(
            "a share in thirds stays exact where it can",
            Scans.everything().seen(ScorePartId.SMTP, Seen.of(2, 3)),
            "100 95–100 95.0 A PARTIAL",
            "smtp 10/10"),
        // mx 2 · 2/3 = 1.3333; the high finding takes it all; S = 99.3333, P = 98
        example(
            "a share that is no decimal is rounded to four",
            Scans.everything()
                .seen(ScorePartId.MX, Seen.of(2, 3))
                .seen(ScorePartId.MTA_STS, Seen.nothing())
                .seen(ScorePartId.DANE, Seen.nothing())
                .seen(ScorePartId.DNSSEC, Seen.nothing())
                .seen(ScorePartId.TLS_RPT, Seen.nothing())
                .seen(ScorePartId.CAA_BIMI, Seen.nothing())
                .with(MX_TARGET_UNRESOLVABLE),
            // S = 91.3333, P = 90: 98.54; 90; (90 + 8.6667) = 98.67; 91.3
            "99 90–99 91.3 A PARTIAL",
            "additional 0/1.3333 mx-target-unresolvable 1.3333"),
        // S = 99.99, rounded 100.0 would say that all was seen
        example(
            "coverage says 100 only when all was seen",
            Scans.everything().seen(ScorePartId.REPUTATION, Seen.of(999, 1000)),
            "100 100–100 99.9 A PARTIAL"),
        // S = 20 + 2 = 22 of 67 = 32.84 %
        example(
            "less than half seen gives no score",
            Scans.dnsSide()
                .seen(ScorePartId.DKIM, Seen.nothing())
                .seen(ScorePartId.DMARC, Seen.nothing())
                .with(SPF_WIDE_RANGE),
            "null null–null 32.8 null FAILED",
            "spf 12/20 spf-wide-range 8"),
        // 50 of 100
        example(
            "half seen is just enough",
            Scans.everything()
                .seen(ScorePartId.DMARC, Seen.nothing())
                .seen(ScorePartId.SMTP, Seen.nothing())
                .seen(ScorePartId.REPUTATION, Seen.nothing()),
            "100 50–100 50.0 A PARTIAL"),
        example(
            "nothing seen gives no score",
            Scans.dnsSide()
                .seen(ScorePartId.SPF, Seen.nothing())
                .seen(ScorePartId.DKIM, Seen.nothing())
                .seen(ScorePartId.DMARC, Seen.nothing())
                .seen(ScorePartId.MX, Seen.nothing()),
            "null null–null 0.0 null FAILED",
            "spf 0/0 UNKNOWN"),
        example(
            "a domain that does not exist has no score",
            Scans.dnsSide().nonexistent().with(DOMAIN_NOT_FOUND),
            "null null–null 0.0 null FAILED",
            "spf 0/0 UNKNOWN",
            "additional 0/0 UNKNOWN"),
        // S = 42 of 67 = 62.69 %, but nothing else was asked
        example(
            "what an option switched off widens the range and leaves the outcome complete",
            Scans.dnsSide().seen(ScorePartId.DMARC, Seen.notAsked()),
            "100 63–100 62.7 A COMPLETE",
            "dmarc 0/0 UNKNOWN"),
        // S = 20 of 67 = 29.85 %, all that was asked
        example(
            "one check alone is complete",
            Scans.dnsSide()
                .seen(ScorePartId.DKIM, Seen.notAsked())
                .seen(ScorePartId.DMARC, Seen.notAsked())
                .seen(ScorePartId.MX, Seen.notAsked()),
            "100 30–100 29.9 A COMPLETE"),
        // asked: 20 + 20 + 2 = 42, seen 22 = 52.38 % of it; 22 / 67 = 32.84 %
        example(
            "one part switched off and another not seen is partial",
            Scans.dnsSide()
                .seen(ScorePartId.DMARC, Seen.notAsked())
                .seen(ScorePartId.DKIM, Seen.nothing()),
            "100 33–100 32.8 A PARTIAL"),
        // asked: 20 + 2 = 22, seen 2 = 9 %
        example(
            "less than half seen of what was asked gives no score",
            Scans.dnsSide()
                .seen(ScorePartId.DMARC, Seen.notAsked())
                .seen(ScorePartId.DKIM, Seen.notAsked())
                .seen(ScorePartId.SPF, Seen.nothing()),
            "null null–null 3.0 null FAILED"));
  }

  static List<Example> noMail() {
    return List.of(
        // spf 20 + dmarc 25 + mx 2 = 47 of 47
        example(
            "a parked domain that does everything right",
            Scans.dnsSide().noMail().noUsableDkimKey().with(MX_NULL),
            "100 100–100 100.0 A COMPLETE",
            "spf 20/20",
            "dkim 0/0 NOT_APPLICABLE",
            "dmarc 25/25",
            "smtp 0/0 NOT_APPLICABLE",
            "reputation 0/0 NOT_APPLICABLE",
            "additional 2/2"),
        // additional: mx 2 + dnssec 2; the rest of it does not apply
        example(
            "a parked domain with every part",
            Scans.everything().noMail().noUsableDkimKey().with(MX_NULL),
            "100 100–100 100.0 A COMPLETE",
            "smtp 0/0 NOT_APPLICABLE",
            "reputation 0/0 NOT_APPLICABLE",
            "additional 4/4"),
        // what does not apply costs nothing
        example(
            "DKIM findings without a usable key cost a parked domain nothing",
            Scans.dnsSide().noMail().noUsableDkimKey().with(DKIM_KEY_WEAK),
            "100 100–100 100.0 A COMPLETE",
            "dkim 0/0 NOT_APPLICABLE"),
        // with a usable key dkim counts: 67 − 8 = 59; 59 / 67
        example(
            "DKIM of a parked domain counts when it has a usable key",
            Scans.dnsSide().noMail().with(DKIM_KEY_SHORT),
            "88 88–88 100.0 A COMPLETE",
            "dkim 12/20 dkim-key-short 8"),
        // 47 − 8 = 39; 39 / 47 = 82.98
        example(
            "SPF of a parked domain counts",
            Scans.dnsSide().noMail().noUsableDkimKey().with(SPF_NO_MAIL_NOT_STRICT),
            "83 83–83 100.0 A COMPLETE",
            "spf 12/20 spf-no-mail-not-strict 8"));
  }
}
