package dev.mxray.score;

import java.util.Locale;

/** The parts of which a scan tells separately how much it has seen. */
public enum ScorePartId {
  SPF,
  DKIM,
  DMARC,
  SMTP,
  REPUTATION,
  MX,
  MTA_STS,
  TLS_RPT,
  DANE,
  DNSSEC,
  CAA_BIMI;

  /** The word used in documentation: {@code mta_sts}, … */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
