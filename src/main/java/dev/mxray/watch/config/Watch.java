package dev.mxray.watch.config;

import dev.mxray.address.IpAddress;
import dev.mxray.domain.Domain;
import dev.mxray.store.Profile;
import dev.mxray.store.StoredWatch;
import java.time.Duration;
import java.time.Instant;

/**
 * What is looked at again and again.
 *
 * @param subject A-labels in lower case, or an address
 * @param address whether it is an address
 * @param profile what is looked at: everything, or only what lists say
 * @param jitter by which a run is late at most
 */
public record Watch(
    String subject, boolean address, Profile profile, CronTime cron, Duration jitter) {
  /** The longest jitter. */
  public static final Duration MAX_JITTER = Duration.ofHours(24);

  /** Names it in its configuration: nothing is watched twice in one profile. */
  public String key() {
    return profile.id() + ":" + subject;
  }

  /** The next run after a moment. */
  public Instant next(Instant after) {
    return cron.after(after, jitter, key());
  }

  /** As a configuration keeps it. */
  public StoredWatch storedBy(String configuration, Instant now) {
    return stored(StoredWatch.owned(key(), configuration), StoredWatch.FILE, now);
  }

  /** As it is kept. */
  public StoredWatch stored(String source, Instant now) {
    return stored(key(), source, now);
  }

  private StoredWatch stored(String storedKey, String source, Instant now) {
    return new StoredWatch(
        storedKey,
        subject,
        address ? "address" : "domain",
        profile.id(),
        cron.text(),
        cron.zone().getId(),
        (int) jitter.toSeconds(),
        source,
        now);
  }

  /**
   * A watch from the values of a form or file.
   *
   * @param subject a domain or an address
   * @param profile {@code reputation} or {@code full}
   * @throws IllegalArgumentException when one cannot be used; the message is one line that names it
   */
  public static Watch of(
      String subject, String profile, String cron, String zone, Duration jitter) {
    Profile chosen =
        Profile.of(profile)
            .filter(one -> one != Profile.CHOSEN)
            .orElseThrow(
                () -> new IllegalArgumentException("profile: expected reputation or full"));
    var address = IpAddress.parse(subject);
    if (address.isPresent() && chosen != Profile.REPUTATION) {
      throw new IllegalArgumentException("profile: an address has only the profile reputation");
    }
    if (jitter.isNegative() || jitter.compareTo(MAX_JITTER) > 0) {
      throw new IllegalArgumentException("jitter: expected a duration from 0s to 24h");
    }
    String name = address.map(IpAddress::toString).orElseGet(() -> Domain.parse(subject).ascii());
    CronTime time;
    try {
      time = CronTime.parse(cron, CronTime.zone(zone));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("cron: " + e.getMessage(), e);
    }
    return new Watch(name, address.isPresent(), chosen, time, jitter);
  }

  /** The watch that was kept. */
  public static Watch of(StoredWatch stored) {
    return of(
        stored.subject(),
        stored.profile(),
        stored.cron(),
        stored.zone(),
        Duration.ofSeconds(stored.jitterSeconds()));
  }
}
