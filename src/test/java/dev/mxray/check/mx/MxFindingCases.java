package dev.mxray.check.mx;

import dev.mxray.check.FindingCase;
import dev.mxray.finding.FindingType;
import java.util.List;

/** Zones for every finding of the section. */
public final class MxFindingCases {
  /** What is not about mail routing, so that the rest of a report stays quiet. */
  private static final String REST =
      """
      example.com.        TXT "v=spf1 mx -all"
      _dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
      com.                NS  ns.registry.com.
      net.                NS  ns.registry.net.
      ns.registry.net.    A   25.0.0.53
      """;

  private static final String HOSTS =
      """
      mx1.example.com. A    25.0.2.1
      mx1.example.com. AAAA 2e00:25::1
      mx2.example.com. A    25.0.2.2
      mx2.example.com. AAAA 2e00:25::2
      """;

  private static final String GOOD =
      REST
          + HOSTS
          + """
            example.com. MX 10 mx1.example.com.
            example.com. MX 20 mx2.example.com.
            """;

  private static final String MX_FAILS = GOOD + "!servfail example.com MX\n";

  private MxFindingCases() {}

  public static List<FindingCase> all() {
    return List.of(
        FindingCase.of(FindingType.MX_NONE, REST, GOOD, REST + "!timeout example.com AAAA\n"),
        FindingCase.of(
            FindingType.MX_IMPLICIT,
            REST + "example.com. A 25.0.2.1\n",
            GOOD + "example.com. A 25.0.2.1\n",
            REST + "example.com. A 25.0.2.1\n!servfail example.com MX\n"),
        FindingCase.of(
            FindingType.MX_NULL,
            REST + "example.com. MX 0 .\n",
            GOOD,
            REST + "example.com. MX 0 .\n!refused example.com MX\n"),
        FindingCase.of(
            FindingType.MX_NULL_MIXED,
            GOOD + "example.com. MX 0 .\n",
            GOOD,
            MX_FAILS + "example.com. MX 0 .\n"),
        FindingCase.of(
                FindingType.MX_TARGET_CNAME,
                GOOD
                    + "example.com. MX 30 mx3.example.com.\nmx3.example.com. CNAME mx1.example.com.\n",
                GOOD + "alias.example.com. CNAME mx1.example.com.\n",
                GOOD
                    + """
                      example.com. MX 30 mx3.example.com.
                      mx3.example.com. CNAME mx1.example.com.
                      !servfail mx3.example.com *
                      """)
            .about("mx3.example.com"),
        FindingCase.of(
                FindingType.MX_TARGET_IP_LITERAL,
                GOOD + "example.com. MX 30 25.0.2.3.\n",
                GOOD,
                MX_FAILS + "example.com. MX 30 25.0.2.3.\n")
            .about("25.0.2.3"),
        FindingCase.of(
                FindingType.MX_TARGET_UNRESOLVABLE,
                GOOD + "example.com. MX 30 gone.example.com.\n",
                GOOD,
                GOOD + "example.com. MX 30 gone.example.com.\n!timeout gone.example.com AAAA\n")
            .about("gone.example.com"),
        FindingCase.of(
                FindingType.MX_TARGET_UNREGISTERED,
                GOOD + "example.com. MX 30 mx.gone-for-good.net.\n",
                GOOD
                    + "example.com. MX 30 mx.gone-for-good.net.\ngone-for-good.net. TXT \"here\"\n",
                GOOD
                    + """
                      example.com. MX 30 mx.gone-for-good.net.
                      !servfail gone-for-good.net *
                      """)
            .about("mx.gone-for-good.net"),
        FindingCase.of(
                FindingType.MX_ADDRESS_NOT_PUBLIC,
                GOOD + "example.com. MX 30 lan.example.com.\nlan.example.com. A 10.0.0.1\n",
                GOOD + "lan.example.com. A 10.0.0.1\n",
                GOOD
                    + """
                      example.com. MX 30 lan.example.com.
                      lan.example.com. A 10.0.0.1
                      !timeout lan.example.com A
                      """)
            .about("lan.example.com"),
        FindingCase.of(
            FindingType.MX_SINGLE,
            REST + HOSTS + "example.com. MX 10 mx1.example.com.\n",
            GOOD,
            REST + HOSTS + "example.com. MX 10 mx1.example.com.\n!servfail example.com MX\n"),
        FindingCase.of(
            FindingType.MX_NO_IPV6,
            REST + "example.com. MX 10 mx.example.com.\nmx.example.com. A 25.0.2.1\n",
            GOOD,
            REST
                + """
                  example.com. MX 10 mx.example.com.
                  mx.example.com. A 25.0.2.1
                  !servfail mx.example.com AAAA
                  """),
        FindingCase.of(
            FindingType.MX_NO_IPV4,
            REST + "example.com. MX 10 mx.example.com.\nmx.example.com. AAAA 2e00:25::1\n",
            GOOD,
            REST
                + """
                  example.com. MX 10 mx.example.com.
                  mx.example.com. AAAA 2e00:25::1
                  !timeout mx.example.com A
                  """));
  }
}
