package dev.mxray.check.reputation;

import dev.mxray.finding.Severity;
import java.util.Locale;

/** What a return code of a list counts for; the heaviest first. */
public enum Weight {
  /** Receivers widely refuse mail because of it. */
  HIGH(Severity.HIGH),
  /** Many receivers refuse or distrust mail because of it. */
  MEDIUM(Severity.MEDIUM),
  /** Few receivers look at it. */
  LOW(Severity.LOW),
  /** It speaks of the neighbourhood, or of something that is not mail. */
  INFO(Severity.INFO),
  /** What kind of address it is by its network's own policy; says nothing about abuse. */
  POLICY(Severity.INFO),
  /** No listing at all, though the name has an address. */
  NONE(Severity.INFO);

  private final Severity severity;

  Weight(Severity severity) {
    this.severity = severity;
  }

  /** The severity of the finding. */
  public Severity severity() {
    return severity;
  }

  /** The word in the file of lists. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
