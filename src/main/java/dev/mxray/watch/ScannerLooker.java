package dev.mxray.watch;

import dev.mxray.address.IpAddress;
import dev.mxray.domain.Domain;
import dev.mxray.finding.Section;
import dev.mxray.report.Report;
import dev.mxray.scan.ScanOptions;
import dev.mxray.scan.Scanner;
import dev.mxray.store.AddressReport;
import dev.mxray.store.Profile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks with scanners. Runs that begin close together share one, with its cache and its tests of
 * lists; a later run gets a new one, so that a change is never confirmed by what was remembered.
 */
public final class ScannerLooker implements Looker {
  private static final EnumSet<Section> LISTS = EnumSet.of(Section.REPUTATION);

  private final Supplier<Scanner.Builder> builders;
  private final ScanOptions options;
  private final Clock clock;
  private final Duration age;
  private final Map<Profile, Turn> turns = new EnumMap<>(Profile.class);
  private boolean closed;

  /**
   * @param builders each scanner begins with one
   * @param options of the profile full
   * @param age after which a scanner is not used for another run
   */
  public ScannerLooker(
      Supplier<Scanner.Builder> builders, ScanOptions options, Clock clock, Duration age) {
    this.builders = builders;
    this.options = options;
    this.clock = clock;
    this.age = age;
  }

  @Override
  public CompletionStage<Report> look(Domain domain, Profile profile) {
    return with(profile, scanner -> scanner.scan(domain));
  }

  @Override
  public CompletionStage<AddressReport> look(IpAddress address) {
    Instant begun = clock.instant();
    return with(
        Profile.REPUTATION,
        scanner ->
            scanner
                .reputation(address)
                .thenApply(
                    parts ->
                        new AddressReport(
                            AddressReport.SCHEMA_VERSION,
                            address.toString(),
                            begun.truncatedTo(ChronoUnit.SECONDS).toString(),
                            Duration.between(begun, clock.instant()).toMillis(),
                            parts)));
  }

  /** Ends what runs, each with what it has seen. */
  @Override
  public synchronized void close() {
    closed = true;
    turns.values().forEach(turn -> turn.scanner.close());
    turns.clear();
  }

  private <T> CompletionStage<T> with(Profile profile, Function<Scanner, CompletionStage<T>> work) {
    Turn turn = begin(profile);
    return work.apply(turn.scanner).whenComplete((result, bug) -> end(profile, turn));
  }

  private synchronized Turn begin(Profile profile) {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    Instant now = clock.instant();
    Turn turn = turns.get(profile);
    // A clock that was put back makes a scanner old too.
    if (turn == null || now.isBefore(turn.begun) || now.isAfter(turn.begun.plus(age))) {
      if (turn != null) {
        turn.over = true;
        closeIfIdle(turn);
      }
      turn = new Turn(scanner(profile), now);
      turns.put(profile, turn);
    }
    turn.users++;
    return turn;
  }

  private synchronized void end(Profile profile, Turn turn) {
    turn.users--;
    if (turn.over) {
      closeIfIdle(turn);
    } else if (turn.users == 0 && clock.instant().isAfter(turn.begun.plus(age))) {
      turns.remove(profile, turn);
      turn.over = true;
      closeIfIdle(turn);
    }
  }

  /** Not on the thread of its own loop, which it waits for. */
  private static void closeIfIdle(Turn turn) {
    if (turn.users == 0) {
      var closing = new Thread(turn.scanner::close, "watch-scanner-end");
      closing.setDaemon(true);
      closing.start();
    }
  }

  private Scanner scanner(Profile profile) {
    ScanOptions chosen = profile == Profile.FULL ? options : options.withChecks(LISTS);
    return builders.get().options(chosen).clock(clock).build();
  }

  /** A scanner and how many runs use it. */
  private static final class Turn {
    private final Scanner scanner;
    private final Instant begun;
    private int users;
    private boolean over;

    Turn(Scanner scanner, Instant begun) {
      this.scanner = scanner;
      this.begun = begun;
    }
  }
}
