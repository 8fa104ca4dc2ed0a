package dev.mxray.check.ptr;

import dev.mxray.check.FindingCase;
import dev.mxray.finding.FindingType;
import java.util.List;

/** Zones for every finding about reverse DNS. */
public final class PtrFindingCases {
  private static final String REST =
      """
      example.com.        TXT "v=spf1 mx -all"
      example.com.        MX  10 mx.example.com.
      mx.example.com.     A   25.0.2.1
      _dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
      2.0.25.in-addr.arpa. SOA ns.example.net. hostmaster.example.net. 1 2 3 4 5
      """;

  private static final String GOOD = REST + "1.2.0.25.in-addr.arpa. PTR mx.example.com.\n";

  private static final String MISMATCH =
      REST
          + """
            1.2.0.25.in-addr.arpa. PTR old.example.net.
            old.example.net. A 25.0.2.9
            """;

  private static final String GENERIC =
      REST
          + """
            1.2.0.25.in-addr.arpa. PTR 25-0-2-1.dynamic.example.net.
            25-0-2-1.dynamic.example.net. A 25.0.2.1
            """;

  private static final String PTR_FAILS = "!servfail 1.2.0.25.in-addr.arpa PTR\n";

  private PtrFindingCases() {}

  public static List<FindingCase> all() {
    return List.of(
        FindingCase.of(FindingType.PTR_MISSING, REST, GOOD, REST + PTR_FAILS).about("25.0.2.1"),
        FindingCase.of(
                FindingType.PTR_MISMATCH, MISMATCH, GOOD, MISMATCH + "!timeout old.example.net A\n")
            .about("25.0.2.1"),
        FindingCase.of(FindingType.PTR_GENERIC, GENERIC, GOOD, GENERIC + PTR_FAILS)
            .about("25.0.2.1"));
  }
}
