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
        page.add(2, page.line().put(Style.BAD, "✗").put(" No DMARC record."));
        section.walk(dmarc);
      }
      case "unknown" -> {
        page.add(2, page.line().put(Style.FAIR, "Not seen."));
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
          2,
          page.line()
              .put(Style.BAD, "✗")
              .put(" " + dmarc.records().size() + " records: receivers use none of them."));
      walk(dmarc);
      return;
    }
    row("applies here", Words.policy(report.dmarcPolicy()), ofPolicy(report.dmarcPolicy()));
    if (Boolean.TRUE.equals(dmarc.testing())) {
      row("testing", "t=y: receivers are asked not to enforce the policy", Style.FAIR);
    }
    row(
        "published",
        "p="
            + word(dmarc.policy())
            + ", subdomains "
            + word(dmarc.subdomainPolicy())
            + ", names that do not exist "
            + word(dmarc.nonexistentSubdomainPolicy()),
        Style.PLAIN);
    row(
        "apply below",
        "existing subdomains "
            + effective(dmarc.effectiveSubdomainPolicy())
            + ", others "
            + effective(dmarc.effectiveNonexistentSubdomainPolicy()),
        Style.PLAIN);
    row("DKIM alignment", alignment(dmarc.adkim(), "the signing domain (d=)"), Style.PLAIN);
    row("SPF alignment", alignment(dmarc.aspf(), "the envelope sender's domain"), Style.PLAIN);
    destinations("aggregate (rua)", dmarc.rua());
    destinations("failures (ruf)", dmarc.ruf());
    if (!dmarc.ruf().isEmpty() && dmarc.fo() != null) {
      row("failure options", failureOptions(dmarc.fo()), Style.PLAIN);
    }
    walk(dmarc);
  }

  private void walk(DmarcPart dmarc) {
    if (!dmarc.treeWalk().isEmpty()) {
      row(
          "tree walk",
          dmarc.treeWalk().stream()
              .map(step -> Words.cutShort(step.name()) + " " + result(step.result()))
              .collect(Collectors.joining(" → ")),
          Style.PLAIN);
      row("", "ended: " + ConsoleDmarc.end(dmarc), Style.QUIET);
    }
    if (dmarc.foundAt() != null) {
      String organization =
          dmarc.organizationalDomain() == null
              ? ""
              : "; organizational domain " + Words.cutShort(dmarc.organizationalDomain());
      row("found at", Words.cutShort(dmarc.foundAt()) + organization, Style.PLAIN);
    }
  }

  private void row(String label, String text, Style style) {
    page.add(2, 2 + LABEL, page.line().pad(Style.QUIET, label, LABEL).put(style, text));
  }

  private void destinations(String label, List<ReportUri> uris) {
    if (uris.isEmpty()) {
      row(label, "no reports asked for", Style.PLAIN);
      return;
    }
    String shown = label;
    for (ReportUri uri : uris.stream().limit(MAX_URIS).toList()) {
      var line = page.line().pad(Style.QUIET, shown, LABEL).put(Words.cutShort(uri.uri()));
      if (uri.external()) {
        Boolean authorized = uri.authorized();
        if (authorized == null) {
          line.put(Style.FAIR, " (external; its consent was not seen)");
        } else if (authorized) {
          line.put(" (external, with its consent)");
        } else {
          line.put(Style.BAD, " (external, without its consent: receivers send nothing)");
        }
      }
      page.add(2, 2 + LABEL, line);
      shown = "";
    }
    if (uris.size() > MAX_URIS) {
      row("", "… " + (uris.size() - MAX_URIS) + " more", Style.PLAIN);
    }
  }

  private static String word(@Nullable String policy) {
    return policy == null ? "not valid" : Words.cutShort(policy);
  }

  private static String effective(@Nullable String policy) {
    return policy == null ? "no policy" : Words.cutShort(policy);
  }

  private static Style ofPolicy(@Nullable String policy) {
    return switch (policy == null ? "" : policy) {
      case "reject", "quarantine" -> Style.GOOD;
      default -> Style.BAD;
    };
  }

  private static String alignment(@Nullable String mode, String domain) {
    return switch (mode == null ? "" : mode) {
      case "r" -> "relaxed (r): " + domain + " may be any in the same organization";
      case "s" -> "strict (s): " + domain + " must be exactly that of From";
      default -> "not seen";
    };
  }

  private static String failureOptions(String fo) {
    List<String> words = new ArrayList<>();
    for (String option : fo.split(":")) {
      words.add(
          switch (option.strip()) {
            case "0" -> "0: when no mechanism gives an aligned pass";
            case "1" -> "1: when any mechanism gives something other than an aligned pass";
            case "d" -> "d: when a DKIM signature fails, aligned or not";
            case "s" -> "s: when SPF fails, aligned or not";
            default -> Words.cutShort(option) + ": not defined";
          });
    }
    return Words.cut(String.join("; ", words));
  }

  /** Why the walk ended where it did. */
  static String end(DmarcPart dmarc) {
    List<DmarcPart.Step> steps = dmarc.treeWalk();
    String last = steps.isEmpty() ? "" : Words.cutShort(steps.get(steps.size() - 1).name());
    return switch (dmarc.walkEnd()) {
      case "psd=n" -> last + " says psd=n: it is the organizational domain";
      case "psd=y" -> last + " says psd=y: it is a public suffix domain";
      case "top" -> "no label is left above " + last;
      default -> Words.cutShort(dmarc.walkEnd());
    };
  }

  static String result(String result) {
    return switch (result) {
      case "record" -> "(record)";
      case "none" -> "(none)";
      case "several" -> "(several)";
      case "unknown" -> "(not seen)";
      default -> "(" + Words.cutShort(result) + ")";
    };
  }
}
