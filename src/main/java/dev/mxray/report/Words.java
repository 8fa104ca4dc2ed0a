package dev.mxray.report;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the terminal report puts names, numbers and long values into words. */
final class Words {
  /** Characters of one value; a record that fits one UDP answer is shown whole. */
  static final int MAX_VALUE = 500;

  /** Characters of one value where it is one of several in a line. */
  static final int MAX_SHORT = 120;

  private Words() {}

  /** A value that has a paragraph of its own. */
  static String cut(String value) {
    return Printable.cut(value, MAX_VALUE);
  }

  /** A value among others. */
  static String cutShort(String value) {
    return Printable.cut(value, MAX_SHORT);
  }

  static String number(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  static String count(double value) {
    return new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
  }

  static String count(int number, String one) {
    return count(number, one, one + "s");
  }

  static String count(int number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }

  /** Sections with commas between them. */
  static String sections(String ids) {
    return Arrays.stream(cutShort(ids).split(", "))
        .map(Words::section)
        .collect(Collectors.joining(", "));
  }

  static String section(String id) {
    return switch (id) {
      case "mx" -> "MX";
      case "spf" -> "SPF";
      case "dkim" -> "DKIM";
      case "dmarc" -> "DMARC";
      case "mta_sts" -> "MTA-STS";
      case "tls_rpt" -> "TLS-RPT";
      case "bimi" -> "BIMI";
      case "smtp" -> "Mail servers";
      case "reputation" -> "Reputation";
      case "additional" -> "Additional";
      case "general" -> "General";
      default -> cutShort(id);
    };
  }

  static String policy(@Nullable String policy) {
    return switch (policy == null ? "" : policy) {
      case "none" -> "none: mail that fails is delivered all the same";
      case "quarantine" -> "quarantine: mail that fails is treated as suspicious";
      case "reject" -> "reject: mail that fails is refused";
      case "" -> "not valid: receivers take it as none, or ignore the record";
      default -> cutShort(policy == null ? "" : policy);
    };
  }

  static String all(@Nullable String all) {
    return switch (all == null ? "" : all) {
      case "pass" -> "passes (pass): anyone may send mail in this domain's name";
      case "fail" -> "is not authorised (fail)";
      case "softfail" -> "is probably not authorised (softfail)";
      case "neutral" -> "is neither authorised nor refused (neutral)";
      case "" -> "is neither authorised nor refused (the record does not end in all)";
      default -> cutShort(all == null ? "" : all);
    };
  }
}
