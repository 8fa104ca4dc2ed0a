package dev.mxray.watch;

import dev.mxray.report.JsonWriter;
import dev.mxray.store.Delivery;
import dev.mxray.store.StoreException;
import dev.mxray.store.StoredWatch;
import dev.mxray.store.WatchStore;
import dev.mxray.watch.config.AlertTarget;
import dev.mxray.watch.config.WatchConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sends alerts that are due, from the database. What does not arrive is tried again, later and
 * later, for three days; then it stays as a dead letter. Alerts for a mail target that are due
 * together make one mail. Blocks.
 */
public final class Deliveries {
  /** After so many attempts, three days after the first, an alert is given up. */
  public static final int MAX_ATTEMPTS = 23;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

  /** Longer than any attempt takes; after a crash it is the time until the next one. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  private static final int IN_ONE_MAIL = 500;
  private static final int AT_A_TIME = 20;
  private static final JsonWriter JSON = new JsonWriter();

  private final WatchConfig config;
  private final WatchStore store;
  private final Sender sender;
  private final Clock clock;
  private final Reporter reporter;

  /** Brings alerts to a target. */
  public interface Sender {
    /**
     * Sends alerts; all of them arrive, or an exception is thrown.
     *
     * @param id the same at every attempt with the same alerts
     * @throws IOException when they did not arrive, with one line for people
     */
    void send(AlertTarget target, String id, List<Alert> alerts) throws IOException;
  }

  /**
   * @param reporter gets a line about every alert that did not arrive
   */
  public Deliveries(
      WatchConfig config, WatchStore store, Sender sender, Clock clock, Reporter reporter) {
    this.config = config;
    this.store = store;
    this.sender = sender;
    this.clock = clock;
    this.reporter = reporter;
  }

  /**
   * Sends what is due now.
   *
   * @return false when something did not arrive
   */
  public boolean deliver() throws StoreException {
    boolean all = true;
    for (String stored : store.targetsDue(clock.instant())) {
      // Those of other configurations are sent by whoever has them.
      String name = own(stored).orElse(null);
      if (name == null) {
        continue;
      }
      AlertTarget target = config.target(name).orElse(null);
      if (target == null) {
        giveUp(stored, name);
      } else if (target instanceof AlertTarget.Mail) {
        List<Delivery> taken = store.take(stored, clock.instant(), LEASE, IN_ONE_MAIL);
        all &= taken.isEmpty() || send(target, taken);
      } else {
        for (Delivery one : store.take(stored, clock.instant(), LEASE, AT_A_TIME)) {
          all &= send(target, List.of(one));
        }
      }
    }
    return all;
  }

  /** The name of a target of this configuration, or from before there were any. */
  private Optional<String> own(String stored) {
    int sign = stored.lastIndexOf('#');
    if (sign < 0) {
      return Optional.of(stored);
    }
    String name = stored.substring(0, sign);
    return stored.equals(StoredWatch.owned(name, config.name()))
        ? Optional.of(name)
        : Optional.empty();
  }

  private boolean send(AlertTarget target, List<Delivery> taken) throws StoreException {
    String trouble;
    try {
      var alerts = new ArrayList<Alert>();
      for (Delivery delivery : taken) {
        alerts.add(JSON.read(delivery.payload(), Alert.class));
      }
      sender.send(target, taken.get(0).key(), alerts);
      for (Delivery delivery : taken) {
        store.done(delivery.id(), clock.instant());
      }
      return true;
    } catch (IOException e) {
      trouble = String.valueOf(e.getMessage());
    }
    Instant now = clock.instant();
    for (Delivery delivery : taken) {
      if (delivery.attempts() + 1 >= MAX_ATTEMPTS) {
        store.dead(delivery.id(), now, trouble);
        reporter.say("alert given up for " + target.name() + ": " + trouble);
      } else {
        store.failed(delivery.id(), now.plus(pause(delivery.attempts())), trouble);
      }
    }
    if (taken.get(0).attempts() == 0) {
      reporter.say("alert not delivered to " + target.name() + ", trying again: " + trouble);
    }
    return false;
  }

  /** 30 s, then twice as long each time, up to six hours. */
  static Duration pause(int attempts) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 20));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** A target that is no longer in the configuration. */
  private void giveUp(String stored, String name) throws StoreException {
    Instant now = clock.instant();
    for (Delivery delivery : store.take(stored, now, LEASE, IN_ONE_MAIL)) {
      store.dead(delivery.id(), now, "there is no target " + name + " in the configuration");
    }
  }
}
