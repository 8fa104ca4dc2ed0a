package dev.mxray.check.dnssec;

import static dev.mxray.finding.FindingType.DNSSEC_BOGUS;
import static dev.mxray.finding.FindingType.DNSSEC_MX_UNSIGNED;
import static dev.mxray.finding.FindingType.DNSSEC_SIGNATURE_EXPIRING;
import static dev.mxray.finding.FindingType.DNSSEC_UNSIGNED;
import static dev.mxray.finding.FindingType.DNSSEC_WEAK_ALGORITHM;

import dev.mxray.check.FindingCase;
import java.util.List;

/** The findings about chains of trust, each with zones of which it is true. */
public final class DnssecFindingCases {
  private static final String MAIL =
      """
      $ORIGIN example.com.
      @  MX 10 mx
      @  TXT "v=spf1 mx -all"
      mx A 25.0.2.1
      """;

  private static final String ELSEWHERE =
      """
      $ORIGIN example.com.
      @  MX 10 mx.example.net.
      @  TXT "v=spf1 mx -all"
      mx.example.net. A 25.0.2.1
      """;

  private static final String SIGNED = MAIL + "!signed example.com\n";
  private static final String UNSEEN = SIGNED + "!servfail example.com DNSKEY\n";

  private DnssecFindingCases() {}

  public static List<FindingCase> all() {
    return List.of(
        FindingCase.of(DNSSEC_UNSIGNED, MAIL, SIGNED, UNSEEN),
        FindingCase.of(DNSSEC_UNSIGNED, MAIL + "!unanchored example.com\n", SIGNED, UNSEEN),
        FindingCase.of(DNSSEC_BOGUS, MAIL + "!bogus example.com\n", SIGNED, UNSEEN),
        FindingCase.of(DNSSEC_BOGUS, MAIL + "!expired example.com\n", MAIL, UNSEEN),
        FindingCase.of(
                DNSSEC_BOGUS,
                ELSEWHERE + "!signed example.com\n!bogus example.net\n",
                ELSEWHERE + "!signed example.com\n!signed example.net\n",
                ELSEWHERE + "!signed example.com\n!signed example.net\n!timeout example.net DS\n")
            .about("mx.example.net"),
        FindingCase.of(
                DNSSEC_MX_UNSIGNED,
                ELSEWHERE + "!signed example.com\n",
                ELSEWHERE,
                ELSEWHERE + "!signed example.com\n!servfail net DS\n")
            .about("mx.example.net"),
        FindingCase.of(DNSSEC_WEAK_ALGORITHM, MAIL + "!weak example.com\n", SIGNED, UNSEEN),
        FindingCase.of(
            DNSSEC_SIGNATURE_EXPIRING,
            MAIL + "!expiring example.com\n",
            SIGNED,
            MAIL + "!expiring example.com\n!servfail example.com DNSKEY\n"));
  }
}
