package dev.mxray.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much of a domain a run looked at. */
public enum Profile {
  /** Everything that a scan looks at by default. */
  FULL,
  /** Only what block lists say. */
  REPUTATION,
  /** A choice of the checks. */
  CHOSEN;

  /** The name in files and documents. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The profile of that name. */
  public static Optional<Profile> of(String id) {
    return Arrays.stream(values()).filter(profile -> profile.id().equals(id)).findFirst();
  }
}
