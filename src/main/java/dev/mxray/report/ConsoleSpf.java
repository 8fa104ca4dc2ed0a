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
      case "absent" -> page.add(2, page.line().put(Style.BAD, "✗").put(" No SPF record."));
      case "unknown" -> page.add(2, page.line().put(Style.FAIR, "Not seen."));
      default -> page.add(2, page.line().put(Words.cutShort(spf.state())));
    }
  }

  private void present(SpfPart spf, boolean exact) {
    for (String record : spf.records().stream().limit(MAX_RECORDS).toList()) {
      page.add(2, 4, page.line().put(Words.cut(record)));
    }
    if (spf.records().size() > 1) {
      page.add(
          2,
          page.line()
              .put(Style.BAD, "✗")
              .put(
                  " "
                      + spf.records().size()
                      + " records: receivers use none of them (permerror)."));
    }
    page.add(2, facts(spf, exact));
    if (spf.records().size() == 1 && !Boolean.FALSE.equals(spf.valid())) {
      page.add(2, page.line().put("Mail from any other address " + Words.all(spf.all()) + "."));
    }
    if (spf.tree() != null) {
      page.blank();
      page.add(
          2,
          page.line()
              .put(Style.STRONG, Words.cutShort(spf.tree().domain()))
              .put(Style.QUIET, "  " + Words.count(spf.tree().lookups(), "lookup")));
      children(spf.tree(), "  ");
      if (branches > MAX_BRANCHES) {
        page.add(2, page.line().put("… " + (branches - MAX_BRANCHES) + " more lines of the tree"));
      }
    }
  }

  private Line facts(SpfPart spf, boolean exact) {
    var line = page.line();
    if (spf.valid() != null) {
      line.put(spf.valid() ? Style.GOOD : Style.BAD, spf.valid() ? "✓" : "✗");
      line.put(spf.valid() ? " valid · " : " not valid (receivers return permerror) · ");
    }
    String least = exact ? "" : "at least ";
    if (spf.lookups() != null) {
      int lookups = spf.lookups();
      line.put(
              lookups > MAX_LOOKUPS
                  ? Style.BAD
                  : lookups >= MANY_LOOKUPS ? Style.FAIR : Style.PLAIN,
              least + "lookups " + lookups + "/" + MAX_LOOKUPS)
          .put(" · ");
    }
    if (spf.voidLookups() != null) {
      line.put(
              spf.voidLookups() > MAX_VOID ? Style.BAD : Style.PLAIN,
              least + "void lookups " + spf.voidLookups() + "/" + MAX_VOID)
          .put(" · ");
    }
    if (spf.authorizedIpv4() == null) {
      return line.put("authorised addresses not counted");
    }
    String addresses = spf.authorizedIpv4() == 1 ? " IPv4 address" : " IPv4 addresses";
    line.put(least + Words.count(spf.authorizedIpv4()) + addresses);
    if (!spf.authorizedIpv6().isEmpty()) {
      int prefixes = spf.authorizedIpv6().size();
      line.put(" and " + Words.count(prefixes, "IPv6 prefix", "IPv6 prefixes"));
    }
    return line.put(" authorised");
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
              .put(Style.QUIET, "IPv6 authorised: ")
              .put(String.join(", ", shown))
              .put(more > 0 ? " and " + more + " more" : ""));
    }
    if (spf.heaviest() != null) {
      page.blank();
      page.add(
          2,
          4,
          page.line()
              .put(Style.QUIET, "Heaviest include: ")
              .put(Words.cutShort(spf.heaviest().term()))
              .put(" of " + Words.cutShort(spf.heaviest().domain()))
              .put(", " + Words.count(spf.heaviest().lookups(), "lookup")));
    }
    if (spf.flattened() != null) {
      SpfPart.Flattened flat = spf.flattened();
      page.blank();
      page.add(
          2,
          page.line()
              .put(Style.QUIET, "Flattened, with " + Words.count(flat.lookups(), "lookup"))
              .put(Style.QUIET, " and " + flat.octets() + " octets:"));
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
  private static List<Object> rows(SpfPart.Node node) {
    List<Object> rows = new ArrayList<>();
    if (node.record() == null && node.terms().isEmpty()) {
      rows.add("no SPF record seen");
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
      run.append(" … ").append(node.terms().size() - MAX_TERMS).append(" more terms");
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
    line.put(Style.QUIET, "  " + Words.count(term.lookups(), "lookup"));
  }
}
