package dev.mxray.fix;

import dev.mxray.check.dkim.DkimRecord;
import dev.mxray.check.dkim.SelectorObservation;
import dev.mxray.finding.Finding;
import dev.mxray.finding.Remediation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * DKIM records. A new key cannot be proposed, since its private half has to be made where mail is
 * signed; so a broken key is revoked, and a tag that keeps a good key from being used is taken out.
 */
final class DkimRemedies {
  private static final String TXT = "TXT";
  private static final String REVOKED = "v=DKIM1; p=";
  private static final String NODE = "._domainkey.";

  private DkimRemedies() {}

  static List<Remediation> of(Finding finding, Sight seen) {
    return selector(finding, seen)
        .map(
            selector ->
                switch (finding.type()) {
                  case DKIM_KEY_TESTING -> without(finding, selector, "t");
                  case DKIM_SHA1_ONLY -> without(finding, selector, "h");
                  case DKIM_SERVICE_MISMATCH -> without(finding, selector, "s");
                  case DKIM_KEY_WEAK, DKIM_KEY_COMPROMISED, DKIM_KEY_INVALID ->
                      revoked(finding, selector);
                  case DKIM_MULTIPLE_RECORDS -> single(finding, selector);
                  case DKIM_DANGLING_CNAME -> unlinked(finding, selector);
                  default -> List.<Remediation>of();
                })
        .orElse(List.of());
  }

  private static Optional<SelectorObservation> selector(Finding finding, Sight seen) {
    return seen.dkim().selectors().stream()
        .filter(one -> finding.subject().equals(one.selector() + NODE + seen.domain()))
        .findFirst();
  }

  /** The same key without a tag. Behind an alias the record is somebody else's. */
  private static List<Remediation> without(
      Finding finding, SelectorObservation selector, String tag) {
    return only(selector)
        .map(
            text ->
                Arrays.stream(text.split(";"))
                    .map(String::strip)
                    .filter(one -> !one.isEmpty() && !nameOf(one).equals(tag))
                    .collect(Collectors.joining("; ")))
        .filter(text -> DkimRecord.parse(text) instanceof DkimRecord.Key)
        .map(text -> replaced(finding, selector, text))
        .orElse(List.of());
  }

  private static String nameOf(String tag) {
    return tag.split("=", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static List<Remediation> revoked(Finding finding, SelectorObservation selector) {
    return only(selector).isEmpty() ? List.of() : replaced(finding, selector, REVOKED);
  }

  /** The one usable key stays; which of several is in use cannot be seen. */
  private static List<Remediation> single(Finding finding, SelectorObservation selector) {
    List<DkimRecord.Key> usable =
        selector.keys().stream().filter(DkimRecord.Key::usable).distinct().toList();
    if (usable.size() != 1 || !selector.aliases().isEmpty()) {
      return List.of();
    }
    return selector.records().stream()
        .map(DkimRecord::text)
        .filter(text -> !text.equals(usable.get(0).text()))
        .map(text -> Remediation.delete(finding.subject(), TXT, text))
        .toList();
  }

  private static List<Remediation> unlinked(Finding finding, SelectorObservation selector) {
    return selector.aliases().isEmpty()
        ? List.of()
        : List.of(Remediation.delete(finding.subject(), "CNAME", selector.aliases().get(0) + "."));
  }

  /** The text of the one record that stands at the selector itself. */
  private static Optional<String> only(SelectorObservation selector) {
    return selector.records().size() == 1 && selector.aliases().isEmpty()
        ? Optional.of(selector.records().get(0).text())
        : Optional.empty();
  }

  private static List<Remediation> replaced(
      Finding finding, SelectorObservation selector, String text) {
    var steps = new ArrayList<Remediation>();
    only(selector).ifPresent(old -> steps.add(Remediation.delete(finding.subject(), TXT, old)));
    steps.add(Remediation.publish(finding.subject(), TXT, text));
    return steps;
  }
}
