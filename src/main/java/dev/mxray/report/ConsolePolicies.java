package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the domain says about TLS to its exchanges, and the logo that it wants to be shown. */
final class ConsolePolicies {
  private static final int LABEL = 19;
  private static final int MAX_PATTERNS = 20;
  private static final long SECONDS_OF_A_DAY = 86_400;

  private final Page page;

  private ConsolePolicies(Page page) {
    this.page = page;
  }

  static void write(Page page, Report report) {
    page.heading(page.texts().of("policies"));
    var section = new ConsolePolicies(page);
    section.mtaSts(report.mtaSts());
    section.tlsRpt(report.tlsRpt());
    section.bimi(report.bimi());
  }

  private void mtaSts(MtaStsPart sts) {
    record("MTA-STS", sts.state(), sts.record());
    alias("policies.record-alias", sts.cname());
    MtaStsPart.Policy policy = sts.policy();
    if (policy != null) {
      row(
          "policies.mode",
          Words.known(page.texts(), "mode", policy.mode()),
          policy.mode().equals("enforce") ? Style.GOOD : Style.FAIR);
      row("policies.exchanges", listed(policy.mx()), Style.PLAIN);
      row("policies.kept", age(policy.maxAge()), Style.PLAIN);
    } else if (sts.state().equals("present")) {
      row("policies.policy", page.texts().of("policies.unusable"), Style.BAD);
    }
    alias("policies.host-alias", sts.policyHostCname());
  }

  private void tlsRpt(TlsRptPart tlsRpt) {
    record("TLS-RPT", tlsRpt.state(), tlsRpt.record());
    if (tlsRpt.state().equals("present")) {
      row(
          "policies.reports-to",
          tlsRpt.rua().isEmpty() ? page.texts().of("policies.nobody") : listed(tlsRpt.rua()),
          tlsRpt.rua().isEmpty() ? Style.BAD : Style.PLAIN);
    }
  }

  private void bimi(BimiPart bimi) {
    record("BIMI", bimi.state(), bimi.record());
    if (bimi.logo() != null) {
      row("policies.logo", Words.cut(bimi.logo()), Style.PLAIN);
    }
    BimiPart.Certificate certificate = bimi.certificate();
    if (certificate != null) {
      row(
          "policies.certificate",
          page.texts()
              .of(
                  "policies.certificate-of",
                  listed(certificate.names()),
                  Words.cutShort(certificate.notAfter())),
          Style.PLAIN);
    }
  }

  private void record(String name, String state, @Nullable String record) {
    var line = page.line().pad(Style.STRONG, name, LABEL);
    switch (state) {
      case "present" ->
          line.put(record == null ? page.texts().of("policies.several") : Words.cut(record));
      case "absent" -> line.say("none");
      case "unknown" -> line.say(Style.FAIR, "not-seen");
      default -> line.put(Words.cutShort(state));
    }
    page.add(2, 2 + LABEL, line);
  }

  private void alias(String label, @Nullable String target) {
    if (target != null) {
      row(label, Words.cutShort(target), Style.PLAIN);
    }
  }

  private void row(String label, String text, Style style) {
    page.add(
        2, 2 + LABEL, page.line().pad(Style.QUIET, page.texts().of(label), LABEL).put(style, text));
  }

  private String age(long seconds) {
    return seconds < SECONDS_OF_A_DAY
        ? page.texts().of("seconds", seconds)
        : page.texts().of("policies.days", Math.floorDiv(seconds, SECONDS_OF_A_DAY));
  }

  private String listed(List<String> items) {
    if (items.isEmpty()) {
      return page.texts().of("none");
    }
    String first =
        items.stream().limit(MAX_PATTERNS).map(Words::cutShort).collect(Collectors.joining(", "));
    return items.size() > MAX_PATTERNS
        ? first + " " + page.texts().of("more", items.size() - MAX_PATTERNS)
        : first;
  }
}
