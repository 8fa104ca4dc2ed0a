package dev.mxray.check.spf;

import dev.mxray.check.FindingCase;
import dev.mxray.finding.FindingType;
import java.util.List;

/** Every finding of the section spf: where it is reported, where not, and where it is unseen. */
public final class SpfFindingCases {
  private static final String MX =
      """
      $ORIGIN example.com.
      @ MX 10 mx
      mx A 25.0.0.1
      """;

  private static final String NULL_MX =
      """
      $ORIGIN example.com.
      @ MX 0 .
      """;

  private static final String GOOD = record("v=spf1 mx -all");
  private static final String UNSEEN = MX + "!servfail example.com TXT\n";

  /** An include whose target cannot be seen. */
  private static final String UNSEEN_INCLUDE =
      record("v=spf1 include:_spf.example.com -all") + "!timeout _spf.example.com *\n";

  private SpfFindingCases() {}

  /** One case for every type. */
  public static List<FindingCase> all() {
    return List.of(
        FindingCase.of(FindingType.SPF_MISSING, MX + "@ TXT \"v=spf10 -all\"", GOOD, UNSEEN),
        FindingCase.of(
            FindingType.SPF_MULTIPLE_RECORDS,
            GOOD + "@ TXT \"v=spf1 -all\"",
            GOOD + "@ TXT \"v=spf10\"",
            UNSEEN),
        FindingCase.of(
            FindingType.SPF_SYNTAX_ERROR,
            record("v=spf1 mx ipv4:25.0.0.1 -all"),
            record("v=spf1 mx ip4:25.0.0.1 -all"),
            UNSEEN_INCLUDE),
        FindingCase.of(
            FindingType.SPF_TOO_MANY_LOOKUPS,
            record("v=spf1 " + mechanisms(11) + "-all"),
            record("v=spf1 " + mechanisms(10) + "-all"),
            record("v=spf1 " + mechanisms(9) + "include:_spf.example.com -all")
                + "!servfail _spf.example.com TXT"),
        FindingCase.of(
            FindingType.SPF_NEAR_LOOKUP_LIMIT,
            record("v=spf1 " + mechanisms(8) + "-all"),
            record("v=spf1 " + mechanisms(7) + "-all"),
            record("v=spf1 " + mechanisms(7) + "include:_spf.example.com -all")
                + "!servfail _spf.example.com TXT"),
        FindingCase.of(
            FindingType.SPF_TOO_MANY_VOID_LOOKUPS,
            record("v=spf1 a:n1.example.com mx:n2.example.com exists:n3.example.com -all"),
            record("v=spf1 a:n1.example.com mx:n2.example.com exists:mx.example.com -all"),
            record("v=spf1 a:n1.example.com mx:n2.example.com a:n3.example.com -all")
                + "!timeout n3.example.com *"),
        FindingCase.of(
            FindingType.SPF_INCLUDE_LOOP,
            record("v=spf1 include:_spf.example.com -all")
                + "_spf TXT \"v=spf1 include:example.com -all\"",
            record("v=spf1 include:_spf.example.com -all") + "_spf TXT \"v=spf1 mx -all\"",
            UNSEEN_INCLUDE),
        FindingCase.of(
            FindingType.SPF_INCLUDE_MISSING,
            record("v=spf1 include:mx.example.com -all"),
            record("v=spf1 include:_spf.example.com -all") + "_spf TXT \"v=spf1 mx -all\"",
            UNSEEN_INCLUDE),
        FindingCase.of(
            FindingType.SPF_REDIRECT_MISSING,
            record("v=spf1 redirect=mx.example.com"),
            record("v=spf1 redirect=_spf.example.com") + "_spf TXT \"v=spf1 mx -all\"",
            record("v=spf1 redirect=_spf.example.com") + "!timeout _spf.example.com *\n"),
        FindingCase.of(
            FindingType.SPF_INCLUDE_UNREGISTERED,
            record("v=spf1 include:_spf.gone-provider.com -all"),
            record("v=spf1 include:_spf.kept-provider.com -all") + "kept-provider.com. NS mx",
            record("v=spf1 include:_spf.gone-provider.com -all")
                + "!servfail gone-provider.com NS"),
        FindingCase.of(
            FindingType.SPF_MX_LIMIT,
            record("v=spf1 mx:many.example.com -all") + exchanges(11),
            record("v=spf1 mx:many.example.com -all") + exchanges(10),
            record("v=spf1 mx:many.example.com -all") + "!servfail many.example.com MX"),
        FindingCase.of(FindingType.SPF_PASS_ALL, record("v=spf1 mx +all"), GOOD, UNSEEN_INCLUDE),
        FindingCase.of(FindingType.SPF_NEUTRAL_ALL, record("v=spf1 mx"), GOOD, UNSEEN),
        FindingCase.of(FindingType.SPF_SOFTFAIL_ALL, record("v=spf1 mx ~all"), GOOD, UNSEEN),
        FindingCase.of(
            FindingType.SPF_ALL_NOT_LAST, record("v=spf1 mx -all ip4:25.0.0.2"), GOOD, UNSEEN),
        FindingCase.of(
            FindingType.SPF_REDIRECT_IGNORED,
            record("v=spf1 redirect=_spf.example.com mx -all"),
            record("v=spf1 redirect=_spf.example.com") + "_spf TXT \"v=spf1 mx -all\"",
            UNSEEN),
        FindingCase.of(
            FindingType.SPF_PTR_MECHANISM, record("v=spf1 mx ptr -all"), GOOD, UNSEEN_INCLUDE),
        FindingCase.of(
            FindingType.SPF_WIDE_RANGE,
            record("v=spf1 mx ip4:25.0.0.0/15 -all"),
            record("v=spf1 mx ip4:25.0.0.0/16 -all"),
            UNSEEN_INCLUDE),
        FindingCase.of(
            FindingType.SPF_PRIVATE_ADDRESS,
            record("v=spf1 mx ip4:192.168.1.0/24 -all"),
            record("v=spf1 mx ip4:25.168.1.0/24 -all"),
            UNSEEN_INCLUDE),
        FindingCase.of(
            FindingType.SPF_DUPLICATE_TERM,
            record("v=spf1 ip4:25.0.0.2 mx IP4:25.0.0.2/32 -all"),
            record("v=spf1 ip4:25.0.0.2 mx ip4:25.0.0.3 -all"),
            UNSEEN),
        FindingCase.of(
            FindingType.SPF_RECORD_LONG,
            record("v=spf1 mx " + "x=0123456789abcdefghijklmnop ".repeat(16) + "-all"),
            record("v=spf1 mx " + "x=0123456789abcdefghijklmnop ".repeat(14) + "-all"),
            UNSEEN),
        FindingCase.of(
            FindingType.SPF_TYPE_99,
            GOOD + "@ SPF \"v=spf1 mx -all\"",
            GOOD,
            GOOD + "!servfail example.com SPF"),
        FindingCase.of(
            FindingType.SPF_NO_MAIL_NOT_STRICT,
            NULL_MX + "@ TXT \"v=spf1 ~all\"",
            NULL_MX + "@ TXT \"v=spf1 -all\"",
            NULL_MX + "!servfail example.com TXT"));
  }

  /** A domain with a mail exchange and an SPF record, which may be longer than one string. */
  static String record(String spf) {
    return MX + "@ TXT \"" + String.join("\" \"", spf.split("(?<=\\G.{200})")) + "\"\n";
  }

  /** So many terms that query the DNS and find something. */
  private static String mechanisms(int count) {
    var terms = new StringBuilder();
    for (int i = 0; i < count; i++) {
      terms.append("a:mx.example.com/").append(32 - i).append(' ');
    }
    return terms.toString();
  }

  private static String exchanges(int count) {
    var zone = new StringBuilder();
    for (int i = 0; i < count; i++) {
      zone.append("many MX 10 m").append(i).append("\nm").append(i).append(" A 25.0.1.1\n");
    }
    return zone.toString();
  }
}
