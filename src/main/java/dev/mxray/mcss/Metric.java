package dev.mxray.mcss;

import java.util.Optional;

/** The metrics of a vector, in the order in which it is written. */
public enum Metric {
  /** Exposure vector: from the network, an adjacent network, the host itself, by touching it. */
  EV(Group.EXPLOITABILITY, "N0 A1 L2 P3"),
  /** Attack complexity, within the attacker's control: low, high. */
  AC(Group.EXPLOITABILITY, "L0 H1"),
  /** Attack requirements, outside the attacker's control: none, present. */
  AR(Group.EXPLOITABILITY, "N0 P1"),
  /** Privileges required: none, low, high. */
  PR(Group.EXPLOITABILITY, "N0 L1 H2"),
  /** User interaction: none, passive, active. */
  UI(Group.EXPLOITABILITY, "N0 P1 A2"),
  /** Confidentiality impact: high, low, none. */
  VC(Group.IMPACT, "H0 L1 N2"),
  /** Integrity impact: high, low, none. */
  VI(Group.IMPACT, "H0 L1 N2"),
  /** Availability impact: high, low, none. */
  VA(Group.IMPACT, "H0 L1 N2"),
  /** Remediation complexity: trivial, simple, moderate, complex, architectural. Not scored. */
  RC(Group.SUPPLEMENTAL, "T0 S0 M0 C0 A0");

  /** What a metric goes into. */
  public enum Group {
    EXPLOITABILITY,
    IMPACT,
    /** Nothing: it informs the plan. */
    SUPPLEMENTAL
  }

  /**
   * A value that a metric can have.
   *
   * @param letter as it is written
   * @param tenths its weight, in tenths, so that no fraction is lost
   */
  public record Value(char letter, int tenths) {}

  private final Group group;

  /** Each value as its letter and its weight in tenths. */
  private final String scale;

  Metric(Group group, String scale) {
    this.group = group;
    this.scale = scale;
  }

  /** What it goes into. */
  public Group group() {
    return group;
  }

  /** The letters of its values, between spaces. */
  public String letters() {
    return scale.replaceAll("\\d", "");
  }

  /** The value that is written with this letter. */
  public Optional<Value> value(char letter) {
    int at = Character.isLetter(letter) ? scale.indexOf(letter) : -1;
    return at < 0
        ? Optional.empty()
        : Optional.of(new Value(letter, Character.digit(scale.charAt(at + 1), 10)));
  }
}
