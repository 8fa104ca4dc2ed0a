package dev.mxray.mcss.evidence.host;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The lines of a file that are no comment of a collector, as quotations. */
public final class Lines {
  private Lines() {}

  public static Stream<Quote> of(EvidenceFile file) {
    return IntStream.rangeClosed(1, file.lines().size())
        .filter(line -> !file.lines().get(line - 1).isBlank())
        .filter(line -> !file.lines().get(line - 1).startsWith("#"))
        .mapToObj(file::quote);
  }

  /** The first line whose text is wanted. */
  public static Optional<Quote> first(EvidenceFile file, Predicate<String> wanted) {
    return of(file).filter(quote -> wanted.test(quote.text())).findFirst();
  }

  /** What follows this name and a colon on the first line that has it. */
  public static Optional<Told> told(EvidenceFile file, String name) {
    return of(file)
        .filter(quote -> quote.text().strip().startsWith(name + ":"))
        .map(quote -> new Told(quote.text().strip().substring(name.length() + 1).strip(), quote))
        .findFirst();
  }

  /** A value and its line. */
  public record Told(String value, Quote quote) {}
}
