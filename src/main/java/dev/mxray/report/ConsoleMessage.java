package dev.mxray.report;

import dev.mxray.report.Palette.Style;

/** What {@code mxray message} prints, as text for a terminal; see {@link ConsoleWriter}. */
public final class ConsoleMessage {
  private static final int LABEL = 7;
  private static final int INDENT = 12;

  private ConsoleMessage() {}

  /** The part as text, with a line feed at its end. */
  public static String text(
      MessagePart part, Texts texts, Palette palette, boolean unicode, int width) {
    var page = new Page(texts, palette, unicode, width);
    String from = String.join(", ", part.message().from());
    page.add(
        0,
        page.line()
            .put(Style.STRONG, from.isEmpty() ? texts.of("message.no-author") : Words.cut(from))
            .put(Style.QUIET, "  ")
            .say(Style.QUIET, "message.octets", Words.count((double) part.message().octets())));
    for (String fault : part.message().faults()) {
      page.add(2, 4, page.line().put(Style.FAIR, "• ").put(Words.cut(fault)));
    }
    page.blank();
    for (MessagePart.Dkim dkim : part.dkim()) {
      dkim(page, dkim);
    }
    if (part.dkim().isEmpty()) {
      entry(page, "DKIM", "none", texts.of("message.not-signed"));
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
    Texts texts = page.texts();
    String who =
        dkim.domain() == null ? texts.of("message.unreadable") : Words.cutShort(dkim.domain());
    if (dkim.selector() != null) {
      who += ", " + texts.of("message.selector", Words.cutShort(dkim.selector()));
    }
    if (dkim.algorithm() != null) {
      who += ", " + Words.cutShort(dkim.algorithm());
    }
    if (dkim.keyBits() != null) {
      who += ", " + texts.of("message.bits", dkim.keyBits());
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
            ? page.texts().of("temperror".equals(dmarc.result()) ? "not-seen" : "message.no-record")
            : page.texts().of("message.at", Words.cut(record), Words.cutShort(dmarc.foundAt()));
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
