package dev.mxray.check.dkim;

import dev.mxray.key.SharedFactors;
import java.time.LocalDate;
import java.util.List;

/**
 * What to look for.
 *
 * @param domain the scanned domain, A-labels
 * @param selectors the catalogue
 * @param givenSelectors the user's own, asked first; {@link Selector#isName} of each is true
 * @param deep the last tier of the catalogue too
 * @param today the scan's date, for selectors that are dates
 * @param randomLabel a label that nobody can have published, for the wildcard test
 * @param moduli the RSA moduli of the run, to which those that are found are added
 */
public record DkimSearch(
    String domain,
    Selectors selectors,
    List<String> givenSelectors,
    boolean deep,
    LocalDate today,
    String randomLabel,
    SharedFactors moduli) {
  public DkimSearch {
    givenSelectors = List.copyOf(givenSelectors);
  }
}
