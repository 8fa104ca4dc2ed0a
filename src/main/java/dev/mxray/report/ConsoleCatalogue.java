package dev.mxray.report;

import dev.mxray.finding.Severity;
import dev.mxray.mcss.CatalogueCheck;
import dev.mxray.mcss.CatalogueCheck.Checked;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.mcss.Rating;
import dev.mxray.mcss.Scores;
import dev.mxray.mcss.Vector;
import dev.mxray.report.Palette.Style;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Controls of the catalogue as text for a terminal. */
public final class ConsoleCatalogue {
  private static final int SHOWN_FIRST = 10;

  private final ControlTexts texts;
  private final Palette palette;
  private final boolean unicode;
  private final int width;

  /** Text in a language, for a terminal. */
  public ConsoleCatalogue(ControlTexts texts, Palette palette, boolean unicode, int width) {
    this.texts = texts;
    this.palette = palette;
    this.unicode = unicode;
    this.width = width;
  }

  /** A line for each control, under its area and component. */
  public String list(List<CataloguePart> controls) {
    var page = new Page(Texts.console(texts.language()), palette, unicode, width);
    int ids = widest(controls.stream().map(CataloguePart::id).toList());
    int words =
        widest(
            controls.stream()
                .flatMap(control -> List.of(control.severity(), control.rating()).stream())
                .map(this::word)
                .toList());
    String head = "";
    for (CataloguePart control : controls) {
      String own = control.area() + ", " + control.component();
      if (!own.equals(head)) {
        head = own;
        page.heading(own);
      }
      page.add(
          2,
          2 + ids + 2 * words + 10,
          page.line()
              .pad(Style.PLAIN, control.id(), ids + 2)
              .pad(style(control.severity()), word(control.severity()), words + 2)
              .pad(Style.QUIET, control.baseScore().toPlainString(), 4)
              .put(" ")
              .pad(Style.QUIET, word(control.rating()), words + 1)
              .put(control.name()));
    }
    page.blank();
    page.add(0, page.line().put(Style.QUIET, counted(controls.size())));
    return page.text();
  }

  private String counted(int count) {
    return count
        + " "
        + texts.label(count == 1 ? "control" : "controls")
        + ". "
        + texts.label("columns");
  }

  /** What a vector computes to. */
  public String scored(Vector vector, Scores scores) {
    var page = new Page(Texts.console(texts.language()), palette, unicode, width);
    page.add(0, page.line().put(vector.toString()));
    page.add(
        0,
        page.line()
            .put(texts.label("exploitability") + " " + scores.exploitability().toPlainString())
            .put(", " + texts.label("impact") + " " + scores.impact().toPlainString()));
    page.add(
        0,
        page.line()
            .put(Style.STRONG, texts.label("score") + " " + scores.baseScore().toPlainString())
            .put(", " + texts.label("rated") + " " + word(scores.rating().id())));
    return page.text();
  }

  /** The statistics of checked controls. */
  public String statistics(CatalogueCheck check) {
    List<Checked> controls = check.controls();
    var page = new Page(Texts.console(texts.language()), palette, unicode, width);
    if (controls.isEmpty()) {
      return "";
    }
    page.heading(texts.label("by-rating"));
    var ratings = new ArrayList<>(List.of(Rating.values()));
    Collections.reverse(ratings);
    for (Rating rating : ratings) {
      share(
          page,
          rating.id(),
          controls.stream().filter(control -> control.scores().rating() == rating).count(),
          controls.size());
    }
    page.heading(texts.label("by-severity"));
    for (Severity severity : Severity.values()) {
      share(
          page,
          severity.id(),
          controls.stream().filter(control -> control.severity() == severity).count(),
          controls.size());
    }
    page.heading(texts.label("scores"));
    scores(page, controls);
    page.heading(texts.label("first"));
    controls.stream()
        .sorted(
            Comparator.comparing(Checked::severity)
                .thenComparing(control -> control.scores().baseScore(), Comparator.reverseOrder()))
        .limit(SHOWN_FIRST)
        .forEach(
            control ->
                page.add(
                    2,
                    page.line()
                        .pad(Style.PLAIN, control.id(), 16)
                        .pad(style(control.severity().id()), word(control.severity().id()), 12)
                        .put(control.scores().baseScore().toPlainString())));
    return page.text();
  }

  private void scores(Page page, List<Checked> controls) {
    List<BigDecimal> scores =
        controls.stream().map(control -> control.scores().baseScore()).sorted().toList();
    BigDecimal mean =
        scores.stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .divide(BigDecimal.valueOf(scores.size()), 1, RoundingMode.HALF_UP);
    page.add(2, page.line().put(texts.label("mean") + " " + mean.toPlainString()));
    page.add(
        2,
        page.line()
            .put(texts.label("lowest") + " " + scores.get(0).toPlainString())
            .put(", " + texts.label("highest") + " ")
            .put(scores.get(scores.size() - 1).toPlainString()));
  }

  private void share(Page page, String id, long count, int all) {
    page.add(
        2,
        page.line()
            .pad(style(id), word(id), 12)
            .put(String.format(Locale.ROOT, "%4d %5.1f %%", count, 100.0 * count / all)));
  }

  private String word(String id) {
    return texts.label("word." + id);
  }

  private static Style style(String severity) {
    return switch (severity) {
      case "critical", "high" -> Style.STRONG;
      default -> Style.PLAIN;
    };
  }

  private static int widest(List<String> words) {
    return words.stream().mapToInt(String::length).max().orElse(0);
  }
}
