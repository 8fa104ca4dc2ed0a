package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import java.util.ArrayList;
import java.util.List;

/** The SPF record, what it costs and authorises, and its tree. */
final class ConsoleSpf {
  /** RFC 7208 §4.6.4. */
  private static final int MAX_LOOKUPS = 10;

  /** RFC 7208 §4.6.4. */
  private static final int MAX_VOID = 2;

  /** From here on the finding spf-near-lookup-limit is reported. */
  private static final int MANY_LOOKUPS = 8;

  private static final int MAX_BRANCHES = 120;
  private static final int MAX_RECORDS = 5;

  /** Terms of one record that are shown; the others are counted. */
  private static final int MAX_TERMS = 40;

  /** IPv6 prefixes that are shown; the others are counted. */
  private static final int MAX_SHOWN_PREFIXES = 40;

  private final Page page;
  private int branches;

  private ConsoleSpf(Page page) {
    this.page = page;
  }

  /**
   * Writes the section.
   *
   * @param exact false when something of the tree was not seen, so that the counts are lower bounds
   */
  static void write(Page page, SpfPart spf, boolean exact) {
    page.heading("SPF");
    switch (spf.state()) {
      case "present" -> new ConsoleSpf(page).present(spf, exact);
      case "absent" -> page.add(2, page.line().put(Style.BAD, "✗").put(" ").say("spf.absent"));
      case "unknown" -> page.add(2, page.line().say(Style.FAIR, "not-seen.sentence"));
      default -> page.add(2, page.line().put(Words.cutShort(spf.state())));
    }
  }

  private void present(SpfPart spf, boolean exact) {
    for (String record : spf.records().stream().limit(MAX_RECORDS).toList()) {
      page.add(2, 4, page.line().put(Words.cut(record)));
    }
    if (spf.records().size() > 1) {
      page.add(
          2, page.line().put(Style.BAD, "✗").put(" ").say("spf.several", spf.records().size()));
    }
    page.add(2, facts(spf, exact));
    if (spf.records().size() == 1 && !Boolean.FALSE.equals(spf.valid())) {
      page.add(2, page.line().say("spf.others", Words.all(page.texts(), spf.all())));
    }
    if (spf.tree() != null) {
      page.blank();
      page.add(
          2,
          page.line()
              .put(Style.STRONG, Words.cutShort(spf.tree().domain()))
              .put(Style.QUIET, "  ")
              .count(Style.QUIET, "lookups", spf.tree().lookups()));
      children(spf.tree(), "  ");
      if (branches > MAX_BRANCHES) {
        page.add(2, page.line().say("spf.more-lines", branches - MAX_BRANCHES));
      }
    }
  }

  private Line facts(SpfPart spf, boolean exact) {
    var line = page.line();
    if (spf.valid() != null) {
      line.put(spf.valid() ? Style.GOOD : Style.BAD, spf.valid() ? "✓" : "✗");
      line.put(" ").say(spf.valid() ? "spf.valid" : "spf.not-valid").put(" · ");
    }
    String least = exact ? "" : page.texts().of("spf.at-least") + " ";
    if (spf.lookups() != null) {
      int lookups = spf.lookups();
      line.put(
              lookups > MAX_LOOKUPS
                  ? Style.BAD
                  : lookups >= MANY_LOOKUPS ? Style.FAIR : Style.PLAIN,
              least + page.texts().of("spf.lookups") + " " + lookups + "/" + MAX_LOOKUPS)
          .put(" · ");
    }
    if (spf.voidLookups() != null) {
      line.put(
              spf.voidLookups() > MAX_VOID ? Style.BAD : Style.PLAIN,
              least
                  + page.texts().of("spf.void-lookups")
                  + " "
                  + spf.voidLookups()
                  + "/"
                  + MAX_VOID)
          .put(" · ");
    }
    if (spf.authorizedIpv4() == null) {
      return line.say("spf.not-counted");
    }
    String authorised =
        page.texts()
            .count(
                "spf.ipv4", spf.authorizedIpv4() == 1 ? 1 : 2, Words.count(spf.authorizedIpv4()));
    if (!spf.authorizedIpv6().isEmpty()) {
      authorised =
          page.texts()
              .of("both", authorised, page.texts().count("spf.ipv6", spf.authorizedIpv6().size()));
    }
    return line.put(least).say("spf.authorised", authorised);
  }

  /** What only somebody who works on the policy wants to see. */
  static void details(Page page, SpfPart spf) {
    if (!spf.authorizedIpv6().isEmpty()) {
      page.blank();
      List<String> shown = spf.authorizedIpv6().stream().limit(MAX_SHOWN_PREFIXES).toList();
      int more = spf.authorizedIpv6().size() - shown.size();
      page.add(
          2,
          4,
          page.line()
              .say(Style.QUIET, "spf.ipv6-authorised")
              .put(" ")
              .put(
                  more > 0
                      ? page.texts().of("and-more", String.join(", ", shown), more)
                      : String.join(", ", shown)));
    }
    if (spf.heaviest() != null) {
      page.blank();
      page.add(
          2,
          4,
          page.line()
              .say(Style.QUIET, "spf.heaviest")
              .put(" ")
              .say(
                  "spf.term-of",
                  Words.cutShort(spf.heaviest().term()),
                  Words.cutShort(spf.heaviest().domain()))
              .put(", ")
              .count(Style.PLAIN, "lookups", spf.heaviest().lookups()));
    }
    if (spf.flattened() != null) {
      SpfPart.Flattened flat = spf.flattened();
      page.blank();
      page.add(
          2,
          page.line()
              .count(Style.QUIET, "spf.flattened", flat.lookups(), flat.lookups(), flat.octets()));
      page.add(4, page.line().put(flat.record()));
      page.add(2, page.line().put(Style.FAIR, flat.warning()));
    }
  }

  /** One line for each branch; terms that cost nothing share one. */
  private void children(SpfPart.Node node, String prefix) {
    List<Object> rows = rows(node);
    for (int i = 0; i < rows.size(); i++) {
      boolean last = i + 1 == rows.size();
      String continued = prefix + (last ? "   " : "│  ");
      if (++branches <= MAX_BRANCHES) {
        Line line = page.line();
        if (rows.get(i) instanceof SpfPart.Term term) {
          branch(line, term);
        } else {
          line.put(rows.get(i).toString());
        }
        page.add(prefix + (last ? "└─ " : "├─ "), continued, line);
      }
      if (rows.get(i) instanceof SpfPart.Term term && term.child() != null) {
        children(term.child(), continued);
      }
    }
  }

  /** Terms that lead somewhere or cost something, and text for the runs between them. */
  private List<Object> rows(SpfPart.Node node) {
    List<Object> rows = new ArrayList<>();
    if (node.record() == null && node.terms().isEmpty()) {
      rows.add(page.texts().of("spf.no-record-seen"));
      return rows;
    }
    var run = new StringBuilder();
    for (SpfPart.Term term : node.terms().stream().limit(MAX_TERMS).toList()) {
      if (term.child() == null && term.lookups() == 0) {
        run.append(run.isEmpty() ? "" : " ").append(Words.cutShort(term.term()));
        continue;
      }
      if (!run.isEmpty()) {
        rows.add(run.toString());
        run.setLength(0);
      }
      rows.add(term);
    }
    if (node.terms().size() > MAX_TERMS) {
      run.append(" ").append(page.texts().of("spf.more-terms", node.terms().size() - MAX_TERMS));
    }
    if (!run.isEmpty()) {
      rows.add(run.toString().strip());
    }
    return rows;
  }

  private static void branch(Line line, SpfPart.Term term) {
    line.put(Words.cutShort(term.term()));
    SpfPart.Node child = term.child();
    if (child != null && !term.term().endsWith(child.domain())) {
      line.put(" (" + Words.cutShort(child.domain()) + ")");
    }
    line.put(Style.QUIET, "  ").count(Style.QUIET, "lookups", term.lookups());
  }
}
