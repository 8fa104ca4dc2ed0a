package dev.mxray.watch.config;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The five fields of cron, read in a time zone: minute, hour, day of month, month, day of week.
 * Where clocks are put forward, times that do not exist are run after the gap.
 */
public final class CronTime {
  private static final int MAX_TEXT = 100;
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private final String text;
  private final ZoneId zone;
  private final ExecutionTime times;

  private CronTime(String text, ZoneId zone, ExecutionTime times) {
    this.text = text;
    this.zone = zone;
    this.times = times;
  }

  /**
   * Reads five fields.
   *
   * @throws IllegalArgumentException when they are no such fields, or never come true; the message
   *     is one line
   */
  public static CronTime parse(String text, ZoneId zone) {
    if (text.length() > MAX_TEXT || text.strip().split("\\s+").length != 5) {
      throw new IllegalArgumentException(
          "five fields are expected: minute hour day-of-month month day-of-week");
    }
    ExecutionTime times;
    try {
      times = ExecutionTime.forCron(PARSER.parse(text.strip()).validate());
    } catch (RuntimeException e) {
      // The library throws what its parts throw.
      throw new IllegalArgumentException("it cannot be read as five fields of cron", e);
    }
    var time = new CronTime(text.strip(), zone, times);
    if (time.after(Instant.parse("2026-01-01T00:00:00Z")).isEmpty()) {
      throw new IllegalArgumentException("it never comes true");
    }
    return time;
  }

  /**
   * Reads the name of a time zone: {@code Europe/Rome}, {@code UTC}.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  public static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no time zone of this name is known", e);
    }
  }

  /** The first time after a moment; empty when there is none. */
  public Optional<Instant> after(Instant moment) {
    return times.nextExecution(moment.atZone(zone)).map(java.time.ZonedDateTime::toInstant);
  }

  /**
   * The first time after a moment, late by a part of the jitter that is always the same for one
   * key: those that are due together are spread evenly, and each keeps its distance.
   *
   * @param jitter by which it is late at most
   */
  public Instant after(Instant moment, Duration jitter, String key) {
    Duration late = lateness(jitter, key);
    return after(moment.minus(late)).orElse(moment.plus(Duration.ofDays(36_500))).plus(late);
  }

  private static Duration lateness(Duration jitter, String key) {
    long most = jitter.toMillis() + 1;
    // The last bits of a string's hash say little; these are mixed (Steele et al., SplitMix64).
    long mixed = (key.hashCode() + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return Duration.ofMillis(Long.remainderUnsigned(mixed ^ (mixed >>> 31), most));
  }

  /** The fields as written. */
  public String text() {
    return text;
  }

  /** In which the fields are read. */
  public ZoneId zone() {
    return zone;
  }
}
