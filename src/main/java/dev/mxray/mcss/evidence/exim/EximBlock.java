package dev.mxray.mcss.evidence.exim;

import dev.mxray.mcss.evidence.Quote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A router, transport or authenticator: its name and options. */
public record EximBlock(String name, Map<String, EximOption> options, Quote quote) {
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_.-]{1,200}):");
  private static final Pattern OPTION =
      Pattern.compile("(?:hide\\s+)?([a-z][a-z0-9_]*)(?:\\s*=\\s*(.*))?", Pattern.DOTALL);

  public EximBlock {
    options = Map.copyOf(options);
  }

  static List<EximBlock> of(List<EximLine> lines) {
    var blocks = new ArrayList<EximBlock>();
    var options = new LinkedHashMap<String, EximOption>();
    EximLine start = null;
    for (EximLine line : lines) {
      if (NAME.matcher(line.text()).matches()) {
        if (start != null) {
          blocks.add(block(start, options));
        }
        start = line;
        options.clear();
        continue;
      }
      Matcher option = OPTION.matcher(line.text());
      if (option.matches()) {
        String value = option.group(2);
        options.put(
            option.group(1),
            new EximOption(option.group(1), value == null ? "true" : value.strip(), line.quote()));
      }
    }
    if (start != null) {
      blocks.add(block(start, options));
    }
    return blocks;
  }

  private static EximBlock block(EximLine start, Map<String, EximOption> options) {
    return new EximBlock(
        start.text().substring(0, start.text().length() - 1), options, start.quote());
  }

  /** An option that has a value; an empty one counts as none. */
  public Optional<EximOption> option(String wanted) {
    return Optional.ofNullable(options.get(wanted)).filter(option -> !option.value().isEmpty());
  }

  public boolean isDriver(String driver) {
    return option("driver").map(option -> option.value().equals(driver)).orElse(false);
  }
}
