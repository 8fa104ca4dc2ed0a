package dev.mxray.watch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can happen to a watched domain or address. */
public enum ChangeType {
  FINDING_APPEARED,
  FINDING_RESOLVED,
  /** It matters more, or less, than it did. */
  FINDING_CHANGED,
  SCORE_MOVED,
  LISTED,
  DELISTED,
  CERTIFICATE_EXPIRING,
  /** The new one is valid for longer, and for no name less. */
  CERTIFICATE_RENEWED,
  /** The new one is another in some other way. */
  CERTIFICATE_REPLACED,
  RECORD_CHANGED;

  /** The word in files and documents. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of that word. */
  public static Optional<ChangeType> of(String id) {
    return Arrays.stream(values()).filter(type -> type.id().equals(id)).findFirst();
  }
}
