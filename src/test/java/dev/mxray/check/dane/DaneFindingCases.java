package dev.mxray.check.dane;

import static dev.mxray.finding.FindingType.DANE_MISSING;
import static dev.mxray.finding.FindingType.DANE_MX_INSECURE;
import static dev.mxray.finding.FindingType.DANE_PARTIAL;
import static dev.mxray.finding.FindingType.DANE_UNUSABLE;
import static dev.mxray.finding.FindingType.DANE_WITHOUT_DNSSEC;

import dev.mxray.check.FindingCase;
import java.util.List;

/** The findings about TLSA records that need no server, each with zones of which it is true. */
public final class DaneFindingCases {
  private static final String DIGEST =
      "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

  private static final String ONE =
      """
      $ORIGIN example.com.
      @  MX 10 mx
      @  TXT "v=spf1 mx -all"
      mx A 25.0.2.1
      !signed example.com
      """;

  private static final String TWO = ONE + "@ MX 20 mx2\nmx2 A 25.9.2.1\n";
  private static final String RECORD = "_25._tcp.mx TLSA 3 1 1 " + DIGEST + "\n";
  private static final String OTHER = "_25._tcp.mx2 TLSA 3 1 1 " + DIGEST + "\n";
  private static final String PKIX = "_25._tcp.mx TLSA 1 1 1 " + DIGEST + "\n";
  private static final String UNSEEN = "!servfail _25._tcp.mx.example.com TLSA\n";
  private static final String UNSIGNED =
      (ONE + RECORD).replace("!signed example.com", "!unanchored example.com");

  private static final String ELSEWHERE =
      """
      $ORIGIN example.com.
      @  MX 10 mx.example.net.
      @  TXT "v=spf1 mx -all"
      mx.example.net. A 25.0.2.1
      !signed example.net
      _25._tcp.mx.example.net. TLSA 3 1 1 %s
      """
          .formatted(DIGEST);

  private DaneFindingCases() {}

  public static List<FindingCase> all() {
    return List.of(
        FindingCase.of(DANE_MISSING, ONE, ONE + RECORD, ONE + UNSEEN),
        FindingCase.of(DANE_PARTIAL, TWO + RECORD, TWO + RECORD + OTHER, TWO + OTHER + UNSEEN),
        FindingCase.of(DANE_WITHOUT_DNSSEC, UNSIGNED, ONE + RECORD, UNSIGNED + UNSEEN)
            .about("mx.example.com"),
        FindingCase.of(DANE_UNUSABLE, ONE + PKIX, ONE + PKIX + RECORD, ONE + PKIX + UNSEEN)
            .about("mx.example.com"),
        FindingCase.of(
                DANE_MX_INSECURE,
                ELSEWHERE,
                ELSEWHERE + "!signed example.com\n",
                ELSEWHERE + "!servfail _25._tcp.mx.example.net TLSA\n")
            .about("mx.example.net"));
  }
}
