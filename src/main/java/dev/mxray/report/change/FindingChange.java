package dev.mxray.report.change;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one finding.
 *
 * @param kind what happened
 * @param id of the finding's type
 * @param section that it belongs to
 * @param subject what it is about
 * @param title of the report that has it, the newer one first
 * @param oldSeverity null when the older report does not have it
 * @param newSeverity null when the newer report does not have it
 * @param unseenBefore true for a new one that the older report could not have seen
 */
public record FindingChange(
    Kind kind,
    String id,
    String section,
    String subject,
    String title,
    @Nullable String oldSeverity,
    @Nullable String newSeverity,
    boolean unseenBefore) {

  /** What happened to a finding. */
  public enum Kind {
    /** The older report does not have it. */
    NEW,
    /** It was looked for again, and it is no longer true. */
    GONE,
    /** It matters more, or less, than it did. */
    SEVERITY,
    /** The newer report does not have it, and cannot tell whether it is still true. */
    UNSEEN;

    /** The word of the machine form. */
    @JsonValue
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
