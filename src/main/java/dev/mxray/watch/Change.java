package dev.mxray.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that has changed, and was seen as often as had to be. A part of the document that
 * alerts are.
 *
 * @param type {@code listed}, {@code record_changed}, …
 * @param severity {@code critical} to {@code info}
 * @param subject what it is about: a domain, an address, a server, the name of a record
 * @param what in particular: the id of a finding, the zone of a list, the kind of a record
 * @param text one line for people; as it is kept, in English
 * @param before the old value; null when there was none
 * @param after the new value; null when there is none
 * @param since when it was first seen
 * @param durationSeconds for how long what has ended was there; null when it has not ended, or when
 *     its beginning is not known
 * @param details what else the line says, so that it can be said in every language; kept, and null
 *     in what is told
 */
public record Change(
    String type,
    String severity,
    String subject,
    String what,
    String text,
    @Nullable String before,
    @Nullable String after,
    Instant since,
    @Nullable Long durationSeconds,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET)
        @Nullable Map<String, String> details) {

  /* What details there are. */
  static final String TITLE = "title";
  static final String MEANING = "meaning";
  static final String ENDS = "ends";
  static final String DIRECTION = "direction";
  static final String UP = "up";
  static final String GRADE_BEFORE = "grade_before";
  static final String GRADE_AFTER = "grade_after";

  /** Before the names of a finding's evidence. */
  static final String EVIDENCE = "evidence.";

  public Change {
    details = details == null ? null : Map.copyOf(details);
  }

  /** A change as it is told. */
  public Change(
      String type,
      String severity,
      String subject,
      String what,
      String text,
      @Nullable String before,
      @Nullable String after,
      Instant since,
      @Nullable Long durationSeconds) {
    this(type, severity, subject, what, text, before, after, since, durationSeconds, null);
  }

  /** The same told in these words, without the details. */
  Change told(String words) {
    return new Change(type, severity, subject, what, words, before, after, since, durationSeconds);
  }

  /** The same kept with these words. */
  Change kept(String words) {
    return new Change(
        type, severity, subject, what, words, before, after, since, durationSeconds, details);
  }
}
