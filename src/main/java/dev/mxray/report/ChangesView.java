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
import org.jspecify.annotations.Nullable;

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
        page.add(2, page.line().say("diff.more"));
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
      page.add(2, page.line().say(Style.GOOD, "diff.nothing"));
    }
    return page.text();
  }

  /** For a comment on a pull request. */
  public String markdown() {
    var out = new StringBuilder("## ");
    out.append(texts.of("diff.title", Markdown.text(Words.cutShort(changes.domain()))))
        .append("\n\n")
        .append(Markdown.text(score()))
        .append("\n");
    String heading = "";
    int lines = 0;
    for (Told told : told()) {
      if (lines++ == MAX_MARKDOWN) {
        out.append("\n").append(texts.of("diff.and-more")).append("\n");
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
      out.append("\n").append(texts.of("diff.nothing")).append("\n");
    }
    return out.append("\n<sub>")
        .append(Markdown.text(changes.oldScannedAt() + " → " + changes.newScannedAt()))
        .append("</sub>\n")
        .toString();
  }

  private String word(String sign) {
    return switch (sign) {
      case "+" -> "**" + texts.of("diff.new") + "** ";
      case "-" -> "**" + texts.of("diff.gone") + "** ";
      case "?" -> "*" + texts.of("diff.not-seen") + "* ";
      default -> "**" + texts.of("diff.changed") + "** ";
    };
  }

  private String score() {
    ScoreChange score = changes.score();
    String was =
        score.oldScore() == null ? texts.of("none") : score.oldScore() + " " + score.oldGrade();
    String is =
        score.newScore() == null ? texts.of("none") : score.newScore() + " " + score.newGrade();
    String delta = score.delta() > 0 ? " (+" + score.delta() + ")" : " (" + score.delta() + ")";
    return texts.of(
        "diff.score",
        was.equals(is) ? is : was + " → " + is + (score.moved() ? delta : ""),
        Words.number(score.oldCoveragePct()),
        Words.number(score.newCoveragePct()));
  }

  private List<Told> told() {
    var told = new ArrayList<Told>();
    changes.findings().forEach(one -> told.add(finding(one)));
    changes.listings().forEach(one -> told.add(listing(one)));
    changes.certificates().forEach(one -> told.add(certificate(one)));
    changes.records().forEach(one -> told.add(record(one)));
    return told;
  }

  private Told finding(FindingChange one) {
    String text = Words.cutShort(one.id()) + " " + texts.of("at", Words.cutShort(one.subject()));
    String title = Words.cutShort(one.title());
    return switch (one.kind()) {
      case NEW ->
          new Told(
              texts.of("diff.new-findings"),
              "+",
              Style.BAD,
              severity(one.newSeverity()) + " " + text,
              title + (one.unseenBefore() ? " " + texts.of("diff.unseen-before") : ""));
      case SEVERITY ->
          new Told(
              texts.of("diff.other-severity"),
              "~",
              Style.FAIR,
              severity(one.oldSeverity()) + " → " + severity(one.newSeverity()) + " " + text,
              title);
      case GONE ->
          new Told(
              texts.of("diff.gone-findings"),
              "-",
              Style.GOOD,
              severity(one.oldSeverity()) + " " + text,
              title);
      case UNSEEN ->
          new Told(
              texts.of("diff.unseen-findings"),
              "?",
              Style.FAIR,
              severity(one.oldSeverity()) + " " + text,
              title);
    };
  }

  private Told listing(ListingChange one) {
    String text = texts.of("diff.on", Words.cutShort(one.subject()), Words.cutShort(one.list()));
    String lists = texts.of("diff.lists");
    String meaning = one.meaning() == null ? "" : Words.cutShort(one.meaning());
    boolean allow = one.listKind().equals("allow");
    return switch (one.kind()) {
      case LISTED -> new Told(lists, "+", allow ? Style.GOOD : Style.BAD, text, meaning);
      case DELISTED -> new Told(lists, "-", allow ? Style.BAD : Style.GOOD, text, meaning);
      case CODES -> new Told(lists, "~", Style.FAIR, text, meaning);
      case UNSEEN -> new Told(lists, "?", Style.FAIR, text, texts.of("diff.list-unseen"));
    };
  }

  private Told certificate(CertificateChange one) {
    String kind =
        texts.of(one.kind() == CertificateChange.Kind.RENEWED ? "diff.renewed" : "diff.replaced");
    return new Told(
        texts.of("diff.certificates"),
        "~",
        Style.NOTE,
        Words.cutShort(one.host() + " " + String.join(", ", one.ports())) + ": " + kind,
        Words.cutShort(one.before().notAfter())
            + " → "
            + Words.cutShort(one.after().notAfter())
            + ", "
            + texts.of("certificate.by", Words.cutShort(one.after().issuer())));
  }

  private Told record(RecordChange one) {
    String sign = one.before().isEmpty() ? "+" : one.after().isEmpty() ? "-" : "~";
    return new Told(
        texts.of("diff.records"),
        sign,
        Style.NOTE,
        Words.cutShort(one.kind()) + " " + Words.cutShort(one.name()),
        values(one.before()) + " → " + values(one.after()));
  }

  private String severity(@Nullable String severity) {
    return severity == null ? texts.of("none") : Words.known(texts, "severity", severity);
  }

  private String values(List<String> values) {
    return values.isEmpty() ? texts.of("none") : Words.cut(String.join(" | ", values));
  }
}
