package dev.mxray.cli;

import dev.mxray.address.IpAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the runs that were kept of a domain or address. */
@Command(
    name = "history",
    description = {
      "Show how a domain or address stood in earlier runs, of mxray watch and mxray scan --history.",
      "Exit code 1 when there are none, or the database fails."
    },
    sortOptions = false,
    footer = {
      "",
      "Examples: mxray history example.com --since 30d",
      "          mxray history example.com --run 42 > report.json"
    })
final class HistoryCommand implements Callable<Integer> {
  private static final Pattern SPAN = Pattern.compile("(\\d{1,5})([hdwy])");
  private static final int MAX_RUNS = 100_000;

  private final Terminal terminal;

  @Parameters(paramLabel = "DOMAIN|IP", description = "The domain or address.")
  private String name = "";

  @Option(
      names = "--since",
      paramLabel = "SPAN",
      description = "Only runs of so long ago: 12h, 30d, 8w or 1y (default: all).")
  private @Nullable String since;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "The latest N runs (default: 1000).")
  private int limit;

  @Option(names = "--run", paramLabel = "ID", description = "Print the report of one run, JSON.")
  private @Nullable Integer run;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Mixin private TextOrJson form = new TextOrJson();

  @Mixin private CommonOptions common;

  HistoryCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    boolean json = form.json();
    if (limit < 1 || limit > MAX_RUNS) {
      throw new UsageException("--limit is a number from 1 to " + MAX_RUNS);
    }
    Optional<IpAddress> address = IpAddress.parse(name);
    String subject = address.isPresent() ? address.get().toString() : OneScan.domain(name).ascii();
    Instant from = since == null ? null : Clock.systemUTC().instant().minus(span(since));
    var program =
        new HistoryProgram(terminal, database, common.palette(), common.language().words());
    return run == null ? program.list(subject, from, limit, json) : program.report(subject, run);
  }

  private static Duration span(String text) throws UsageException {
    Matcher form = SPAN.matcher(text);
    if (!form.matches()) {
      throw new UsageException("--since: '" + text + "' is not a span like 12h, 30d, 8w or 1y");
    }
    long number = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      case "w" -> Duration.ofDays(7 * number);
      default -> Duration.ofDays(365 * number);
    };
  }
}
