package dev.mxray.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that has changed, and was seen as often as had to be. A part of the document that
 * alerts are.
 *
 * @param type {@code listed}, {@code record_changed}, …
 * @param severity {@code critical} to {@code info}
 * @param subject what it is about: a domain, an address, a server, the name of a record
 * @param what in particular: the id of a finding, the zone of a list, the kind of a record
 * @param text one line for people
 * @param before the old value; null when there was none
 * @param after the new value; null when there is none
 * @param since when it was first seen
 * @param durationSeconds for how long what has ended was there; null when it has not ended, or when
 *     its beginning is not known
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
    @Nullable Long durationSeconds) {}
