package dev.mxray.check.dkim;

import static dev.mxray.check.dkim.TestKeys.F4;
import static dev.mxray.check.dkim.TestKeys.txt;

import dev.mxray.check.FindingCase;
import dev.mxray.finding.FindingType;
import java.util.List;

/** What every dkim finding has to show. */
public final class DkimFindingCases {
  private static final String MAIL =
      """
      $ORIGIN example.com.
      @     MX  10 mx
      @     TXT "v=spf1 mx -all"
      _dmarc TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"
      mx    A   192.0.2.1
      mx    AAAA 2001:db8::1
      """;

  private static final String GOOD = "v=DKIM1; k=rsa; p=" + TestKeys.RSA_2048;
  private static final String GOOD_TOO = "v=DKIM1; k=rsa; p=" + TestKeys.RSA_2048_OTHER;
  private static final String BOTH = at("s1", GOOD) + at("s2", GOOD_TOO);
  private static final String SERVFAIL_S1 = "!servfail s1._domainkey.example.com TXT\n";

  private DkimFindingCases() {}

  /** One case for every type of the section. */
  public static List<FindingCase> all() {
    return List.of(
        domain(FindingType.DKIM_ABSENT, "", BOTH, "!servfail _domainkey.example.com TXT\n"),
        domain(
            FindingType.DKIM_NOT_FOUND,
            at("unguessable", GOOD),
            BOTH,
            at("unguessable", GOOD) + SERVFAIL_S1),
        domain(
            FindingType.DKIM_WILDCARD,
            at("*", GOOD),
            at("*", "v=DKIM1; p="),
            at("*", GOOD) + "!servfail *._domainkey.example.com TXT\n"),
        key(FindingType.DKIM_KEY_WEAK, "v=DKIM1; p=" + TestKeys.RSA_512),
        key(FindingType.DKIM_KEY_SHORT, "v=DKIM1; p=" + TestKeys.RSA_1024),
        key(FindingType.DKIM_KEY_INVALID, "v=DKIM1; k=rsa; p=aGVsbG8gd29ybGQ="),
        key(FindingType.DKIM_KEY_COMPROMISED, "p=" + TestKeys.rsa(TestKeys.roca(), F4)),
        key(FindingType.DKIM_KEY_REVOKED, "v=DKIM1; p="),
        key(FindingType.DKIM_KEY_TESTING, "v=DKIM1; t=y; p=" + TestKeys.RSA_2048),
        key(FindingType.DKIM_SHA1_ONLY, "v=DKIM1; h=sha1; p=" + TestKeys.RSA_2048),
        key(FindingType.DKIM_SERVICE_MISMATCH, "v=DKIM1; s=tlsrpt; p=" + TestKeys.RSA_2048),
        selector(FindingType.DKIM_MULTIPLE_RECORDS, at("s1", GOOD) + at("s1", GOOD_TOO)),
        key(FindingType.DKIM_SYNTAX_ERROR, "v=DKIM1; k=rsa p=" + TestKeys.RSA_2048),
        selector(FindingType.DKIM_DANGLING_CNAME, "s1._domainkey CNAME gone.example.net.\n"),
        domain(
            FindingType.DKIM_SINGLE_SELECTOR,
            at("s1", GOOD),
            BOTH,
            at("s1", GOOD) + "!servfail s2._domainkey.example.com TXT\n"),
        domain(
            FindingType.DKIM_KEY_REUSED,
            at("s1", GOOD) + at("s2", GOOD),
            BOTH,
            at("s1", GOOD) + "!servfail s2._domainkey.example.com TXT\n"),
        domain(
            FindingType.DKIM_ED25519_ONLY,
            at("s1", "v=DKIM1; k=ed25519; p=" + TestKeys.ED25519),
            at("s1", "v=DKIM1; k=ed25519; p=" + TestKeys.ED25519) + at("s2", GOOD),
            at("s1", "v=DKIM1; k=ed25519; p=" + TestKeys.ED25519)
                + "!servfail s2._domainkey.example.com TXT\n"));
  }

  private static String at(String selector, String record) {
    return selector + "._domainkey " + txt(record) + "\n";
  }

  private static FindingCase domain(
      FindingType type, String reported, String silent, String unseen) {
    return FindingCase.of(type, MAIL + reported, MAIL + silent, MAIL + unseen);
  }

  private static FindingCase key(FindingType type, String record) {
    return selector(type, at("s1", record));
  }

  private static FindingCase selector(FindingType type, String reported) {
    return domain(type, reported, BOTH, reported + SERVFAIL_S1).about("s1._domainkey.example.com");
  }
}
