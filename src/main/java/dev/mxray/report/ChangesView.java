package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import dev.mxray.report.change.CertificateChange;
import dev.mxray.report.change.FindingChange;
import dev.mxray.report.change.ListingChange;
import dev.mxray.report.change.RecordChange;
import dev.mxray.report.change.ReportChanges;
import dev.mxray.report.change.ScoreChange;
import java.util.ArrayList;
import java.util.List;

/** What changed between two reports, for people and for programs. */
public final class ChangesView {
  private static final int MAX_LINES = 200;
  private static final int MAX_MARKDOWN = 400;

  private final ReportChanges changes;
  private final Texts texts;

  /** A view of changes, in a language. */
  public ChangesView(ReportChanges changes, Texts texts) {
    this.changes = changes;
    this.texts = texts;
  }

  /**
   * A line of the text.
   *
   * @param sign {@code +}, {@code -}, {@code ~} or {@code ?}
   */
  private record Told(String heading, String sign, Style style, String text, String detail) {}

  /** One JSON document, on several lines or on one. */
  public String json(JsonWriter json, boolean pretty) {
    return pretty ? json.pretty(changes) : json.line(changes) + "\n";
  }

  /** For reading. */
  public String text(Palette palette, boolean unicode, int width) {
    var page = new Page(texts, palette, unicode, width);
    page.heading(
        Words.cutShort(changes.domain())
            + ": "
            + Words.cutShort(changes.oldScannedAt())
            + " → "
            + Words.cutShort(changes.newScannedAt()));
    page.add(2, page.line().put(score()));
    String heading = "";
    int lines = 0;
    for (Told told : told()) {
      if (lines++ == MAX_LINES) {
        page.add(2, page.line().put("… and more; --format json has all"));
        break;
      }
      if (!told.heading().equals(heading)) {
        heading = told.heading();
        page.heading(heading);
      }
      page.add(2, 4, page.line().put(told.style(), told.sign() + " ").put(told.text()));
      if (!told.detail().isEmpty()) {
        page.add(4, 6, page.line().put(Style.QUIET, told.detail()));
      }
    }
    if (changes.isEmpty()) {
      page.blank();
      page.add(2, page.line().put(Style.GOOD, "Nothing else is known to have changed."));
    }
    return page.text();
  }

  /** For a comment on a pull request. */
  public String markdown() {
    var out = new StringBuilder("## ");
    out.append(Markdown.text(Words.cutShort(changes.domain())))
        .append(": what changed\n\n")
        .append(Markdown.text(score()))
        .append("\n");
    String heading = "";
    int lines = 0;
    for (Told told : told()) {
      if (lines++ == MAX_MARKDOWN) {
        out.append("\n… and more\n");
        break;
      }
      if (!told.heading().equals(heading)) {
        heading = told.heading();
        out.append("\n### ").append(heading).append("\n\n");
      }
      out.append("- ")
          .append(word(told.sign()))
          .append(Markdown.text(told.text()))
          .append(told.detail().isEmpty() ? "" : " — " + Markdown.text(told.detail()))
          .append('\n');
    }
    if (changes.isEmpty()) {
      out.append("\nNothing else is known to have changed.\n");
    }
    return out.append("\n<sub>")
        .append(Markdown.text(changes.oldScannedAt() + " → " + changes.newScannedAt()))
        .append("</sub>\n")
        .toString();
  }

  private static String word(String sign) {
    return switch (sign) {
      case "+" -> "**new:** ";
      case "-" -> "**gone:** ";
      case "?" -> "*not seen:* ";
      default -> "**changed:** ";
    };
  }

  private String score() {
    ScoreChange score = changes.score();
    String was = score.oldScore() == null ? "none" : score.oldScore() + " " + score.oldGrade();
    String is = score.newScore() == null ? "none" : score.newScore() + " " + score.newGrade();
    String delta = score.delta() > 0 ? " (+" + score.delta() + ")" : " (" + score.delta() + ")";
    return "Score: "
        + (was.equals(is) ? is : was + " → " + is + (score.moved() ? delta : ""))
        + "; "
        + Words.number(score.oldCoveragePct())
        + " % → "
        + Words.number(score.newCoveragePct())
        + " % seen";
  }

  private List<Told> told() {
    var told = new ArrayList<Told>();
    changes.findings().forEach(one -> told.add(finding(one)));
    changes.listings().forEach(one -> told.add(listing(one)));
    changes.certificates().forEach(one -> told.add(certificate(one)));
    changes.records().forEach(one -> told.add(record(one)));
    return told;
  }

  private static Told finding(FindingChange one) {
    String text = Words.cutShort(one.id()) + " at " + Words.cutShort(one.subject());
    String title = Words.cutShort(one.title());
    return switch (one.kind()) {
      case NEW ->
          new Told(
              "New findings",
              "+",
              Style.BAD,
              one.newSeverity() + " " + text,
              title + (one.unseenBefore() ? " (could not be seen before)" : ""));
      case SEVERITY ->
          new Told(
              "Findings that matter otherwise",
              "~",
              Style.FAIR,
              one.oldSeverity() + " → " + one.newSeverity() + " " + text,
              title);
      case GONE ->
          new Told(
              "Findings that are gone", "-", Style.GOOD, one.oldSeverity() + " " + text, title);
      case UNSEEN ->
          new Told(
              "Findings of which nothing is known this time",
              "?",
              Style.FAIR,
              one.oldSeverity() + " " + text,
              title);
    };
  }

  private static Told listing(ListingChange one) {
    String text = Words.cutShort(one.subject()) + " on " + Words.cutShort(one.list());
    String meaning = one.meaning() == null ? "" : Words.cutShort(one.meaning());
    boolean allow = one.listKind().equals("allow");
    return switch (one.kind()) {
      case LISTED -> new Told("Lists", "+", allow ? Style.GOOD : Style.BAD, text, meaning);
      case DELISTED -> new Told("Lists", "-", allow ? Style.BAD : Style.GOOD, text, meaning);
      case CODES -> new Told("Lists", "~", Style.FAIR, text, meaning);
      case UNSEEN ->
          new Told("Lists", "?", Style.FAIR, text, "listed before; no usable answer this time");
    };
  }

  private static Told certificate(CertificateChange one) {
    String kind = one.kind() == CertificateChange.Kind.RENEWED ? "renewed" : "replaced";
    return new Told(
        "Certificates",
        "~",
        Style.NOTE,
        Words.cutShort(one.host() + " " + String.join(", ", one.ports())) + ": " + kind,
        Words.cutShort(one.before().notAfter())
            + " → "
            + Words.cutShort(one.after().notAfter())
            + ", by "
            + Words.cutShort(one.after().issuer()));
  }

  private static Told record(RecordChange one) {
    String sign = one.before().isEmpty() ? "+" : one.after().isEmpty() ? "-" : "~";
    return new Told(
        "Records",
        sign,
        Style.NOTE,
        Words.cutShort(one.kind()) + " " + Words.cutShort(one.name()),
        values(one.before()) + " → " + values(one.after()));
  }

  private static String values(List<String> values) {
    return values.isEmpty() ? "none" : Words.cut(String.join(" | ", values));
  }
}
