package dev.mxray.mcss.evidence.packages;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of numbers with dots: {@code 3.7.11}. What follows the numbers is not part of it.
 *
 * @param text as it was found, numbers only
 */
public record SoftwareVersion(String text) implements Comparable<SoftwareVersion> {
  private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9}){1,4}");

  /** The first version in a text; empty when there is none. */
  public static Optional<SoftwareVersion> in(String text) {
    Matcher matcher = NUMBERS.matcher(text.length() > 2_000 ? text.substring(0, 2_000) : text);
    return matcher.find() ? Optional.of(new SoftwareVersion(matcher.group())) : Optional.empty();
  }

  /** True when it begins with all numbers of this branch: {@code 3.7} for {@code 3.7.11}. */
  public boolean isOf(String branch) {
    return text.equals(branch) || text.startsWith(branch + ".");
  }

  public boolean isAtLeast(String other) {
    return compareTo(new SoftwareVersion(other)) >= 0;
  }

  /** By its numbers; a missing one counts as 0. */
  @Override
  public int compareTo(SoftwareVersion other) {
    long[] left = numbers();
    long[] right = other.numbers();
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int order = Long.compare(i < left.length ? left[i] : 0, i < right.length ? right[i] : 0);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private long[] numbers() {
    return Arrays.stream(text.split("\\.", -1))
        .mapToLong(part -> part.matches("[0-9]{1,9}") ? Long.parseLong(part) : 0)
        .toArray();
  }

  @Override
  public String toString() {
    return text;
  }
}
