package dev.mxray.check.general;

import dev.mxray.check.FindingCase;
import dev.mxray.finding.FindingType;
import java.util.List;

/**
 * Zones for every finding of the section. For {@code check-inconclusive} itself the unseen zone is
 * one in which another question fails: there it is reported, about that.
 */
public final class GeneralFindingCases {
  private static final String GOOD =
      """
      example.com.        MX   10 mx.example.com.
      example.com.        TXT  "v=spf1 mx -all"
      _dmarc.example.com. TXT  "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
      mx.example.com.     A    25.0.2.1
      mx.example.com.     AAAA 2e00:25::1
      """;

  private static final String LARGE =
      GOOD
          + ("example.com. TXT \"" + "x".repeat(250) + "%d\"\n").repeat(5).formatted(1, 2, 3, 4, 5);

  private GeneralFindingCases() {}

  public static List<FindingCase> all() {
    return List.of(
        FindingCase.of(
            FindingType.DOMAIN_NOT_FOUND,
            "other.com. A 25.0.2.1\n",
            GOOD,
            "other.com. A 25.0.2.1\n!timeout example.com *\n"),
        FindingCase.of(
            FindingType.DNS_ANSWER_LARGE, LARGE, GOOD, LARGE + "!timeout example.com TXT\n"),
        FindingCase.of(
            FindingType.CHECK_INCONCLUSIVE,
            GOOD + "!servfail example.com MX\n",
            GOOD,
            GOOD + "!servfail example.com TXT\n"));
  }
}
