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
    page.heading("Transport policies and BIMI");
    var section = new ConsolePolicies(page);
    section.mtaSts(report.mtaSts());
    section.tlsRpt(report.tlsRpt());
    section.bimi(report.bimi());
  }

  private void mtaSts(MtaStsPart sts) {
    record("MTA-STS", sts.state(), sts.record());
    alias("record is alias of", sts.cname());
    MtaStsPart.Policy policy = sts.policy();
    if (policy != null) {
      row("mode", mode(policy.mode()), policy.mode().equals("enforce") ? Style.GOOD : Style.FAIR);
      row("exchanges named", listed(policy.mx()), Style.PLAIN);
      row("kept for", age(policy.maxAge()), Style.PLAIN);
    } else if (sts.state().equals("present")) {
      row("policy", "none that senders can use", Style.BAD);
    }
    alias("host is alias of", sts.policyHostCname());
  }

  private void tlsRpt(TlsRptPart tlsRpt) {
    record("TLS-RPT", tlsRpt.state(), tlsRpt.record());
    if (tlsRpt.state().equals("present")) {
      row(
          "reports go to",
          tlsRpt.rua().isEmpty() ? "nobody" : listed(tlsRpt.rua()),
          tlsRpt.rua().isEmpty() ? Style.BAD : Style.PLAIN);
    }
  }

  private void bimi(BimiPart bimi) {
    record("BIMI", bimi.state(), bimi.record());
    if (bimi.logo() != null) {
      row("logo", Words.cut(bimi.logo()), Style.PLAIN);
    }
    BimiPart.Certificate certificate = bimi.certificate();
    if (certificate != null) {
      row(
          "mark certificate",
          "for "
              + listed(certificate.names())
              + ", until "
              + Words.cutShort(certificate.notAfter())
              + "; its authority was not verified",
          Style.PLAIN);
    }
  }

  private void record(String name, String state, @Nullable String record) {
    var line = page.line().pad(Style.STRONG, name, LABEL);
    switch (state) {
      case "present" ->
          line.put(record == null ? "several records: none of them counts" : Words.cut(record));
      case "absent" -> line.put("none");
      case "unknown" -> line.put(Style.FAIR, "not seen");
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
    page.add(2, 2 + LABEL, page.line().pad(Style.QUIET, label, LABEL).put(style, text));
  }

  private static String mode(String mode) {
    return switch (mode) {
      case "enforce" -> "enforce: mail is not delivered without a verified certificate";
      case "testing" -> "testing: failures are reported, mail is delivered all the same";
      case "none" -> "none: as if there were no policy";
      default -> Words.cutShort(mode);
    };
  }

  private static String age(long seconds) {
    return seconds < SECONDS_OF_A_DAY
        ? seconds + " seconds"
        : Math.floorDiv(seconds, SECONDS_OF_A_DAY) + " days";
  }

  private static String listed(List<String> items) {
    if (items.isEmpty()) {
      return "none";
    }
    String first =
        items.stream().limit(MAX_PATTERNS).map(Words::cutShort).collect(Collectors.joining(", "));
    return items.size() > MAX_PATTERNS
        ? first + " … " + (items.size() - MAX_PATTERNS) + " more"
        : first;
  }
}
