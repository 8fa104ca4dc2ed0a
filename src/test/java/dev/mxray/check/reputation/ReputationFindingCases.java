package dev.mxray.check.reputation;

import dev.mxray.check.FindingCase;
import dev.mxray.finding.FindingType;
import java.util.List;

/** Zones for every finding about block lists, with the bundled lists. */
public final class ReputationFindingCases {
  private static final String WORKING =
      """
      example.com.        TXT "v=spf1 mx -all"
      example.com.        MX  10 mx.example.com.
      mx.example.com.     A   25.0.2.1
      _dmarc.example.com. TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
      1.2.0.25.in-addr.arpa. PTR mx.example.com.
      2.0.0.127.zen.spamhaus.org. A 127.0.0.2
      test.dbl.spamhaus.org. A 127.0.1.2
      """;

  private static final String LISTED = "1.2.0.25.zen.spamhaus.org. A 127.0.0.4\n";
  private static final String DOMAIN = "example.com.dbl.spamhaus.org. A 127.0.1.4\n";
  private static final String WORLD = "1.0.0.127.zen.spamhaus.org. A 127.0.0.2\n";
  private static final String SILENT = "!timeout 2.0.0.127.zen.spamhaus.org A\n";
  private static final String REFUSED = "*.0.0.127.zen.spamhaus.org. A 127.255.255.254\n";

  private ReputationFindingCases() {}

  public static List<FindingCase> all() {
    return List.of(
        FindingCase.of(
                FindingType.DNSBL_LISTED,
                WORKING + LISTED,
                WORKING,
                WORKING + LISTED + "!servfail 1.2.0.25.zen.spamhaus.org A\n")
            .about("25.0.2.1"),
        FindingCase.of(
            FindingType.DOMAIN_LISTED,
            WORKING + DOMAIN,
            WORKING,
            WORKING + DOMAIN + "!servfail example.com.dbl.spamhaus.org A\n"),
        new FindingCase(
            FindingType.DNSBL_LIST_BROKEN,
            "example.com",
            "zen.spamhaus.org",
            WORKING + WORLD,
            WORKING + everyOther(),
            WORKING + everyOther() + WORLD + "!timeout 1.0.0.127.zen.spamhaus.org A\n"),
        new FindingCase(
            FindingType.DNSBL_LIST_REFUSED,
            "example.com",
            "zen.spamhaus.org",
            WORKING.replace("2.0.0.127.zen.spamhaus.org. A 127.0.0.2\n", "") + REFUSED,
            WORKING,
            WORKING + REFUSED + SILENT + "!timeout *.0.0.127.zen.spamhaus.org A\n"));
  }

  /** The other bundled lists, so that none of them is broken. */
  private static String everyOther() {
    var zone = new StringBuilder();
    for (BlockList list : BlockLists.bundled().lists()) {
      zone.append(list.zone()).append(". SOA ns.example.net. h.example.net. 1 2 3 4 5\n");
      list.points()
          .forEach(
              (kind, point) -> {
                if (!list.name().endsWith("spamhaus.org") || kind == ListKind.IP6) {
                  zone.append(point + "." + list.zone() + ". A 127.0.0.2\n");
                }
              });
    }
    return zone.toString();
  }
}
