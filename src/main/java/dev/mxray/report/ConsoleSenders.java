package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Who can forge the domain's mail, and what large receivers ask of its own. */
final class ConsoleSenders {
  private static final int LABEL = 44;
  private static final int COLUMN = 13;
  private static final int MAX_PROOF = 8;
  private static final int MAX_ROWS = 20;
  private static final String NOT_VISIBLE = "not_visible";

  private ConsoleSenders() {}

  static void write(Page page, Report report) {
    SpoofabilityPart spoofability = report.spoofability();
    if (spoofability != null) {
      spoofability(page, spoofability);
    }
    if (!report.senderRequirements().isEmpty()) {
      requirements(page, report.senderRequirements());
    }
  }

  static void spoofability(Page page, SpoofabilityPart spoofability) {
    page.heading(page.texts().of("forged"));
    page.add(
        2,
        page.line()
            .put(style(spoofability.verdict()), mark(spoofability.verdict()))
            .put(" ")
            .own(style(spoofability.verdict()), Words.cut(spoofability.summary())));
    for (String line : spoofability.proof().stream().limit(MAX_PROOF).toList()) {
      page.add(4, 6, page.line().put(Words.cut(line)));
    }
  }

  /** A row for each requirement, a column for each receiver; what nobody can see in one line. */
  private static void requirements(Page page, List<SenderRequirementPart> all) {
    page.heading(page.texts().of("requirements"));
    Set<String> receivers = distinct(all.stream().map(SenderRequirementPart::receiver).toList());
    var head = page.line().pad(Style.QUIET, "", LABEL);
    receivers.forEach(name -> head.pad(Style.QUIET, Words.cutShort(name), COLUMN));
    page.add(2, head);
    Set<String> rows = distinct(all.stream().map(SenderRequirementPart::description).toList());
    for (String row : rows.stream().filter(one -> visible(all, one)).limit(MAX_ROWS).toList()) {
      var line = page.line().pad(Style.PLAIN, own(page, row), LABEL);
      receivers.forEach(receiver -> cell(page.texts(), line, all, row, receiver));
      page.add(2, line);
    }
    String hidden =
        rows.stream()
            .filter(row -> !visible(all, row))
            .limit(MAX_ROWS)
            .map(row -> own(page, row))
            .collect(Collectors.joining("; "));
    if (!hidden.isEmpty()) {
      page.add(2, 4, page.line().say(Style.QUIET, "requirements.hidden", hidden));
    }
  }

  private static void cell(
      Texts texts, Line line, List<SenderRequirementPart> all, String row, String receiver) {
    String status =
        all.stream()
            .filter(one -> one.description().equals(row) && one.receiver().equals(receiver))
            .map(SenderRequirementPart::status)
            .findFirst()
            .orElse("");
    switch (status) {
      case "met" -> line.pad(Style.GOOD, texts.of("requirement.met"), COLUMN);
      case "not_met" -> line.pad(Style.BAD, texts.of("requirement.not_met"), COLUMN);
      case NOT_VISIBLE -> line.pad(Style.QUIET, texts.of("requirement.not_visible"), COLUMN);
      case "" -> line.pad(Style.QUIET, texts.of("requirement.not_asked"), COLUMN);
      default -> line.pad(Style.QUIET, Words.cutShort(status), COLUMN);
    }
  }

  /** A requirement, in ASCII where the page is. */
  private static String own(Page page, String row) {
    String brief = Words.cutShort(row);
    return page.unicode() ? brief : Printable.typewritten(brief);
  }

  private static boolean visible(List<SenderRequirementPart> all, String row) {
    return all.stream()
        .anyMatch(one -> one.description().equals(row) && !one.status().equals(NOT_VISIBLE));
  }

  private static Set<String> distinct(List<String> values) {
    return new LinkedHashSet<>(values);
  }

  private static String mark(String verdict) {
    return switch (verdict) {
      case "rejected", "quarantined" -> "✓";
      case "open", "subdomains" -> "✗";
      default -> "•";
    };
  }

  private static Style style(String verdict) {
    return switch (verdict) {
      case "rejected", "quarantined" -> Style.GOOD;
      case "open" -> Style.WORST;
      case "subdomains" -> Style.BAD;
      default -> Style.FAIR;
    };
  }
}
