package dev.mxray.mcss.evidence.exim;

import dev.mxray.mcss.evidence.Quote;

/** The value of an option of Exim and its line; {@code true} or {@code false} for a switch. */
public record EximOption(String name, String value, Quote quote) {

  /** How it reads in a reason. */
  public String said() {
    return (name + " = " + (value.length() > 200 ? value.substring(0, 200) + "…" : value)).strip();
  }
}
