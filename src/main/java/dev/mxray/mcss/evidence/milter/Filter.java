package dev.mxray.mcss.evidence.milter;

import java.util.Locale;

/** Software that a mail server passes mail through. */
public enum Filter {
  OPENDKIM("OpenDKIM", "opendkim|dkim", "8891"),
  OPENDMARC("OpenDMARC", "opendmarc|dmarc", "8893"),
  RSPAMD("Rspamd", "rspamd", "11332"),
  SPAMASSASSIN("SpamAssassin", "spamass|spamassassin|spamc|spamd", "783"),
  CLAMAV("ClamAV", "clamav|clmilter|clamd|clamsmtp", "7357|10025"),
  AMAVIS("Amavis", "amavis|smtp-amavis", "10024"),
  SPF("the SPF service", "spf", "");

  private final String title;
  private final String words;
  private final String ports;

  Filter(String title, String words, String ports) {
    this.title = title;
    this.words = words;
    this.ports = ports;
  }

  /** As people call it. */
  public String title() {
    return title;
  }

  /** Whether an address names it, or has the port that its documentation gives it. */
  boolean named(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    return lower.matches(".*(" + words + ").*")
        || (!ports.isEmpty() && lower.matches(".*[:@](" + ports + ")(@.*)?"));
  }

  /** Whether this file configures it. */
  boolean configuredBy(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return lower.matches(".*(" + words + ").*");
  }
}
