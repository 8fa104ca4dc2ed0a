package dev.mxray.check;

import static dev.mxray.finding.FindingType.*;

import java.util.List;

/** The finding types of MTA-STS, TLS-RPT and BIMI that need only a zone to be true. */
final class PolicyFindingCases {
  private static final String ZONE =
      """
      $ORIGIN example.com.
      @ MX 10 mx
      @ A 25.0.2.80
      @ TXT "v=spf1 mx -all"
      mx A 25.0.2.1
      _dmarc TXT "v=DMARC1; p=reject; rua=mailto:a@example.com"
      """;
  private static final String STS = "_mta-sts TXT \"v=STSv1; id=1\"\n";
  private static final String RPT = "_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:a@example.com\"\n";
  private static final String BIMI = "default._bimi TXT \"v=BIMI1; l=; a=\"\n";

  private PolicyFindingCases() {}

  static List<FindingCase> all() {
    return List.of(
        FindingCase.of(MTA_STS_MISSING, ZONE, ZONE + STS, unseen("_mta-sts")),
        FindingCase.of(
            MTA_STS_MULTIPLE_RECORDS,
            ZONE + STS + STS.replace("id=1", "id=2"),
            ZONE + STS + STS.replace("STSv1", "STSv2"),
            unseen("_mta-sts")),
        FindingCase.of(
            MTA_STS_SYNTAX_ERROR,
            ZONE + STS.replace("id=1", "id=1-1"),
            ZONE + STS,
            unseen("_mta-sts")),
        FindingCase.of(
            MTA_STS_POLICY_UNREACHABLE,
            ZONE + STS,
            ZONE,
            ZONE + STS + "!timeout mta-sts.example.com A\n!timeout mta-sts.example.com AAAA\n"),
        FindingCase.of(TLS_RPT_MISSING, ZONE, ZONE + RPT, unseen("_smtp._tls")),
        FindingCase.of(
            TLS_RPT_MULTIPLE_RECORDS,
            ZONE + RPT + RPT.replace("a@", "b@"),
            ZONE + RPT + "_smtp._tls TXT \"note\"\n",
            unseen("_smtp._tls")),
        FindingCase.of(
            TLS_RPT_SYNTAX_ERROR,
            ZONE + RPT.replace("mailto:", ""),
            ZONE + RPT,
            unseen("_smtp._tls")),
        FindingCase.of(BIMI_MISSING, ZONE, ZONE + BIMI, unseen("default._bimi")),
        FindingCase.of(
            BIMI_SYNTAX_ERROR,
            ZONE + BIMI.replace("l=;", "l=logo.svg;"),
            ZONE + BIMI,
            unseen("default._bimi")));
  }

  private static String unseen(String name) {
    return ZONE + "!servfail " + name + ".example.com TXT\n";
  }
}
