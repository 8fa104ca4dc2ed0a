package dev.mxray.watch.config;

import java.util.List;

/**
 * Some domains and addresses.
 *
 * @param patterns names, and {@code *.example.com} for everything below a name; none for all
 */
public record Subjects(List<String> patterns) {
  public Subjects {
    patterns = List.copyOf(patterns);
  }

  /** Whether a domain or address is among them. */
  public boolean has(String subject) {
    return patterns.isEmpty()
        || patterns.stream()
            .anyMatch(
                pattern ->
                    pattern.startsWith("*.")
                        ? subject.endsWith(pattern.substring(1))
                        : subject.equals(pattern));
  }
}
