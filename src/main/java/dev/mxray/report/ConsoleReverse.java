package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import java.util.List;
import java.util.stream.Collectors;

/** The reverse DNS of the exchanges' addresses, below the exchanges. */
final class ConsoleReverse {
  private static final int MAX_ROWS = 32;
  private static final int MAX_NAMES = 5;
  private static final int MAX_ADDRESS = 39; // IPv6 text

  private ConsoleReverse() {}

  static void write(Page page, List<PtrPart> records) {
    if (records.isEmpty()) {
      return;
    }
    List<PtrPart> shown = records.stream().limit(MAX_ROWS).toList();
    int address =
        shown.stream()
            .mapToInt(one -> Line.columns(Printable.of(one.address(), page.unicode())))
            .filter(columns -> columns <= MAX_ADDRESS)
            .max()
            .orElse(0);
    page.blank();
    page.add(2, page.line().say(Style.QUIET, "reverse"));
    for (PtrPart one : shown) {
      var line = page.line().pad(Style.PLAIN, Words.cutShort(one.address()), address).put("  ");
      names(line, one);
      if (one.sender()) {
        line.put(Style.QUIET, "  ").say(Style.QUIET, "reverse.sender");
      }
      page.add(2, 2 + address + 4, line);
    }
    if (records.size() > MAX_ROWS) {
      page.add(2, page.line().say("more-addresses", records.size() - MAX_ROWS));
    }
  }

  private static Line names(Line line, PtrPart one) {
    Boolean confirmed = one.forwardConfirmed();
    if (confirmed == null) {
      line.put(Style.FAIR, "?");
    } else {
      line.put(confirmed ? Style.GOOD : Style.BAD, confirmed ? "✓" : "✗");
    }
    line.put(" ");
    if (one.names().isEmpty()) {
      return confirmed == null ? line.say(Style.FAIR, "not-seen") : line.say("reverse.no-name");
    }
    line.put(
        one.names().stream()
            .limit(MAX_NAMES)
            .map(Words::cutShort)
            .collect(Collectors.joining(", ")));
    if (one.names().size() > MAX_NAMES) {
      line.put(" ").say("more", one.names().size() - MAX_NAMES);
    }
    if (confirmed == null) {
      return line.put(Style.FAIR, "  ").say(Style.FAIR, "reverse.unseen");
    }
    return confirmed ? line : line.put("  ").say("reverse.elsewhere");
  }
}
