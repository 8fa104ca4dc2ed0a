package dev.mxray.watch.config;

import java.util.List;

/** What may stand in braces in the arguments of a command. */
public final class CommandPlaces {
  /** The names, without their braces. */
  public static final List<String> NAMES =
      List.of("domain", "change", "type", "severity", "subject", "before", "after", "id");

  private CommandPlaces() {}
}
