package dev.mxray.report;

import java.util.Random;
import java.util.stream.Stream;

/** Text that strangers send, for the tests of every form of a report. */
public final class HostileTexts {
  private HostileTexts() {}

  public static Stream<String> all() {
    return Stream.of(
        "",
        " ",
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\uff1d1+1",
        "\t=1+1",
        "\r=1+1",
        "a,b;c\"d\"\"e",
        "a\nb\r\nc",
        "]]>",
        "<![CDATA[x]]>",
        "<script>alert(1)</script>",
        "</note></notes><note>",
        "&amp;&lt;&#x1b;&bogus;",
        "\"'><x y='",
        "<!-- -- --> <?pi?> <!DOCTYPE a [<!ENTITY b \"c\">]>&b;",
        "\u001b[2J\u001b]0;owned\u0007",
        "\u009b31m",
        "\u0000",
        "\u0001\u0008\u000b\u000c\u001f\u007f\u0080\u0085",
        "\u202eevil\u2066x\u2069\u200b\u00ad\ufeff",
        "\u2028\u2029",
        "\ud83d",
        "\udc00\ud83d",
        "\ud83d\ude00",
        "\ufffe\uffff\ufffd",
        "back\\slash \\u001B \\\\u001B",
        "back\\slash \\u001B \u001b\\",
        " two  spaces and a tail ",
        "x".repeat(70_000));
  }

  /** Any sequence of UTF-16 code units. */
  static String random(Random random) {
    var text = new StringBuilder();
    for (int n = random.nextInt(12); n >= 0; n--) {
      text.append(
          random.nextInt(8) == 0
              ? "\\<>&\"'=,]".charAt(random.nextInt(9))
              : (char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
    }
    return text.toString();
  }
}
