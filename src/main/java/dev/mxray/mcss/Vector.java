package dev.mxray.mcss;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The metrics of a control: {@code MCSS:1.0/EV:N/AC:L/AR:N/PR:N/UI:N/VC:H/VI:H/VA:L/RC:S}. All
 * metrics but RC, which is supplemental, have to be there. Two vectors with the same values are
 * equal, in whatever order they were written.
 */
public final class Vector {
  /** What every vector of this version begins with. */
  public static final String PREFIX = "MCSS:1.0";

  /** A vector with every metric is shorter; what is longer is refused unread. */
  private static final int MAX_LENGTH = 200;

  /** So much of a wrong text is repeated in the message. */
  private static final int MAX_SHOWN = 20;

  private final Map<Metric, Metric.Value> values;

  private Vector(Map<Metric, Metric.Value> values) {
    this.values = new EnumMap<>(values);
  }

  /**
   * Reads a vector: metrics in any order, each once, letters in upper case.
   *
   * @throws InvalidVectorException with the position of the first fault
   */
  public static Vector parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidVectorException("the vector is too long", MAX_LENGTH + 1);
    }
    int end = end(text, 0);
    if (!text.substring(0, end).equals(PREFIX)) {
      throw new InvalidVectorException("a vector begins with " + PREFIX, 1);
    }
    var values = new EnumMap<Metric, Metric.Value>(Metric.class);
    while (end < text.length()) {
      int start = end + 1;
      end = end(text, start);
      read(text.substring(start, end), start + 1, values);
    }
    for (Metric metric : Metric.values()) {
      if (metric != Metric.RC && !values.containsKey(metric)) {
        throw new InvalidVectorException("the metric " + metric + " is missing", end + 1);
      }
    }
    return new Vector(values);
  }

  private static int end(String text, int start) {
    int slash = text.indexOf('/', start);
    return slash < 0 ? text.length() : slash;
  }

  private static void read(String item, int position, Map<Metric, Metric.Value> values) {
    int colon = item.indexOf(':');
    if (colon < 0) {
      throw new InvalidVectorException(shown(item) + " is no metric with a value", position);
    }
    String name = item.substring(0, colon);
    Metric metric =
        Arrays.stream(Metric.values())
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new InvalidVectorException(shown(name) + " is no metric", position));
    if (values.containsKey(metric)) {
      throw new InvalidVectorException("the metric " + metric + " is given twice", position);
    }
    String value = item.substring(colon + 1);
    values.put(
        metric,
        (value.length() == 1 ? metric.value(value.charAt(0)) : Optional.<Metric.Value>empty())
            .orElseThrow(
                () ->
                    new InvalidVectorException(
                        shown(value)
                            + " is no value of "
                            + metric
                            + ", which has "
                            + metric.letters(),
                        position + colon + 1)));
  }

  private static String shown(String text) {
    var out = new StringBuilder("'");
    text.chars().limit(MAX_SHOWN).forEach(c -> out.append(c >= ' ' && c <= '~' ? (char) c : '?'));
    return out.append(text.length() > MAX_SHOWN ? "…'" : "'").toString();
  }

  /** The letter of a metric; empty only for an RC that was not given. */
  public Optional<Character> letter(Metric metric) {
    return Optional.ofNullable(values.get(metric)).map(Metric.Value::letter);
  }

  /** The weight of a metric in tenths; 0 when it is not given. */
  int tenths(Metric metric) {
    return Optional.ofNullable(values.get(metric)).map(Metric.Value::tenths).orElse(0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vector vector && values.equals(vector.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The vector as it is written, metrics in their order. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> "/" + entry.getKey() + ":" + entry.getValue().letter())
        .collect(Collectors.joining("", PREFIX, ""));
  }
}
