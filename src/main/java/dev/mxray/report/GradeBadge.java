package dev.mxray.report;

import dev.mxray.text.Sentence;
import dev.mxray.text.Wording;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The grade as a small picture (SVG), for a page that tells of several things. */
public final class GradeBadge {

  private static final int LABEL_LETTER = 6;
  private static final int HEIGHT = 20;
  private static final int LETTER = 8;
  private static final int PADDING = 14;

  private GradeBadge() {}

  /**
   * The picture, with a line feed at the end.
   *
   * @param grade null without one
   * @param score null without one
   * @param words of the language that it is in
   */
  public static String of(@Nullable String grade, @Nullable Integer score, Wording words) {
    String label = Sentence.of("report.badge").in(words);
    int labelWidth = PADDING + LABEL_LETTER * label.length();
    String known = grade != null && grade.matches("[A-F]") && score != null ? grade : null;
    String value =
        known == null ? Sentence.of("report.badge-unknown").in(words) : known + " " + score;
    int width = PADDING + LETTER * value.length();
    int whole = labelWidth + width;
    String title = label + ": " + value;
    return String.format(
        Locale.ROOT,
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" role="img" \
        aria-label="%3$s">
        <title>%3$s</title>
        <clipPath id="r"><rect width="%1$d" height="%2$d" rx="3"/></clipPath>
        <g clip-path="url(#r)">
        <rect width="%4$d" height="%2$d" fill="#444c56"/>
        <rect x="%4$d" width="%5$d" height="%2$d" fill="%6$s"/>
        </g>
        <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" \
        font-size="11">
        <text x="%7$d" y="14">%8$s</text>
        <text x="%9$d" y="14" font-weight="bold">%10$s</text>
        </g>
        </svg>
        """,
        whole,
        HEIGHT,
        title,
        labelWidth,
        width,
        colour(known),
        labelWidth / 2,
        label,
        labelWidth + width / 2,
        value);
  }

  /** Dark enough for white letters (WCAG AA). */
  private static String colour(@Nullable String grade) {
    return switch (grade == null ? "" : grade) {
      case "A" -> "#1a7a43";
      case "B" -> "#4b7a12";
      case "C" -> "#8a5a00";
      case "D" -> "#b93815";
      case "" -> "#5d6b7e";
      default -> "#b42318";
    };
  }
}
