package dev.mxray.report;

import dev.mxray.finding.Remediation;
import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.report.Palette.Style;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code mxray fix} shows of a report: what to publish, and which findings that clears. */
public final class FixView {
  private static final int GAIN = 5;

  private final Report report;
  private final Texts texts;

  /** A view of a report, in English. */
  public FixView(Report report) {
    this(report, Texts.console());
  }

  /** A view of a report, in a language. */
  public FixView(Report report, Texts texts) {
    this.report = report;
    this.texts = texts;
  }

  /**
   * One step of the machine form.
   *
   * @param finding the id of the finding that it helps to clear
   * @param subject the finding's subject
   * @param gain points by which the score would rise without the finding, as far as the ledger
   *     tells; 0 where it costs nothing
   */
  record Item(
      String finding,
      String kind,
      String name,
      String type,
      String value,
      String subject,
      int gain) {}

  /** One step of the machine form, with its place in the plan. */
  record PlannedItem(
      String finding,
      String kind,
      String name,
      String type,
      String value,
      String subject,
      int gain,
      String severity,
      String effort,
      @Nullable Integer scoreThen) {}

  /**
   * A list of steps as one JSON document.
   *
   * @param planned in the order of the plan, with what it knows of each, rather than the order of
   *     the findings
   */
  public String json(boolean planned) {
    return new JsonWriter().pretty(planned ? plannedItems() : items());
  }

  private List<Item> items() {
    var items = new ArrayList<Item>();
    for (FindingPart finding : report.findings()) {
      int gain = Recommendation.points(report, finding.id());
      for (Remediation one : finding.remediation()) {
        items.add(
            new Item(
                finding.id(),
                one.kind(),
                one.name(),
                one.type(),
                one.value(),
                finding.subject(),
                gain));
      }
    }
    return items;
  }

  private List<PlannedItem> plannedItems() {
    var items = new ArrayList<PlannedItem>();
    for (FixSchedule.Step step : FixSchedule.of(report).steps()) {
      for (FindingPart finding : step.what().findings()) {
        for (Remediation one : finding.remediation()) {
          items.add(
              new PlannedItem(
                  finding.id(),
                  one.kind(),
                  one.name(),
                  one.type(),
                  one.value(),
                  finding.subject(),
                  step.what().gain(),
                  finding.severity(),
                  step.effort().id(),
                  step.scoreThen()));
        }
      }
    }
    return items;
  }

  /** The records for people, each with the findings that it clears. */
  public String text(Palette palette, boolean unicode, int width) {
    var page = new Page(texts, palette, unicode, width);
    page.heading(texts.of("fix", Words.cutShort(report.domain())));
    FixPlan plan = FixPlan.of(report);
    if (plan.places().isEmpty() && plan.deletions().isEmpty()) {
      page.add(2, page.line().say(nothing()));
      return page.text();
    }
    for (FixPlan.Place place : plan.places()) {
      page.blank();
      findings(page, place.findings());
      record(page, place);
    }
    if (!plan.deletions().isEmpty()) {
      page.heading(texts.of("fix.delete"));
      for (FixPlan.Deletion deletion : plan.deletions()) {
        page.add(
            2,
            4,
            page.line()
                .put(Style.BAD, "- ")
                .put(ZoneLine.of(deletion.record()))
                .put(Style.QUIET, "  " + Words.cutShort(deletion.finding().id())));
      }
    }
    page.blank();
    page.add(0, page.line().say("fix.closing"));
    return page.text();
  }

  /** The key of what is said where there is nothing to publish. */
  private String nothing() {
    return report.findings().isEmpty() ? "fix.no-finding" : "fix.nothing";
  }

  private static void findings(Page page, List<FindingPart> findings) {
    String ids =
        findings.stream().map(FindingPart::id).distinct().collect(Collectors.joining(", "));
    page.add(2, page.line().put(Style.STRONG, Words.cut(findings.get(0).title())));
    page.add(2, page.line().say(Style.QUIET, "fix.clears", Words.cut(ids)));
  }

  private void record(Page page, FixPlan.Place place) {
    Remediation now = place.now();
    if (now != null) {
      lines(page, now, Style.GOOD, "+ ");
    }
    for (String caution : cautions(place)) {
      page.add(4, 4, page.line().own(Style.FAIR, caution));
    }
    Remediation later = place.later();
    if (later != null) {
      page.add(4, page.line().say(Style.QUIET, "fix.later"));
      lines(page, later, Style.QUIET, "+ ");
    }
  }

  private static void lines(Page page, Remediation record, Style style, String mark) {
    if (!record.kind().equals(Remediation.FILE)) {
      page.add(2, 4, page.line().put(style, mark).put(ZoneLine.of(record)));
      return;
    }
    page.add(2, 4, page.line().put(style, mark).put(record.name() + " (" + record.type() + ")"));
    record.value().lines().forEach(line -> page.add(6, 8, page.line().put(line)));
  }

  /** What to do before a record is published. */
  private List<String> cautions(FixPlan.Place place) {
    var cautions = new ArrayList<String>();
    Remediation now = place.now() == null ? place.later() : place.now();
    if (now == null) {
      return cautions;
    }
    if (now.kind().equals(Remediation.DNS) && !isInside(now.name())) {
      cautions.add(texts.of("fix.other-zone"));
    }
    if (place.step() || place.now() == null) {
      cautions.add(texts.of(now.kind().equals(Remediation.FILE) ? "fix.enforce" : "fix.stricter"));
    }
    if (clears(place, "spf-too-many-lookups")) {
      cautions.add(texts.of("fix.flattened"));
    }
    if (now.kind().equals(Remediation.FILE)) {
      cautions.add(texts.of("fix.host"));
    }
    if (now.type().equals("TLSA")) {
      cautions.add(texts.of("fix.key"));
    }
    @Nullable String mailbox = newMailbox(now);
    if (mailbox != null) {
      cautions.add(texts.of("fix.mailbox", mailbox));
    }
    return cautions;
  }

  private static boolean clears(FixPlan.Place place, String id) {
    return place.findings().stream().anyMatch(finding -> finding.id().equals(id));
  }

  private boolean isInside(String name) {
    return name.equals(report.domain())
        || name.endsWith("." + report.domain())
        || (report.organizationalDomain() != null
            && name.endsWith("." + report.organizationalDomain()));
  }

  /** The mailbox that a proposal names and the old record did not. */
  private @Nullable String newMailbox(Remediation record) {
    for (String prefix : List.of("dmarc-reports@", "tls-reports@")) {
      String mailbox = prefix + report.domain();
      boolean known = report.dmarc().rua().stream().anyMatch(uri -> uri.uri().contains(mailbox));
      if (record.value().contains("mailto:" + mailbox) && !known) {
        return mailbox;
      }
    }
    return null;
  }

  /** The records as a fragment of a zone file, with comments. */
  public String zone() {
    var out = new StringBuilder();
    comment(out, texts.of("zone", report.domain(), report.scannedAt()));
    FixPlan plan = FixPlan.of(report);
    if (plan.places().isEmpty() && plan.deletions().isEmpty()) {
      comment(out, texts.of(nothing()));
      return out.toString();
    }
    comment(out, texts.of("zone.replaces"));
    for (FixPlan.Deletion deletion : plan.deletions()) {
      comment(out, texts.of("zone.delete", ZoneLine.of(deletion.record())));
    }
    for (FixPlan.Place place : plan.places()) {
      out.append('\n');
      Set<String> told = new LinkedHashSet<>();
      place.findings().forEach(one -> told.add(one.id() + ": " + one.title()));
      told.forEach(line -> comment(out, line));
      cautions(place).forEach(line -> comment(out, line));
      zoneLines(out, place);
    }
    return out.toString();
  }

  private void zoneLines(StringBuilder out, FixPlan.Place place) {
    Remediation now = place.now();
    if (now != null && now.kind().equals(Remediation.FILE)) {
      comment(out, texts.of("zone.serve", now.name(), now.type()));
      now.value().lines().forEach(line -> comment(out, "  " + line));
    } else if (now != null && !isInside(now.name())) {
      comment(out, texts.of("zone.elsewhere", ZoneLine.of(now)));
    } else if (now != null) {
      out.append(ZoneLine.of(now)).append('\n');
    }
    Remediation later = place.later();
    if (later != null) {
      comment(out, texts.of("zone.later", ZoneLine.of(later)));
    }
  }

  private static void comment(StringBuilder out, String text) {
    String line = Printable.of(Printable.typewritten(text), /* unicode= */ false);
    out.append("; ").append(line).append('\n');
  }

  /** What to do: by severity, points gained and effort, with what the score becomes. */
  public String plan(Palette palette, boolean unicode, int width) {
    var page = new Page(texts, palette, unicode, width);
    page.heading(texts.of("plan", Words.cutShort(report.domain())));
    List<FixSchedule.Step> steps = FixSchedule.of(report).steps();
    if (steps.isEmpty()) {
      page.add(2, page.line().say(nothing()));
    }
    ControlTexts controls = ControlTexts.in(texts.language());
    for (FixSchedule.Step step : steps) {
      step(page, step, controls);
    }
    page.blank();
    if (report.securityScore() != null) {
      page.add(0, page.line().say("plan.score", report.securityScore()));
    }
    return page.text();
  }

  private static void step(Page page, FixSchedule.Step step, ControlTexts texts) {
    Recommendation what = step.what();
    FindingPart first = what.first();
    String gain = what.gain() > 0 ? "+" + what.gain() : "";
    page.add(
        2,
        2 + GAIN,
        page.line()
            .put(Style.GOOD, " ".repeat(Math.max(0, GAIN - 2 - gain.length())) + gain + "  ")
            .own(Style.PLAIN, Words.cut(first.title()))
            .put(Style.QUIET, "  " + Words.cutShort(first.id()))
            .put(
                Style.QUIET,
                "  "
                    + Words.known(page.texts(), "severity", first.severity())
                    + ", "
                    + texts.label("word." + step.effort().id())
                    + (step.scoreThen() == null ? "" : " → " + step.scoreThen())));
    for (FindingPart finding : what.findings()) {
      for (Remediation one : finding.remediation()) {
        boolean delete = one.kind().equals(Remediation.DNS_DELETE);
        if (one.kind().equals(Remediation.FILE)) {
          page.add(2 + GAIN, page.line().put(Style.GOOD, "+ ").put(Words.cut(one.name())));
        } else {
          page.add(
              2 + GAIN,
              4 + GAIN,
              page.line()
                  .put(delete ? Style.BAD : Style.GOOD, delete ? "- " : "+ ")
                  .put(ZoneLine.of(one)));
        }
      }
    }
    if (what.findings().stream().allMatch(finding -> finding.remediation().isEmpty())) {
      page.add(2 + GAIN, page.line().own(Style.QUIET, Words.cut(first.recommendation())));
      guidance(page, first, texts);
    }
  }

  /** What the first control that it belongs to says beyond the recommendation. */
  private static void guidance(Page page, FindingPart finding, ControlTexts texts) {
    finding.controls().stream()
        .flatMap(id -> Catalogue.english().find(id).stream())
        .findFirst()
        .ifPresent(
            control ->
                page.add(
                    2 + GAIN,
                    4 + GAIN,
                    page.line()
                        .put(Style.NOTE, control.id() + ": ")
                        .own(Style.QUIET, texts.of(control).verify())));
  }
}
