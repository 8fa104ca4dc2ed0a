package dev.mxray.fix;

import dev.mxray.check.bimi.BimiRecord;
import dev.mxray.finding.Finding;
import dev.mxray.finding.Remediation;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * BIMI records whose meaning is beyond doubt: the version is written wrong, or beside the one that
 * can be used there are others.
 */
final class BimiRemedies {
  private static final String TXT = "TXT";

  /** Quotation marks around the whole, and the version in small letters or with blanks. */
  private static final Pattern VERSION =
      Pattern.compile("[\"'\\s]*v\\s*=\\s*bimi1\\s*;\\s*(.*?)[\"'\\s]*", Pattern.CASE_INSENSITIVE);

  private BimiRemedies() {}

  static List<Remediation> of(Finding finding, Sight seen) {
    List<BimiRecord> records = seen.bimi().records().found().orElse(List.of());
    String name = seen.bimi().foundAt();
    return records.size() == 1 ? corrected(name, records.get(0).text()) : others(name, records);
  }

  private static List<Remediation> corrected(String name, String old) {
    Matcher meant = VERSION.matcher(old);
    String text = meant.matches() ? "v=BIMI1; " + meant.group(1) : old;
    return BimiRecord.parse(text).faults().isEmpty()
        ? List.of(Remediation.delete(name, TXT, old), Remediation.publish(name, TXT, text))
        : List.of();
  }

  /** Of several that could be used the owner has to say which. */
  private static List<Remediation> others(String name, List<BimiRecord> records) {
    long usable = records.stream().filter(record -> record.faults().isEmpty()).count();
    return usable == 1
        ? records.stream()
            .filter(record -> !record.faults().isEmpty())
            .map(record -> Remediation.delete(name, TXT, record.text()))
            .toList()
        : List.of();
  }
}
