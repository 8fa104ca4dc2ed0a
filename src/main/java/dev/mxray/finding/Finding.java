package dev.mxray.finding;

import dev.mxray.observe.Attempt;
import dev.mxray.observe.Observed;
import dev.mxray.text.Sentence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One judgement about one subject, with what proves it.
 *
 * @param type what is judged
 * @param severity how much it matters here
 * @param subject what it is about: {@code example.com}, {@code s1._domainkey.example.com}, a host,
 *     an address, {@code host[address]:port}; baselines depend on it
 * @param evidence what proves it, by name, in the order in which people should read it; values are
 *     hostile text from the network and are escaped at every exit
 * @param told the pieces of evidence that are sentences of this program's, which {@code evidence}
 *     has in English
 */
public record Finding(
    FindingType type,
    Severity severity,
    String subject,
    Map<String, String> evidence,
    Map<String, Sentence> told) {

  /** What stands in place of attempts when nobody was asked. */
  public static final Sentence NO_ATTEMPTS = Sentence.of("observe.no-attempts");

  public Finding {
    evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    told = Map.copyOf(told);
  }

  /** A finding that was read: its sentences are no more than text. */
  public Finding(
      FindingType type, Severity severity, String subject, Map<String, String> evidence) {
    this(type, severity, subject, evidence, Map.of());
  }

  /** A finding of the type's own severity, without evidence yet. */
  public static Finding of(FindingType type, String subject) {
    return new Finding(type, type.severity(), subject, Map.of(), Map.of());
  }

  /** The same finding with another severity. */
  public Finding severity(Severity other) {
    return new Finding(type, other, subject, evidence, told);
  }

  /**
   * The same finding with one more piece of evidence.
   *
   * @param value data as it is; a {@link Sentence} where it is said by this program
   */
  public Finding with(String name, Object value) {
    var more = new LinkedHashMap<>(evidence);
    more.put(name, String.valueOf(value));
    var sentences = new LinkedHashMap<>(told);
    if (value instanceof Sentence sentence && !(value instanceof Sentence.Verbatim)) {
      sentences.put(name, sentence);
    } else {
      sentences.remove(name);
    }
    return new Finding(type, severity, subject, more, sentences);
  }

  /** A piece of evidence to be said to people; null when there is none of the name. */
  public @Nullable Sentence piece(String name) {
    String value = evidence.get(name);
    return value == null ? null : told.getOrDefault(name, Sentence.verbatim(value));
  }

  /**
   * The finding that says that a check could not be made. Several of them about one subject are
   * merged when the scan is judged.
   */
  public static Finding inconclusive(Section check, String subject, Observed.Unknown<?> unknown) {
    return of(FindingType.CHECK_INCONCLUSIVE, subject)
        .with("check", check.id())
        .with("step", unknown.doing())
        .with("reason", unknown.reason().told())
        .with(
            "attempts",
            unknown.attempts().isEmpty()
                ? NO_ATTEMPTS
                : Sentence.joined("; ", unknown.attempts().stream().map(Attempt::told).toList()));
  }

  /** Findings that say the same in English are the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Finding that
        && type == that.type
        && severity == that.severity
        && subject.equals(that.subject)
        && evidence.equals(that.evidence);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, severity, subject, evidence);
  }
}
