package dev.mxray.mcss.evidence.host;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines {@code name: number} of the collectors' statistics. */
public final class Counts {
  private static final Pattern LINE = Pattern.compile("^\\s*(\\w+)\\s*[:=]\\s*(\\d{1,15})\\b.*");

  private final List<Count> counts;

  private Counts(List<Count> counts) {
    this.counts = counts;
  }

  /** One of them. */
  public record Count(String name, long number, Quote quote) {}

  public static Counts of(EvidenceFile file) {
    List<Count> counts = new ArrayList<>();
    for (int line = 1; line <= file.lines().size(); line++) {
      Matcher matcher = LINE.matcher(file.lines().get(line - 1));
      if (matcher.matches()) {
        counts.add(new Count(matcher.group(1), Long.parseLong(matcher.group(2)), file.quote(line)));
      }
    }
    return new Counts(List.copyOf(counts));
  }

  public Optional<Count> first(String name) {
    return counts.stream().filter(count -> count.name().equals(name)).findFirst();
  }

  /** All with this name: a name stands once for each source. */
  public List<Count> all(String name) {
    return counts.stream().filter(count -> count.name().equals(name)).toList();
  }
}
