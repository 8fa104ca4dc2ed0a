package dev.mxray.finding;

import java.util.Locale;

/** The parts of a scan that findings belong to. */
public enum Section {
  MX("MX"),
  SPF("SPF"),
  DKIM("DKIM"),
  DMARC("DMARC"),
  MTA_STS("MTA-STS"),
  TLS_RPT("TLS-RPT"),
  BIMI("BIMI"),
  SMTP("Mail servers"),
  MAILBOX("Mailbox servers"),
  TLS("TLS"),
  DANE("DANE"),
  DNSSEC("DNSSEC"),
  CAA("CAA"),
  REPUTATION("Reputation"),
  GENERAL("General");

  private final String category;

  Section(String category) {
    this.category = category;
  }

  /** The word used in reports and options: {@code mx}, {@code spf}, … */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name for people. */
  public String category() {
    return category;
  }
}
