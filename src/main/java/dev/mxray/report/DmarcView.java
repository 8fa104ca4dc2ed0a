package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code mxray dmarc} shows of a report: the policy of a name, and how it came about. */
public final class DmarcView {
  private static final int LABEL = 24;

  private final Report report;

  /** A view of a report for which SPF, DKIM and DMARC were looked at. */
  public DmarcView(Report report) {
    this.report = report;
  }

  /**
   * The document.
   *
   * @param record the one that applies; null when none does
   * @param policy the policy that applies to the name, lowered by t=y; null when there is none or
   *     it was not seen. The next two likewise, for subdomains without a record of their own
   * @param spoofability a word for what becomes of forged mail
   * @param state {@code present}, {@code absent} or {@code unknown}
   */
  record Document(
      String domain,
      @Nullable String record,
      @Nullable String foundAt,
      @Nullable String organizationalDomain,
      List<DmarcPart.Step> treeWalk,
      String walkEnd,
      @Nullable String policy,
      @Nullable String subdomainPolicy,
      @Nullable String nonexistentSubdomainPolicy,
      @Nullable String spoofability,
      List<String> spoofabilityProof,
      List<String> olderReceivers,
      String state) {}

  /** One JSON document, with a line feed at its end. */
  public String json() {
    DmarcPart dmarc = report.dmarc();
    SpoofabilityPart forged = report.spoofability();
    return new JsonWriter()
        .pretty(
            new Document(
                report.domain(),
                dmarc.record(),
                dmarc.foundAt(),
                dmarc.organizationalDomain(),
                dmarc.treeWalk(),
                dmarc.walkEnd(),
                report.dmarcPolicy(),
                dmarc.effectiveSubdomainPolicy(),
                dmarc.effectiveNonexistentSubdomainPolicy(),
                forged == null ? null : forged.verdict(),
                forged == null ? List.of() : forged.proof(),
                dmarc.olderReceivers(),
                dmarc.state()));
  }

  /** The same for people. */
  public String text(Texts texts, Palette palette, boolean unicode, int width) {
    var page = new Page(texts, palette, unicode, width);
    DmarcPart dmarc = report.dmarc();
    page.heading(texts.of("dmarc.policy-of", Words.cutShort(report.domain())));
    switch (dmarc.state()) {
      case "absent" ->
          page.add(2, page.line().put(Style.BAD, "✗").put(" ").say("dmarc.none-applies"));
      case "unknown" -> page.add(2, page.line().say(Style.FAIR, "not-seen.sentence"));
      default -> records(page, dmarc);
    }
    if (!dmarc.state().equals("unknown")) {
      policies(page, dmarc);
    }
    walk(page, dmarc);
    if (report.spoofability() != null) {
      ConsoleSenders.spoofability(page, report.spoofability());
    }
    if (!dmarc.olderReceivers().isEmpty()) {
      page.heading(texts.of("dmarc.older"));
      for (String difference : dmarc.olderReceivers()) {
        page.add(2, 4, page.line().put("• ").put(Words.cut(difference)));
      }
    }
    return page.text();
  }

  private static void records(Page page, DmarcPart dmarc) {
    for (String record : dmarc.records().stream().limit(5).toList()) {
      page.add(2, 4, page.line().put(Words.cut(record)));
    }
    if (dmarc.record() == null) {
      page.add(
          2, page.line().put(Style.BAD, "✗").put(" ").say("dmarc.several", dmarc.records().size()));
    }
  }

  private void policies(Page page, DmarcPart dmarc) {
    row(page, report.domain(), report.dmarcPolicy());
    row(page, page.texts().of("dmarc.existing"), dmarc.effectiveSubdomainPolicy());
    row(page, page.texts().of("dmarc.other"), dmarc.effectiveNonexistentSubdomainPolicy());
    if (dmarc.organizationalDomain() != null) {
      page.add(
          2,
          2 + LABEL,
          page.line()
              .pad(Style.QUIET, page.texts().of("dmarc.organizational"), LABEL)
              .put(Words.cutShort(dmarc.organizationalDomain())));
    }
  }

  private static void row(Page page, String label, @Nullable String policy) {
    boolean enforced = policy != null && !policy.equals("none");
    page.add(
        2,
        2 + LABEL,
        page.line()
            .pad(Style.QUIET, Words.cutShort(label), LABEL - 1)
            .put(" ")
            .put(
                enforced ? Style.GOOD : Style.BAD,
                policy == null
                    ? page.texts().of("dmarc.no-policy")
                    : Words.policy(page.texts(), policy)));
  }

  private static void walk(Page page, DmarcPart dmarc) {
    page.heading(page.texts().of("dmarc.tree-walk"));
    int number = 0;
    for (DmarcPart.Step step : dmarc.treeWalk()) {
      number++;
      page.add(
          2,
          5,
          page.line()
              .put(Style.QUIET, number + ". ")
              .put(
                  Words.cutShort(step.name())
                      + " "
                      + ConsoleDmarc.result(page.texts(), step.result())));
    }
    page.add(
        2, 5, page.line().say(Style.QUIET, "dmarc.ended", ConsoleDmarc.end(page.texts(), dmarc)));
  }
}
