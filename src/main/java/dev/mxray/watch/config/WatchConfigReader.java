package dev.mxray.watch.config;

import dev.mxray.domain.InvalidDomainException;
import dev.mxray.watch.Alert;
import dev.mxray.watch.ChangeType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code watch.yaml}, and refuses whatever it does not know. */
final class WatchConfigReader {
  private static final int MAX_WATCHES = 100_000;
  private static final int DEFAULT_CONFIRMATIONS = 2;
  private static final int MAX_CONFIRMATIONS = 100;
  private static final int DEFAULT_CONCURRENCY = 8;
  private static final int MAX_CONCURRENCY = 64;
  private static final Duration DEFAULT_JITTER = Duration.ofSeconds(30);
  private static final Duration DEFAULT_RECHECK = Duration.ofMinutes(1);
  private static final Duration DEFAULT_RETENTION = Duration.ofDays(400);
  private static final Duration LONGEST_RETENTION = Duration.ofDays(36_500);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final String FIVE_FIELDS =
      "five fields of cron, minute hour day-of-month month day-of-week, like \"*/15 * * * *\"";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,29}");
  private static final int UNNAMED = 8; // Characters of the path's digest.

  private final Entry root;
  private ZoneId zone = ZoneId.of("UTC");
  private Duration jitter = DEFAULT_JITTER;

  WatchConfigReader(Entry root) {
    this.root = root;
  }

  WatchConfig read() throws InvalidWatchConfigException {
    Map<String, Entry> keys =
        root.keys(
            Set.of(
                "name",
                "watches",
                "alerts",
                "maintenance",
                "store",
                "zone",
                "jitter",
                "concurrency"));
    zone = Entry.or(keys.get("zone"), zone, WatchConfigReader::zone);
    jitter =
        Entry.or(
            keys.get("jitter"), jitter, given -> given.duration(Duration.ZERO, Watch.MAX_JITTER));
    List<Watch> watches = watches(keys.get("watches"));
    var alerts = new AlertsReader(keys.get("alerts"));
    var maintenance = new ArrayList<Maintenance>();
    Entry windows = keys.get("maintenance");
    if (windows != null) {
      for (Entry one : windows.items("maintenance windows")) {
        maintenance.add(maintenance(one));
      }
    }
    Map<String, Entry> store =
        Entry.or(
            keys.get("store"),
            Map.of(),
            given -> given.keys(Set.of("jdbc_url", "user", "password_file", "retention")));
    return new WatchConfig(
        name(keys.get("name")),
        watches,
        alerts.confirmations(),
        alerts.recheck(),
        alerts.targets(),
        alerts.routes(),
        maintenance,
        jdbcUrl(store.get("jdbc_url")),
        text(store.get("user"), "the user of the database"),
        AlertsReader.path(store.get("password_file")),
        Entry.or(
            store.get("retention"),
            DEFAULT_RETENTION,
            given -> given.duration(DAY, LONGEST_RETENTION)),
        Entry.or(
            keys.get("concurrency"),
            DEFAULT_CONCURRENCY,
            given -> given.number(1, MAX_CONCURRENCY)));
  }

  /** Without a name it is the file that counts: the same path on two machines is one. */
  private String name(@Nullable Entry given) throws InvalidWatchConfigException {
    if (given == null) {
      byte[] path =
          Path.of(root.file())
              .toAbsolutePath()
              .normalize()
              .toString()
              .getBytes(StandardCharsets.UTF_8);
      return UUID.nameUUIDFromBytes(path).toString().substring(0, UNNAMED);
    }
    String name = given.text("a name");
    if (!NAME.matcher(name).matches()) {
      throw given.notA(name, "a name of up to 30 lower-case letters, digits and dashes");
    }
    return name;
  }

  private static @Nullable String jdbcUrl(@Nullable Entry given)
      throws InvalidWatchConfigException {
    String url = text(given, "the URL of a database");
    if (url != null
        && given != null
        && !url.startsWith("jdbc:postgresql:")
        && !url.startsWith("jdbc:h2:")) {
      throw given.wrong("expected a URL that begins with jdbc:postgresql: or jdbc:h2:");
    }
    return url;
  }

  static @Nullable String text(@Nullable Entry given, String what)
      throws InvalidWatchConfigException {
    return given == null ? null : given.text(what);
  }

  private List<Watch> watches(@Nullable Entry given) throws InvalidWatchConfigException {
    var watches = new ArrayList<Watch>();
    var keys = new HashSet<String>();
    if (given == null) {
      throw root.missing("watches", "a list of what to watch; try --print-example");
    }
    for (Entry one : given.items("watches")) {
      Watch watch = watch(one);
      if (!keys.add(watch.key())) {
        throw one.wrong(
            watch.subject() + " is watched twice in the profile " + watch.profile().id());
      }
      watches.add(watch);
      if (watches.size() > MAX_WATCHES) {
        throw one.wrong("more than " + MAX_WATCHES + " watches");
      }
    }
    return watches;
  }

  private Watch watch(Entry entry) throws InvalidWatchConfigException {
    Map<String, Entry> keys =
        entry.keys(Set.of("domain", "address", "cron", "zone", "jitter", "profile"));
    Entry domain = keys.get("domain");
    Entry address = keys.get("address");
    if ((domain == null) == (address == null)) {
      throw entry.wrong("expected either 'domain' or 'address'");
    }
    Entry subject = domain == null ? address : domain;
    Entry cron = keys.get("cron");
    if (cron == null) {
      throw entry.missing("cron", FIVE_FIELDS);
    }
    ZoneId zoneHere = Entry.or(keys.get("zone"), zone, WatchConfigReader::zone);
    cron(cron, zoneHere);
    Duration jitterHere =
        Entry.or(
            keys.get("jitter"), jitter, given -> given.duration(Duration.ZERO, Watch.MAX_JITTER));
    String profile =
        Entry.or(keys.get("profile"), "reputation", given -> given.oneOf("reputation", "full"));
    boolean isAddress = address != null;
    if (isAddress && profile.equals("full")) {
      throw entry.wrong("profile: 'full' is not right: an address has only the profile reputation");
    }
    String what = isAddress ? "an IPv4 or IPv6 address" : "a domain name";
    String name = java.util.Objects.requireNonNull(subject).text(what);
    try {
      Watch watch = Watch.of(name, profile, cron.text(FIVE_FIELDS), zoneHere.getId(), jitterHere);
      if (watch.address() != isAddress) {
        throw subject.notA(name, what);
      }
      return watch;
    } catch (InvalidDomainException e) {
      throw subject.notA(name, what);
    } catch (IllegalArgumentException e) {
      throw entry.wrong(String.valueOf(e.getMessage()));
    }
  }

  CronTime cron(Entry entry, ZoneId zoneHere) throws InvalidWatchConfigException {
    String text = entry.text(FIVE_FIELDS);
    try {
      return CronTime.parse(text, zoneHere);
    } catch (IllegalArgumentException e) {
      throw entry.notA(text, FIVE_FIELDS);
    }
  }

  private static ZoneId zone(Entry entry) throws InvalidWatchConfigException {
    String expected = "the name of a time zone, like Europe/Rome or UTC";
    String text = entry.text(expected);
    try {
      return CronTime.zone(text);
    } catch (IllegalArgumentException e) {
      throw entry.notA(text, expected);
    }
  }

  private Maintenance maintenance(Entry entry) throws InvalidWatchConfigException {
    Map<String, Entry> keys =
        entry.keys(Set.of("domains", "cron", "duration", "zone", "from", "to"));
    Subjects subjects = subjects(keys.get("domains"));
    Entry cron = keys.get("cron");
    if (cron != null) {
      Entry length = keys.get("duration");
      if (length == null) {
        throw entry.missing("duration", "how long it lasts, like 2h");
      }
      ZoneId zoneHere = Entry.or(keys.get("zone"), zone, WatchConfigReader::zone);
      return new Maintenance(
          subjects, cron(cron, zoneHere), length.duration(SECOND, Duration.ofDays(31)), null, null);
    }
    Entry from = keys.get("from");
    Entry to = keys.get("to");
    if (from == null || to == null) {
      throw entry.wrong("expected 'cron' and 'duration', or 'from' and 'to'");
    }
    Instant begin = instant(from);
    Instant end = instant(to);
    if (!begin.isBefore(end)) {
      throw to.wrong("expected a time after 'from'");
    }
    return new Maintenance(subjects, null, Duration.ZERO, begin, end);
  }

  private static Instant instant(Entry entry) throws InvalidWatchConfigException {
    String expected = "a time with offset, like 2026-11-21T20:00:00+01:00";
    String text = entry.text(expected);
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw entry.notA(text, expected);
    }
  }

  static Subjects subjects(@Nullable Entry given) throws InvalidWatchConfigException {
    if (given == null) {
      return new Subjects(List.of());
    }
    var patterns = new ArrayList<String>();
    for (String text : given.texts("domains and addresses")) {
      patterns.add(text.toLowerCase(Locale.ROOT));
    }
    return new Subjects(patterns);
  }

  /** The types of changes in a list. */
  static Set<ChangeType> types(Entry entry) throws InvalidWatchConfigException {
    var types = new LinkedHashSet<ChangeType>();
    for (String word : entry.texts("types of changes")) {
      types.add(type(entry, word));
    }
    return types;
  }

  static ChangeType type(Entry entry, String word) throws InvalidWatchConfigException {
    return ChangeType.of(word)
        .orElseThrow(
            () ->
                entry.notA(
                    word,
                    Stream.of(ChangeType.values())
                        .map(ChangeType::id)
                        .collect(Collectors.joining(", "))));
  }

  static String severity(Entry entry) throws InvalidWatchConfigException {
    return entry.oneOf(Alert.SEVERITIES.toArray(String[]::new));
  }

  static Map<ChangeType, Integer> confirmations(@Nullable Entry given)
      throws InvalidWatchConfigException {
    Map<ChangeType, Integer> confirmations = new EnumMap<>(ChangeType.class);
    int all = DEFAULT_CONFIRMATIONS;
    Map<String, Entry> single = Map.of();
    if (given != null && given.isScalar()) {
      all = given.number(1, MAX_CONFIRMATIONS);
    } else if (given != null) {
      single = given.named("a number, or a number for each type of change");
      Entry others = single.get("default");
      if (others != null) {
        all = others.number(1, MAX_CONFIRMATIONS);
      }
    }
    for (ChangeType type : ChangeType.values()) {
      confirmations.put(type, all);
    }
    for (Map.Entry<String, Entry> one : single.entrySet()) {
      if (!one.getKey().equals("default")) {
        confirmations.put(
            type(one.getValue(), one.getKey()), one.getValue().number(1, MAX_CONFIRMATIONS));
      }
    }
    return confirmations;
  }

  static Duration recheck(@Nullable Entry given) throws InvalidWatchConfigException {
    return given == null ? DEFAULT_RECHECK : given.duration(SECOND, DAY);
  }
}
