package dev.mxray.mcss.evidence.milter;

import java.util.Locale;

/** Software that a mail server passes mail through. */
public enum Filter {
  OPENDKIM("opendkim|dkim", "8891"),
  OPENDMARC("opendmarc|dmarc", "8893"),
  RSPAMD("rspamd", "11332"),
  SPAMASSASSIN("spamass|spamassassin|spamc|spamd", "783"),
  CLAMAV("clamav|clmilter|clamd|clamsmtp", "7357|10025"),
  AMAVIS("amavis|smtp-amavis", "10024"),
  SPF("spf", "");

  private final String words;
  private final String ports;

  Filter(String words, String ports) {
    this.words = words;
    this.ports = ports;
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
