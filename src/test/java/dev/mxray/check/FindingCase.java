package dev.mxray.check;

import dev.mxray.finding.FindingType;

/**
 * What every finding type has to show: a zone in which it is reported, one in which it is not, and
 * one in which it could not be seen. The scanned domain is example.com unless said otherwise.
 *
 * @param type the finding type
 * @param domain the scanned domain
 * @param subject the subject that the report names
 * @param reported zone text in which it is true
 * @param silent zone text in which it is not true
 * @param unseen zone text in which the questions that would tell fail; there it must not be
 *     reported, and check-inconclusive must be
 */
public record FindingCase(
    FindingType type,
    String domain,
    String subject,
    String reported,
    String silent,
    String unseen) {

  /** A case about example.com whose subject is the domain itself. */
  public static FindingCase of(FindingType type, String reported, String silent, String unseen) {
    return new FindingCase(type, "example.com", "example.com", reported, silent, unseen);
  }

  /** The same case with another subject. */
  public FindingCase about(String other) {
    return new FindingCase(type, domain, other, reported, silent, unseen);
  }

  /** The same case with another scanned domain. */
  public FindingCase scanning(String other) {
    return new FindingCase(type, other, subject, reported, silent, unseen);
  }

  @Override
  public String toString() {
    return type.id();
  }
}
