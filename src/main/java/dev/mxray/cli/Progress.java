package dev.mxray.cli;

import dev.mxray.check.smtp.ServerObservation;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.Question;
import dev.mxray.report.Printable;
import dev.mxray.scan.ScanListener;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is going on, on standard error: one line that is rewritten, on a terminal; and every
 * question with its answer and every conversation, with {@code --verbose}.
 */
final class Progress implements ScanListener, AutoCloseable {
  private static final long PERIOD_MILLIS = 100;
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final double NANOS = 1e9;

  private final Terminal terminal;
  private final boolean verbose;
  private final boolean live;
  private final int domains;
  private final long started = System.nanoTime();
  private final Map<Section, Integer> running = new EnumMap<>(Section.class);
  private final ScheduledExecutorService timer;
  private int asked;
  private int answered;
  private int conversations;
  private int finished;
  private boolean shown;

  /**
   * @param domains how many there are to scan
   */
  Progress(Terminal terminal, boolean verbose, int domains) {
    this.terminal = terminal;
    this.verbose = verbose;
    this.live = terminal.errIsTerminal();
    this.domains = domains;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    if (live) {
      var unused =
          timer.scheduleAtFixedRate(
              this::show, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public synchronized void checkStarted(Domain domain, Section check) {
    running.merge(check, 1, Integer::sum);
  }

  @Override
  public synchronized void checkFinished(Domain domain, Section check) {
    running.computeIfPresent(check, (section, count) -> count > 1 ? count - 1 : null);
  }

  @Override
  public synchronized void asked(Domain domain, Question question) {
    asked++;
  }

  @Override
  public synchronized void answered(Domain domain, DnsAnswer answer) {
    answered++;
    if (verbose) {
      clear();
      terminal.err().println(line(answer));
    }
  }

  @Override
  public synchronized void conversed(Domain domain, ServerObservation server) {
    conversations++;
    if (verbose) {
      clear();
      terminal.err().println(line(server));
      server.transcript().stream()
          .map(said -> Printable.cut(Printable.of("  " + said), MAX_VERBOSE))
          .forEach(terminal.err()::println);
    }
  }

  @Override
  public synchronized void finished(Domain domain) {
    finished++;
  }

  /** Says a line without mixing it with the live one. */
  synchronized void say(@Nullable String message) {
    clear();
    terminal.error(message);
  }

  /** Removes the live line before results are printed. */
  synchronized void clear() {
    if (shown) {
      terminal.err().print(CLEAR_LINE);
      terminal.err().flush();
      shown = false;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    clear();
  }

  private synchronized void show() {
    String checks =
        new TreeMap<>(running).keySet().stream().map(Section::id).collect(Collectors.joining(" "));
    var line = new StringBuilder();
    if (domains > 1) {
      line.append(finished).append('/').append(domains).append(" domains, ");
    }
    line.append(answered).append('/').append(asked).append(" questions");
    if (conversations > 0) {
      line.append(", ").append(conversations).append(" servers");
    }
    line.append(String.format(Locale.ROOT, ", %.1f s", (System.nanoTime() - started) / NANOS));
    if (!checks.isEmpty()) {
      line.append(", running: ").append(checks);
    }
    int width = terminal.width() - 1;
    terminal
        .err()
        .print(CLEAR_LINE + (line.length() > width ? line.substring(0, width) : line.toString()));
    terminal.err().flush();
    shown = true;
  }

  private static String line(DnsAnswer answer) {
    var line = new StringBuilder();
    line.append(answer.question()).append(": ").append(answer.status());
    if (!answer.records().isEmpty()) {
      line.append(' ')
          .append(
              answer.records().stream()
                  .map(org.xbill.DNS.Record::rdataToString)
                  .collect(Collectors.joining(" | ")));
    }
    if (answer.reason() != null) {
      line.append(" (").append(answer.reason().words()).append(')');
    }
    line.append(", ").append(answer.millis()).append(" ms");
    line.append(
        answer.attempts().isEmpty()
            ? " [known already]"
            : answer.attempts().stream()
                .map(Object::toString)
                .collect(Collectors.joining("; ", " [", "]")));
    return Printable.cut(Printable.of(line.toString()), MAX_VERBOSE);
  }

  private static String line(ServerObservation server) {
    return Printable.cut(
        Printable.of(
            server.subject()
                + ": "
                + server.state().name().toLowerCase(Locale.ROOT)
                + " ("
                + server.ending().step().words()
                + ": "
                + server.ending().words()
                + "), "
                + server.millis()
                + " ms"),
        MAX_VERBOSE);
  }

  private static final int MAX_VERBOSE = 600;
}
