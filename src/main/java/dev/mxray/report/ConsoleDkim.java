package dev.mxray.report;

import dev.mxray.report.DkimPart.Selector;
import dev.mxray.report.Palette.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The DKIM selectors that were found. */
final class ConsoleDkim {
  private static final int MAX_SELECTORS = 40;
  private static final int MAX_NAME = 24;
  private static final int KEY = 14;

  private ConsoleDkim() {}

  /**
   * Writes the section.
   *
   * @param noMail true for a domain that takes no mail, which need not have a key
   */
  static void write(Page page, DkimPart dkim, boolean noMail) {
    page.heading("DKIM");
    Texts texts = page.texts();
    String tried = texts.count("dkim.tried", dkim.selectorsTried());
    switch (dkim.state()) {
      case "present" ->
          page.add(2, page.line().say("dkim.present", tried, dkim.selectors().size()));
      case "absent" ->
          page.add(
              2,
              page.line()
                  .put(noMail ? Style.PLAIN : Style.BAD, noMail ? "•" : "✗")
                  .put(" ")
                  .say("dkim.absent"));
      case "not_found" ->
          page.add(2, page.line().say(noMail ? "dkim.none" : "dkim.not-found", tried));
      case "unknown" -> page.add(2, page.line().say(Style.FAIR, "not-seen.sentence"));
      default -> page.add(2, page.line().put(Words.cutShort(dkim.state())));
    }
    if (Boolean.TRUE.equals(dkim.wildcard())) {
      page.add(2, page.line().say("dkim.wildcard"));
    }
    table(page, dkim.selectors());
  }

  private static void table(Page page, List<Selector> selectors) {
    if (selectors.isEmpty()) {
      return;
    }
    int name =
        selectors.stream()
            .mapToInt(selector -> Line.columns(Printable.of(selector.selector(), page.unicode())))
            .filter(columns -> columns <= MAX_NAME)
            .max()
            .orElse(0);
    name = Math.max(name, Line.columns(page.texts().of("dkim.selector"))) + 2;
    page.add(
        2,
        page.line()
            .pad(Style.QUIET, page.texts().of("dkim.selector"), name)
            .pad(Style.QUIET, page.texts().of("dkim.key"), KEY)
            .say(Style.QUIET, "dkim.remarks"));
    for (Selector selector : selectors.stream().limit(MAX_SELECTORS).toList()) {
      page.add(
          2,
          2 + name + KEY,
          page.line()
              .pad(Style.STRONG, Words.cutShort(selector.selector()), name)
              .pad(Style.PLAIN, key(page.texts(), selector) + " ", KEY)
              .put(remarks(page.texts(), selector)));
    }
    if (selectors.size() > MAX_SELECTORS) {
      page.add(2, page.line().say("dkim.more", selectors.size() - MAX_SELECTORS));
    }
  }

  private static String key(Texts texts, Selector selector) {
    if (selector.revoked()) {
      return texts.of("dkim.revoked");
    }
    if (selector.record() == null) {
      return texts.of("dkim.no-record");
    }
    if (selector.keyType() == null) {
      return texts.of("dkim.unreadable");
    }
    String type = selector.keyType().equals("ed25519") ? "Ed25519" : upper(selector.keyType());
    return selector.keyType().equals("ed25519") || selector.keyBits() == null
        ? type
        : type + " " + selector.keyBits();
  }

  private static String upper(String type) {
    return Words.cutShort(type.toUpperCase(Locale.ROOT));
  }

  private static String remarks(Texts texts, Selector selector) {
    List<String> remarks = new ArrayList<>();
    if (selector.provider() != null) {
      // Without an alias only the name hints at it.
      String provider = Words.cutShort(selector.provider());
      remarks.add(selector.cname() == null ? texts.of("dkim.usual", provider) : provider);
    }
    if (selector.testing()) {
      remarks.add(texts.of("dkim.testing"));
    }
    if (selector.cname() != null) {
      remarks.add(texts.of("dkim.alias", Words.cutShort(selector.cname())));
    }
    return remarks.isEmpty() ? "-" : String.join(", ", remarks);
  }
}
