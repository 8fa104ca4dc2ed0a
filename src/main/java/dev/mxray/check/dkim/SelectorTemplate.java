package dev.mxray.check.dkim;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Selectors that are made from the domain or a date: {@code {domain-with-dashes}}, {@code {yyyy}}
 * and {@code {yyyymm}}, at most one in a selector.
 */
final class SelectorTemplate {
  /** Keys should be changed within two years (NIST SP 800-177r1); one more year for the slow. */
  static final int YEARS_BACK = 3;

  static final int MONTHS_BACK = 24;

  private static final String DOMAIN = "{domain-with-dashes}";
  private static final String YEAR = "{yyyy}";
  private static final String MONTH = "{yyyymm}";
  private static final DateTimeFormatter YYYYMM =
      DateTimeFormatter.ofPattern("uuuuMM", Locale.ROOT);

  private SelectorTemplate() {}

  /** The selectors that the template stands for; the text itself when it is no template. */
  static List<String> expand(String template, String domain, LocalDate today) {
    if (template.indexOf('{') < 0) {
      return List.of(template);
    }
    if (template.contains(DOMAIN)) {
      String name = template.replace(DOMAIN, domain.replace('.', '-'));
      // A long domain makes a label that cannot exist.
      return Selector.isName(name) ? List.of(name) : List.of();
    }
    var names = new ArrayList<String>();
    if (template.contains(MONTH)) {
      // From next month, which may be published already, backwards.
      for (int back = -1; back <= MONTHS_BACK; back++) {
        names.add(template.replace(MONTH, today.minusMonths(back).format(YYYYMM)));
      }
    } else {
      for (int back = -1; back <= YEARS_BACK; back++) {
        names.add(template.replace(YEAR, String.valueOf(today.getYear() - back)));
      }
    }
    return names;
  }

  /** True when the text is a selector, or becomes one when filled in. */
  static boolean isValid(String template) {
    String filled = template.replace(DOMAIN, "d").replace(MONTH, "202601").replace(YEAR, "2026");
    int templates = (template.length() - template.replace("{", "").length());
    return templates <= 1 && Selector.isName(filled);
  }
}
