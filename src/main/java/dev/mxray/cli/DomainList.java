package dev.mxray.cli;

import dev.mxray.domain.Domain;
import dev.mxray.domain.InvalidDomainException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The domains to scan: of the command line and of {@code --input}, each once, in order. */
final class DomainList {
  private static final int MAX_LINE = 1024;
  private static final int MAX_DOMAINS = 100_000;

  /** Unreadable lines that are named; a file with more is probably no list of domains. */
  static final int MAX_NAMED = 1000;

  private final Set<Domain> domains = new LinkedHashSet<>();
  private int unreadable;

  /**
   * Adds what was typed as arguments.
   *
   * @throws UsageException when one is no domain
   */
  void addArguments(List<String> arguments) throws UsageException {
    for (String argument : arguments) {
      try {
        domains.add(Domain.parse(argument));
      } catch (InvalidDomainException e) {
        throw new UsageException(e.getMessage());
      }
    }
  }

  /**
   * Adds the lines of a file, or of standard input for {@code -}. Empty lines and what follows a
   * {@code #} do not count. A line that is no domain is reported with its number, and left out.
   *
   * @param reporter gets one line of text for each unreadable line
   * @throws UsageException when the file cannot be read
   */
  void addLines(String file, Consumer<String> reporter) throws UsageException {
    String shown = file.equals("-") ? "standard input" : file.isEmpty() ? "''" : file;
    // Octets that are no UTF-8 become U+FFFD, which no domain has: such a line is named, not fatal.
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                file.equals("-") ? System.in : Files.newInputStream(Path.of(file)),
                StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = BoundedLine.next(reader, MAX_LINE);
          line != null;
          line = BoundedLine.next(reader, MAX_LINE)) {
        number++;
        add(line, shown + ":" + number, reporter);
      }
      if (unreadable > MAX_NAMED) {
        reporter.accept(
            shown + ": " + (unreadable - MAX_NAMED) + " more lines are not domain names either");
      }
    } catch (IOException | java.nio.file.InvalidPathException e) {
      throw new UsageException(shown + ": cannot be read (option --input)");
    }
  }

  private void add(String line, String where, Consumer<String> reporter) throws UsageException {
    int comment = line.indexOf('#');
    String text = (comment < 0 ? line : line.substring(0, comment)).strip();
    if (text.isEmpty()) {
      return;
    }
    try {
      domains.add(Domain.parse(text));
    } catch (InvalidDomainException e) {
      unreadable++;
      if (unreadable <= MAX_NAMED) {
        reporter.accept(where + ": " + e.getMessage());
      }
    }
    if (domains.size() > MAX_DOMAINS) {
      throw new UsageException(where + ": more than " + MAX_DOMAINS + " domains in one run");
    }
  }

  /** The domains, each once. */
  Collection<Domain> domains() {
    return domains;
  }

  /** How many lines were no domain. */
  int unreadable() {
    return unreadable;
  }
}
