package dev.mxray.check.caa;

import static dev.mxray.finding.FindingType.CAA_MISSING;

import dev.mxray.check.FindingCase;
import java.util.List;

/** The findings about CAA records, each with zones of which it is true. */
public final class CaaFindingCases {
  private static final String MAIL =
      """
      $ORIGIN example.com.
      @  MX 10 mx
      @  TXT "v=spf1 mx -all"
      mx A 25.0.2.1
      """;

  private CaaFindingCases() {}

  public static List<FindingCase> all() {
    return List.of(
        FindingCase.of(
            CAA_MISSING,
            MAIL + "www CAA 0 issue \"ca.example\"\n",
            MAIL + "@ CAA 0 issue \"ca.example\"\n",
            MAIL + "!servfail mx.example.com CAA\n"),
        FindingCase.of(
            CAA_MISSING,
            MAIL,
            MAIL + "mx CAA 0 issuewild \";\"\n",
            MAIL + "!timeout example.com CAA\n"));
  }
}
