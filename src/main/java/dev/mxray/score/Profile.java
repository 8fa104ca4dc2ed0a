package dev.mxray.score;

import java.util.Locale;

/** What a domain is measured as. */
public enum Profile {
  /** It takes mail, or may. */
  MAIL,
  /**
   * It takes no mail: a null MX alone; or no MX and an SPF record that is exactly {@code v=spf1
   * -all}; or neither MX nor address.
   */
  NO_MAIL;

  /** The word used in reports: {@code mail}, {@code no_mail}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
