package dev.mxray.report;

import dev.mxray.report.Palette.Style;

/** What {@code mxray message} prints, as text for a terminal; see {@link ConsoleWriter}. */
public final class ConsoleMessage {
  private static final int LABEL = 7;
  private static final int INDENT = 12;

  private ConsoleMessage() {}

  /** The part as text, with a line feed at its end. */
  public static String text(MessagePart part, Palette palette, boolean unicode, int width) {
    var page = new Page(palette, unicode, width);
    String from = String.join(", ", part.message().from());
    page.add(
        0,
        page.line()
            .put(Style.STRONG, from.isEmpty() ? "no author" : Words.cut(from))
            .put(Style.QUIET, "  " + Words.count((double) part.message().octets()) + " octets"));
    for (String fault : part.message().faults()) {
      page.add(2, 4, page.line().put(Style.FAIR, "• ").put(Words.cut(fault)));
    }
    page.blank();
    for (MessagePart.Dkim dkim : part.dkim()) {
      dkim(page, dkim);
    }
    if (part.dkim().isEmpty()) {
      entry(page, "DKIM", "none", "the message is not signed");
    }
    String result = part.spf().result();
    entry(page, "SPF", result == null ? "-" : result, part.spf().reason());
    entry(page, "ARC", part.arc().state(), part.arc().reason());
    dmarc(page, part.dmarc());
    page.blank();
    for (String sentence : part.conclusion()) {
      page.add(2, page.line().put(Printable.cut(sentence, 4 * Words.MAX_VALUE)));
    }
    return page.text();
  }

  private static void dkim(Page page, MessagePart.Dkim dkim) {
    String who = dkim.domain() == null ? "unreadable" : Words.cutShort(dkim.domain());
    if (dkim.selector() != null) {
      who += ", selector " + Words.cutShort(dkim.selector());
    }
    if (dkim.algorithm() != null) {
      who += ", " + Words.cutShort(dkim.algorithm());
    }
    if (dkim.keyBits() != null) {
      who += ", " + dkim.keyBits() + " bits";
    }
    entry(page, "DKIM", dkim.result(), who);
    page.add(INDENT + LABEL, page.line().put(Words.cut(dkim.reason())));
    for (String remark : dkim.remarks()) {
      page.add(
          INDENT + LABEL,
          INDENT + LABEL + 2,
          page.line().put(Style.FAIR, "• ").put(Style.QUIET, Words.cut(remark)));
    }
  }

  private static void dmarc(Page page, MessagePart.Dmarc dmarc) {
    String record = dmarc.record();
    String where =
        dmarc.foundAt() == null || record == null
            ? "temperror".equals(dmarc.result()) ? "not seen" : "no record"
            : Words.cut(record) + " at " + Words.cutShort(dmarc.foundAt());
    entry(page, "DMARC", dmarc.result(), where);
  }

  private static void entry(Page page, String what, String result, String text) {
    page.add(
        2,
        INDENT + LABEL,
        page.line()
            .pad(Style.STRONG, what, LABEL)
            .pad(style(result), result, INDENT - 1)
            .put(Words.cut(text)));
  }

  private static Style style(String result) {
    return switch (result) {
      case "pass" -> Style.GOOD;
      case "fail", "permerror" -> Style.BAD;
      case "softfail", "temperror", "policy" -> Style.FAIR;
      default -> Style.NOTE;
    };
  }
}
