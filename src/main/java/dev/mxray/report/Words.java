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

  /** Sections with commas between them. */
  static String sections(Texts texts, String ids) {
    return Arrays.stream(cutShort(ids).split(", "))
        .map(id -> section(texts, id))
        .collect(Collectors.joining(", "));
  }

  static String section(Texts texts, String id) {
    return known(texts, "part", id);
  }

  /** What a policy asks of receivers; null for one that is not valid. */
  static String policy(Texts texts, @Nullable String policy) {
    return policy == null || policy.isEmpty()
        ? texts.of("policy-invalid")
        : known(texts, "policy", policy);
  }

  /** What becomes of mail from elsewhere; null where the record does not end in all. */
  static String all(Texts texts, @Nullable String all) {
    return all == null || all.isEmpty() ? texts.of("all-missing") : known(texts, "all", all);
  }

  /** A word of the report's in the language; one that is not known as it is, but short. */
  static String known(Texts texts, String kind, String word) {
    String known = texts.known(kind, word);
    return known == null ? cutShort(word) : known;
  }
}
