package dev.mxray.report;

import dev.mxray.report.DmarcPart.ReportUri;
import dev.mxray.report.Palette.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The DMARC policy in words. */
final class ConsoleDmarc {
  private static final int LABEL = 19;
  private static final int MAX_RECORDS = 5;
  private static final int MAX_URIS = 20;

  private final Page page;

  private ConsoleDmarc(Page page) {
    this.page = page;
  }

  static void write(Page page, Report report) {
    page.heading("DMARC");
    var section = new ConsoleDmarc(page);
    DmarcPart dmarc = report.dmarc();
    switch (dmarc.state()) {
      case "present" -> section.present(report, dmarc);
      case "absent" -> {
        page.add(2, page.line().put(Style.BAD, "✗").put(" ").say("dmarc.absent"));
        section.walk(dmarc);
      }
      case "unknown" -> {
        page.add(2, page.line().say(Style.FAIR, "not-seen.sentence"));
        section.walk(dmarc);
      }
      default -> page.add(2, page.line().put(Words.cutShort(dmarc.state())));
    }
  }

  private void present(Report report, DmarcPart dmarc) {
    for (String record : dmarc.records().stream().limit(MAX_RECORDS).toList()) {
      page.add(2, 4, page.line().put(Words.cut(record)));
    }
    if (dmarc.record() == null) {
      page.add(
          2, page.line().put(Style.BAD, "✗").put(" ").say("dmarc.several", dmarc.records().size()));
      walk(dmarc);
      return;
    }
    row(
        "dmarc.here",
        Words.policy(page.texts(), report.dmarcPolicy()),
        ofPolicy(report.dmarcPolicy()));
    if (Boolean.TRUE.equals(dmarc.testing())) {
      row("dmarc.testing", page.texts().of("dmarc.testing-means"), Style.FAIR);
    }
    row(
        "dmarc.published",
        page.texts()
            .of(
                "dmarc.policies",
                word(dmarc.policy()),
                word(dmarc.subdomainPolicy()),
                word(dmarc.nonexistentSubdomainPolicy())),
        Style.PLAIN);
    row(
        "dmarc.below",
        page.texts()
            .of(
                "dmarc.below-policies",
                effective(dmarc.effectiveSubdomainPolicy()),
                effective(dmarc.effectiveNonexistentSubdomainPolicy())),
        Style.PLAIN);
    row("dmarc.dkim-alignment", alignment(dmarc.adkim(), "dmarc.signer"), Style.PLAIN);
    row("dmarc.spf-alignment", alignment(dmarc.aspf(), "dmarc.envelope"), Style.PLAIN);
    destinations("dmarc.rua", dmarc.rua());
    destinations("dmarc.ruf", dmarc.ruf());
    if (!dmarc.ruf().isEmpty() && dmarc.fo() != null) {
      row("dmarc.fo", failureOptions(dmarc.fo()), Style.PLAIN);
    }
    walk(dmarc);
  }

  private void walk(DmarcPart dmarc) {
    if (!dmarc.treeWalk().isEmpty()) {
      row(
          "dmarc.walk",
          dmarc.treeWalk().stream()
              .map(step -> Words.cutShort(step.name()) + " " + result(page.texts(), step.result()))
              .collect(Collectors.joining(" → ")),
          Style.PLAIN);
      row("", page.texts().of("dmarc.ended", end(page.texts(), dmarc)), Style.QUIET);
    }
    if (dmarc.foundAt() != null) {
      String organization =
          dmarc.organizationalDomain() == null
              ? ""
              : "; "
                  + page.texts()
                      .of("dmarc.organization", Words.cutShort(dmarc.organizationalDomain()));
      row("dmarc.found-at", Words.cutShort(dmarc.foundAt()) + organization, Style.PLAIN);
    }
  }

  private void row(String label, String text, Style style) {
    page.add(2, 2 + LABEL, page.line().pad(Style.QUIET, label(label), LABEL).put(style, text));
  }

  private void destinations(String label, List<ReportUri> uris) {
    if (uris.isEmpty()) {
      row(label, page.texts().of("dmarc.no-reports"), Style.PLAIN);
      return;
    }
    String shown = label;
    for (ReportUri uri : uris.stream().limit(MAX_URIS).toList()) {
      var line = page.line().pad(Style.QUIET, label(shown), LABEL).put(Words.cutShort(uri.uri()));
      if (uri.external()) {
        Boolean authorized = uri.authorized();
        if (authorized == null) {
          line.put(Style.FAIR, " ").say(Style.FAIR, "dmarc.external-unseen");
        } else if (authorized) {
          line.put(" ").say("dmarc.external");
        } else {
          line.put(Style.BAD, " ").say(Style.BAD, "dmarc.external-refused");
        }
      }
      page.add(2, 2 + LABEL, line);
      shown = "";
    }
    if (uris.size() > MAX_URIS) {
      row("", page.texts().of("more", uris.size() - MAX_URIS), Style.PLAIN);
    }
  }

  private String label(String key) {
    return key.isEmpty() ? "" : page.texts().of(key);
  }

  private String word(@Nullable String policy) {
    return policy == null ? page.texts().of("dmarc.not-valid") : Words.cutShort(policy);
  }

  private String effective(@Nullable String policy) {
    return policy == null ? page.texts().of("dmarc.no-policy") : Words.cutShort(policy);
  }

  private static Style ofPolicy(@Nullable String policy) {
    return switch (policy == null ? "" : policy) {
      case "reject", "quarantine" -> Style.GOOD;
      default -> Style.BAD;
    };
  }

  private String alignment(@Nullable String mode, String domain) {
    return switch (mode == null ? "" : mode) {
      case "r" -> page.texts().of("dmarc.relaxed", page.texts().of(domain));
      case "s" -> page.texts().of("dmarc.strict", page.texts().of(domain));
      default -> page.texts().of("not-seen");
    };
  }

  private String failureOptions(String fo) {
    List<String> words = new ArrayList<>();
    for (String option : fo.split(":")) {
      String known = page.texts().known("fo", option.strip());
      words.add(known == null ? page.texts().of("fo-undefined", Words.cutShort(option)) : known);
    }
    return Words.cut(String.join("; ", words));
  }

  /** Why the walk ended where it did. */
  static String end(Texts texts, DmarcPart dmarc) {
    List<DmarcPart.Step> steps = dmarc.treeWalk();
    String last = steps.isEmpty() ? "" : Words.cutShort(steps.get(steps.size() - 1).name());
    return switch (dmarc.walkEnd()) {
      case "psd=n" -> texts.of("dmarc.end-organization", last);
      case "psd=y" -> texts.of("dmarc.end-suffix", last);
      case "top" -> texts.of("dmarc.end-top", last);
      default -> Words.cutShort(dmarc.walkEnd());
    };
  }

  static String result(Texts texts, String result) {
    return "(" + Words.known(texts, "walk", result) + ")";
  }
}
