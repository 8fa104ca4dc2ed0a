package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import java.util.List;

/** What {@code mxray spf} prints, as text for a terminal; see {@link ConsoleWriter}. */
public final class ConsoleSpfCheck {
  /** RFC 7208 §4.6.4. */
  private static final int MAX_LOOKUPS = 10;

  /** RFC 7208 §4.6.4. */
  private static final int MAX_VOID = 2;

  private static final int LABEL = 8;

  /** More than one check ever asks. */
  private static final int MAX_QUESTIONS = 150;

  private ConsoleSpfCheck() {}

  /** The part as text, with a line feed at its end. */
  public static String text(
      SpfCheckPart part, Texts texts, Palette palette, boolean unicode, int width) {
    var page = new Page(texts, palette, unicode, width);
    page.add(0, page.line().put(Style.STRONG, Words.cut(part.domain())));
    SpfPart spf = part.spf();
    if (spf == null) {
      check(page, part);
    } else {
      audit(page, part, spf);
    }
    return page.text();
  }

  private static void check(Page page, SpfCheckPart part) {
    String result = String.valueOf(part.result());
    page.add(
        2,
        page.line()
            .pad(Style.QUIET, page.texts().of("check.client"), LABEL)
            .put(Words.cut(part.ip() + "")));
    page.add(
        2,
        page.line()
            .pad(Style.QUIET, page.texts().of("check.sender"), LABEL)
            .put(Words.cut(part.sender() + "")));
    page.add(
        2,
        page.line()
            .pad(Style.QUIET, page.texts().of("check.helo"), LABEL)
            .put(Words.cut(part.helo() + "")));
    page.blank();
    var line = page.line().put(style(result), result);
    if (part.mechanism() != null) {
      line.put("  ").say("check.because", Words.cut(part.mechanism()));
    } else if (part.reason() != null) {
      line.put("  " + Words.cut(part.reason()));
    } else {
      line.put("  ").say("check.no-match");
    }
    page.add(0, line);
    if (part.explanation() != null) {
      page.add(
          2,
          4,
          page.line()
              .say(Style.QUIET, "check.explanation")
              .put("  ")
              .put(Words.cut(part.explanation())));
    }
    page.add(2, counts(page, part));
    path(page, part.path());
    questions(page, part.questions());
  }

  private static Line counts(Page page, SpfCheckPart part) {
    return page.line()
        .say(Style.QUIET, "spf.lookups")
        .put(" ")
        .put(part.lookups() + "/" + MAX_LOOKUPS)
        .put(Style.QUIET, " · ")
        .say(Style.QUIET, "spf.void-lookups")
        .put(" ")
        .put(part.voidLookups() + "/" + MAX_VOID);
  }

  private static void path(Page page, List<SpfCheckPart.Step> path) {
    if (path.isEmpty()) {
      return;
    }
    page.heading(page.texts().of("check.path"));
    for (SpfCheckPart.Step step : path) {
      page.add(
          2,
          4,
          page.line()
              .put(Words.cut(step.domain()))
              .put(Style.QUIET, " → ")
              .put(Words.cut(step.term()))
              .put(Style.QUIET, "  ")
              .say(Style.QUIET, "at", step.position()));
    }
  }

  private static void questions(Page page, List<SpfCheckPart.Asked> questions) {
    page.heading(page.texts().of("check.questions"));
    for (SpfCheckPart.Asked asked : questions.stream().limit(MAX_QUESTIONS).toList()) {
      var line = page.line().put(asked.type() + " " + Words.cut(asked.name()));
      line.put(Style.QUIET, "  " + asked.status());
      if (asked.reason() != null) {
        line.put(Style.FAIR, " (" + Words.cutShort(asked.reason()) + ")");
      }
      page.add(2, 4, line);
    }
    if (questions.isEmpty()) {
      page.add(2, page.line().say("none"));
    } else if (questions.size() > MAX_QUESTIONS) {
      page.add(2, page.line().say("more", questions.size() - MAX_QUESTIONS));
    }
  }

  private static void audit(Page page, SpfCheckPart part, SpfPart spf) {
    List<FindingPart> findings = part.findings() == null ? List.of() : part.findings();
    boolean sure =
        Boolean.TRUE.equals(spf.valid())
            || findings.stream().noneMatch(finding -> finding.id().equals("check-inconclusive"));
    ConsoleSpf.write(page, spf, sure);
    ConsoleSpf.details(page, spf);
    ConsoleFindings.write(page, findings);
  }

  private static Style style(String result) {
    return switch (result) {
      case "pass" -> Style.GOOD;
      case "fail", "permerror" -> Style.BAD;
      case "softfail", "temperror" -> Style.FAIR;
      default -> Style.NOTE;
    };
  }
}
