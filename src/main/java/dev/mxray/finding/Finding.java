package dev.mxray.finding;

import dev.mxray.observe.Observed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One judgement about one subject, with what proves it.
 *
 * @param type what is judged
 * @param severity how much it matters here
 * @param subject what it is about: {@code example.com}, {@code s1._domainkey.example.com}, a host,
 *     an address, {@code host[address]:port}; baselines depend on it
 * @param evidence what proves it, by name, in the order in which people should read it; values are
 *     hostile text from the network and are escaped at every exit
 */
public record Finding(
    FindingType type, Severity severity, String subject, Map<String, String> evidence) {

  /** What stands in place of attempts when nobody was asked. */
  public static final String NO_ATTEMPTS = "none";

  public Finding {
    evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
  }

  /** A finding of the type's own severity, without evidence yet. */
  public static Finding of(FindingType type, String subject) {
    return new Finding(type, type.severity(), subject, Map.of());
  }

  /** The same finding with another severity. */
  public Finding severity(Severity other) {
    return new Finding(type, other, subject, evidence);
  }

  /** The same finding with one more piece of evidence. */
  public Finding with(String name, Object value) {
    var more = new LinkedHashMap<>(evidence);
    more.put(name, String.valueOf(value));
    return new Finding(type, severity, subject, more);
  }

  /**
   * The finding that says that a check could not be made. Several of them about one subject are
   * merged when the scan is judged.
   */
  public static Finding inconclusive(Section check, String subject, Observed.Unknown<?> unknown) {
    return of(FindingType.CHECK_INCONCLUSIVE, subject)
        .with("check", check.id())
        .with("step", unknown.step())
        .with("reason", unknown.reason().words())
        .with(
            "attempts",
            unknown.attempts().isEmpty()
                ? NO_ATTEMPTS
                : unknown.attempts().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("; ")));
  }
}
