package dev.mxray.finding;

import dev.mxray.text.Sentence;
import java.util.Locale;

/** The parts of a scan that findings belong to. */
public enum Section {
  MX(Sentence.verbatim("MX")),
  SPF(Sentence.verbatim("SPF")),
  DKIM(Sentence.verbatim("DKIM")),
  DMARC(Sentence.verbatim("DMARC")),
  MTA_STS(Sentence.verbatim("MTA-STS")),
  TLS_RPT(Sentence.verbatim("TLS-RPT")),
  BIMI(Sentence.verbatim("BIMI")),
  SMTP(Sentence.of("finding.section-smtp")),
  MAILBOX(Sentence.of("finding.section-mailbox")),
  TLS(Sentence.verbatim("TLS")),
  DANE(Sentence.verbatim("DANE")),
  DNSSEC(Sentence.verbatim("DNSSEC")),
  CAA(Sentence.verbatim("CAA")),
  REPUTATION(Sentence.of("finding.section-reputation")),
  GENERAL(Sentence.of("finding.section-general"));

  @SuppressWarnings("ImmutableEnumChecker") // A sentence is immutable.
  private final Sentence category;

  Section(Sentence category) {
    this.category = category;
  }

  /** The word used in reports and options: {@code mx}, {@code spf}, … */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name for people. */
  public Sentence told() {
    return category;
  }

  /** The name in English. */
  public String category() {
    return category.toString();
  }
}
