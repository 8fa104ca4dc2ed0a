package dev.mxray.check.dmarc;

import dev.mxray.check.FindingCase;
import dev.mxray.finding.FindingType;
import java.util.List;

/**
 * For every finding type of the section: a zone that has it, one that has not, one that hides it.
 */
public final class DmarcFindingCases {
  private static final String DOMAIN =
      """
      $ORIGIN example.com.
      @     MX  10 mx1
      @     MX  20 mx2
      mx1   A   192.0.2.1
      mx2   A   192.0.2.2
      @     TXT "v=spf1 mx -all"
      news  MX  10 mx1
      news  TXT "v=spf1 mx -all"
      """;

  private static final String GOOD = record("v=DMARC1; p=reject; rua=mailto:d@example.com");

  private static final String UNSEEN = GOOD + "!timeout _dmarc.example.com TXT\n";

  private DmarcFindingCases() {}

  private static String record(String text) {
    return DOMAIN + "_dmarc TXT \"" + text.replace(";", "\\;") + "\"\n";
  }

  private static FindingCase tag(FindingType type, String text) {
    return FindingCase.of(type, record(text), GOOD, UNSEEN);
  }

  /** Every finding type of the section, once. */
  public static List<FindingCase> all() {
    return List.of(
        FindingCase.of(FindingType.DMARC_MISSING, DOMAIN, GOOD, UNSEEN),
        inherited(),
        FindingCase.of(
            FindingType.DMARC_MULTIPLE_RECORDS,
            GOOD + "_dmarc TXT \"v=DMARC1\\; p=none\"\n",
            GOOD + "_dmarc TXT \"not a DMARC record\"\n",
            UNSEEN),
        tag(FindingType.DMARC_SYNTAX_ERROR, "v=DMARC1; p=rejct; rua=mailto:d@example.com"),
        tag(FindingType.DMARC_BAD_VALUE, "v=DMARC1; p=reject; adkim=x; rua=mailto:d@example.com"),
        FindingCase.of(
            FindingType.DMARC_WRONG_LOCATION,
            DOMAIN + "@ TXT \"v=DMARC1\\; p=reject\"\n",
            GOOD,
            DOMAIN + "@ TXT \"v=DMARC1\\; p=reject\"\n!servfail example.com TXT\n"),
        tag(FindingType.DMARC_POLICY_NONE, "v=DMARC1; p=none; rua=mailto:d@example.com"),
        tag(FindingType.DMARC_POLICY_MISSING, "v=DMARC1; rua=mailto:d@example.com"),
        tag(
            FindingType.DMARC_POLICY_QUARANTINE,
            "v=DMARC1; p=quarantine; rua=mailto:d@example.com"),
        tag(
            FindingType.DMARC_SUBDOMAIN_WEAKER,
            "v=DMARC1; p=reject; sp=none; rua=mailto:d@example.com"),
        tag(FindingType.DMARC_PCT_PARTIAL, "v=DMARC1; p=reject; pct=50; rua=mailto:d@example.com"),
        tag(FindingType.DMARC_TESTING, "v=DMARC1; p=reject; t=y; rua=mailto:d@example.com"),
        tag(
            FindingType.DMARC_OBSOLETE_TAG,
            "v=DMARC1; p=reject; ri=3600; rua=mailto:d@example.com"),
        tag(FindingType.DMARC_UNKNOWN_TAG, "v=DMARC1; p=reject; x=y; rua=mailto:d@example.com"),
        tag(FindingType.DMARC_NO_RUA, "v=DMARC1; p=reject"),
        tag(FindingType.DMARC_RUA_INVALID, "v=DMARC1; p=reject; rua=d@example.com"),
        unauthorized(),
        undeliverable());
  }

  private static FindingCase inherited() {
    return new FindingCase(
        FindingType.DMARC_INHERITED,
        "news.example.com",
        "news.example.com",
        GOOD,
        GOOD + "_dmarc.news TXT \"v=DMARC1\\; p=reject\\; rua=mailto:d@example.com\"\n",
        UNSEEN);
  }

  private static FindingCase unauthorized() {
    String external =
        record("v=DMARC1; p=reject; rua=mailto:d@reports.test")
            + "reports.test. MX 10 mx.reports.test.\nmx.reports.test. A 192.0.2.9\n";
    String authorization = "example.com._report._dmarc.reports.test. TXT \"v=DMARC1\\;\"\n";
    return FindingCase.of(
        FindingType.DMARC_RUA_UNAUTHORIZED,
        external,
        external + authorization,
        external + "!timeout example.com._report._dmarc.reports.test TXT\n");
  }

  private static FindingCase undeliverable() {
    String external =
        record("v=DMARC1; p=reject; rua=mailto:d@reports.test")
            + "example.com._report._dmarc.reports.test. TXT \"v=DMARC1\\;\"\n";
    return FindingCase.of(
        FindingType.DMARC_RUA_UNDELIVERABLE,
        external + "reports.test. MX 0 .\n",
        external + "reports.test. MX 10 mx.reports.test.\nmx.reports.test. A 192.0.2.9\n",
        external + "!servfail reports.test MX\n");
  }
}
