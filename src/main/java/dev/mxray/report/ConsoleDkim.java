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
    String tried = Words.count(dkim.selectorsTried(), "selector") + " tried";
    switch (dkim.state()) {
      case "present" ->
          page.add(
              2,
              page.line()
                  .put(
                      tried
                          + ", "
                          + dkim.selectors().size()
                          + " with a record; others may exist."));
      case "absent" ->
          page.add(
              2,
              page.line()
                  .put(noMail ? Style.PLAIN : Style.BAD, noMail ? "•" : "✗")
                  .put(" No DKIM key: the DNS says that nothing exists under _domainkey."));
      case "not_found" ->
          page.add(
              2,
              page.line()
                  .put(
                      noMail
                          ? tried + ", none with a key of its own."
                          : tried
                              + ", none with a key of its own. Not found is not missing: only the sender of a"
                              + " message names its selector, so keys under other names may exist."
                              + " Give one with --selector."));
      case "unknown" -> page.add(2, page.line().put(Style.FAIR, "Not seen."));
      default -> page.add(2, page.line().put(Words.cutShort(dkim.state())));
    }
    if (Boolean.TRUE.equals(dkim.wildcard())) {
      page.add(2, page.line().put("A wildcard answers for every selector with a DKIM record."));
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
    name = Math.max(name, "selector".length()) + 2;
    page.add(
        2,
        page.line()
            .pad(Style.QUIET, "selector", name)
            .pad(Style.QUIET, "key", KEY)
            .put(Style.QUIET, "provider and remarks"));
    for (Selector selector : selectors.stream().limit(MAX_SELECTORS).toList()) {
      page.add(
          2,
          2 + name + KEY,
          page.line()
              .pad(Style.STRONG, Words.cutShort(selector.selector()), name)
              .pad(Style.PLAIN, key(selector) + " ", KEY)
              .put(remarks(selector)));
    }
    if (selectors.size() > MAX_SELECTORS) {
      page.add(2, page.line().put("… " + (selectors.size() - MAX_SELECTORS) + " more selectors"));
    }
  }

  private static String key(Selector selector) {
    if (selector.revoked()) {
      return "revoked";
    }
    if (selector.record() == null) {
      return "no record";
    }
    if (selector.keyType() == null) {
      return "not readable";
    }
    String type = selector.keyType().equals("ed25519") ? "Ed25519" : upper(selector.keyType());
    return selector.keyType().equals("ed25519") || selector.keyBits() == null
        ? type
        : type + " " + selector.keyBits();
  }

  private static String upper(String type) {
    return Words.cutShort(type.toUpperCase(Locale.ROOT));
  }

  private static String remarks(Selector selector) {
    List<String> remarks = new ArrayList<>();
    if (selector.provider() != null) {
      // Without an alias only the name hints at it.
      String hint = selector.cname() == null ? "usual at " : "";
      remarks.add(hint + Words.cutShort(selector.provider()));
    }
    if (selector.testing()) {
      remarks.add("testing (t=y)");
    }
    if (selector.cname() != null) {
      remarks.add("alias of " + Words.cutShort(selector.cname()));
    }
    return remarks.isEmpty() ? "-" : String.join(", ", remarks);
  }
}
