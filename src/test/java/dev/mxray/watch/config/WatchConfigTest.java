package dev.mxray.watch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mxray.store.Profile;
import dev.mxray.watch.ChangeType;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WatchConfigTest {
  private static final String WATCHES =
      """
      watches:
        - domain: example.com
          cron: "*/15 * * * *"
      """;

  private static final String MARKS = "{}[]:,-\"'&*!|>\n\t\u0000 9é";

  private static WatchConfig parse(String text) throws InvalidWatchConfigException {
    return WatchConfig.parse("watch.yaml", text);
  }

  @Test
  void the_example_can_be_read() throws Exception {
    WatchConfig config = parse(WatchConfig.example());

    assertThat(config.watches())
        .extracting(Watch::key)
        .containsExactly("reputation:example.com", "full:example.com", "reputation:192.0.2.1");
    assertThat(config.targets())
        .extracting(AlertTarget::name)
        .containsExactly("mail", "webhook", "command", "on-call");
    assertThat(config.route("192.0.2.1").to()).containsExactly("mail", "on-call");
    assertThat(config.route("other.test").to()).containsExactly("mail");
  }

  @Test
  void a_list_of_watches_is_enough() throws Exception {
    WatchConfig config = parse(WATCHES);

    assertThat(config.watches().get(0).profile()).isEqualTo(Profile.REPUTATION);
    assertThat(config.confirmations(ChangeType.LISTED)).isEqualTo(2);
    assertThat(config.jdbcUrl()).isNull();
  }

  @Test
  void confirmations_may_differ_by_type() throws Exception {
    WatchConfig config = parse(WATCHES + "alerts: {confirmations: {default: 3, listed: 1}}\n");

    assertThat(config.confirmations(ChangeType.LISTED)).isEqualTo(1);
    assertThat(config.confirmations(ChangeType.SCORE_MOVED)).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void what_is_wrong_is_said_with_file_line_key_and_what_was_expected(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(InvalidWatchConfigException.class)
        .hasMessage("watch.yaml:" + message);
  }

  static Stream<Arguments> wrong() {
    String cron =
        "expected five fields of cron, minute hour day-of-month month day-of-week, like"
            + " \"*/15 * * * *\"";
    return Stream.of(
        arguments("", "1: the file is empty; try --print-example"),
        arguments(
            "- a\n",
            "1: expected keys (alerts, concurrency, jitter, maintenance, name, store,"
                + " watches, zone)"),
        arguments(
            "zone: UTC\n",
            "1: 'watches' is missing: expected a list of what to watch; try" + " --print-example"),
        arguments(
            "watches:\n  - domain: a.test\n    crom: x\n",
            "3: unknown key 'crom' in watches[0]; expected one of address, cron, domain, jitter,"
                + " profile, zone"),
        arguments("watches:\n  - domain: a.test\n", "2: watches[0]: 'cron' is missing: " + cron),
        arguments(
            "watches:\n  - domain: a.test\n    cron: \"61 * * * *\"\n",
            "3: watches[0].cron: '61 * * * *' is not right: " + cron),
        arguments(
            "watches:\n  - domain: a.test\n    cron: \"* * * * * *\"\n",
            "3: watches[0].cron: '* * * * * *' is not right: " + cron),
        arguments(
            "watches:\n  - domain: a.test\n    cron: \"0 0 31 2 *\"\n",
            "3: watches[0].cron: '0 0 31 2 *' is not right: " + cron),
        arguments(
            "watches:\n  - domain: a.test\n    cron: \"* * * * *\"\n    zone: Mars/Phobos\n",
            "4: watches[0].zone: 'Mars/Phobos' is not right: expected the name of a time zone, like"
                + " Europe/Rome or UTC"),
        arguments(
            "watches:\n  - domain: http://a.test/\n    cron: \"* * * * *\"\n",
            "2: watches[0].domain: 'http://a.test/' is not right: expected a domain name"),
        arguments(
            "watches:\n  - address: a.test\n    cron: \"* * * * *\"\n",
            "2: watches[0].address: 'a.test' is not right: expected an IPv4 or IPv6 address"),
        arguments(
            "watches:\n  - domain: 192.0.2.1\n    cron: \"* * * * *\"\n",
            "2: watches[0].domain: '192.0.2.1' is not right: expected a domain name"),
        arguments(
            "watches:\n  - cron: \"* * * * *\"\n",
            "2: watches[0]: expected either 'domain' or 'address'"),
        arguments(
            "watches:\n  - domain: a.test\n    cron: \"* * * * *\"\n    profile: all\n",
            "4: watches[0].profile: 'all' is not right: expected reputation or full"),
        arguments(
            "watches:\n  - domain: a.test\n    cron: \"* * * * *\"\n    jitter: 1 minute\n",
            "4: watches[0].jitter: '1 minute' is not right: expected a duration from 0s to 1d, like"
                + " 90s or 5m"),
        arguments(WATCHES + WATCHES, "4: 'watches' stands here twice"),
        arguments(
            WATCHES + "  - domain: EXAMPLE.com.\n    cron: \"* * * * *\"\n",
            "4: watches[1]: example.com is watched twice in the profile reputation"),
        arguments(
            WATCHES + "alerts: {confirmations: 0}\n",
            "4: alerts.confirmations: '0' is not right: expected a whole number from 1 to 100"),
        arguments(
            WATCHES + "alerts: {confirmations: {lost: 1}}\n",
            "4: alerts.confirmations.lost: 'lost' is not right: expected finding_appeared,"
                + " finding_resolved, finding_changed, score_moved, listed, delisted,"
                + " certificate_expiring, certificate_renewed, certificate_replaced,"
                + " record_changed"),
        arguments(
            WATCHES + "alerts: {mail: {to: [a], from: b@c.test, host: h}}\n",
            "4: alerts.mail.to: 'a' is not right: expected a mail address"),
        arguments(
            WATCHES + "alerts: {mail: {from: b@c.test, host: h}}\n",
            "4: alerts.mail: 'to' is missing: expected addresses"),
        arguments(
            WATCHES
                + "alerts: {mail: {to: [a@b.test], from: b@c.test, host: h, tls: none, user: u,"
                + " password_file: p}}\n",
            "4: alerts.mail: 'tls: none' would show the password to everyone on the way"),
        arguments(
            WATCHES + "alerts: {webhook: {url: \"file:///etc/passwd\"}}\n",
            "4: alerts.webhook.url: 'file:///etc/passwd' is not right: expected an http or https"
                + " URL with a host, without a user"),
        arguments(
            WATCHES + "alerts: {command: [notify, \"{nope}\"]}\n",
            "4: alerts.command: '{nope}' is not right: expected one of domain, change, type,"
                + " severity, subject, before, after, id in braces"),
        arguments(
            WATCHES + "alerts: {command: [x], routes: [{to: [mail]}]}\n",
            "4: alerts.routes[0].to: 'mail' is not right: expected one of the targets: command"),
        arguments(
            WATCHES + "maintenance: [{from: soon, to: 2026-01-01T00:00:00Z}]\n",
            "4: maintenance[0].from: 'soon' is not right: expected a time with offset, like"
                + " 2026-11-21T20:00:00+01:00"),
        arguments(
            WATCHES + "store: {jdbc_url: \"jdbc:mysql://x\"}\n",
            "4: store.jdbc_url: expected a URL that begins with jdbc:postgresql: or jdbc:h2:"),
        arguments("watches: &a [*a]\n", "1: is not YAML"));
  }

  @Test
  void mutilated_files_are_read_or_refused_with_one_line() {
    var random = new Random(7);
    String example = WatchConfig.example();
    for (int i = 0; i < 1500; i++) {
      var text = new StringBuilder(example);
      for (int j = 0; j < 4; j++) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, MARKS.charAt(random.nextInt(MARKS.length())));
          default -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
        }
      }
      try {
        parse(text.toString());
      } catch (InvalidWatchConfigException e) {
        assertThat(e.getMessage()).matches("watch\\.yaml:\\d+: [^\n]+");
      }
    }
  }

  @Test
  void a_window_that_comes_again_covers_its_length() throws Exception {
    WatchConfig config =
        parse(
            WATCHES
                + """
                zone: Europe/Rome
                maintenance:
                  - domains: ["*.example.com"]
                    cron: "0 2 * * 0"
                    duration: 2h
                """);
    Instant sunday = Instant.parse("2026-11-22T01:00:00Z"); // 02:00 in Rome

    assertThat(config.inMaintenance("a.example.com", sunday)).isTrue();
    assertThat(config.inMaintenance("example.com", sunday)).isFalse();
    assertThat(config.inMaintenance("a.example.com", sunday.minusSeconds(1))).isFalse();
    assertThat(config.inMaintenance("a.example.com", sunday.plusSeconds(7199))).isTrue();
    assertThat(config.inMaintenance("a.example.com", sunday.plusSeconds(7200))).isFalse();
  }

  @Test
  void cron_follows_the_clocks_of_its_zone() {
    CronTime time = CronTime.parse("30 2 * * *", CronTime.zone("Europe/Rome"));

    assertThat(time.after(Instant.parse("2026-11-21T12:00:00Z")))
        .contains(Instant.parse("2026-11-22T01:30:00Z"));
    assertThat(time.after(Instant.parse("2026-06-21T12:00:00Z")))
        .contains(Instant.parse("2026-06-22T00:30:00Z"));
    // There is no half past two on the day when clocks go forward.
    assertThat(time.after(Instant.parse("2026-03-28T12:00:00Z")).orElseThrow())
        .isBetween(Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-03-30T00:30:00Z"));
  }

  @Test
  void ten_thousand_watches_of_one_time_are_spread_over_the_jitter() {
    CronTime time = CronTime.parse("0 * * * *", CronTime.zone("UTC"));
    Instant now = Instant.parse("2026-11-21T12:30:00Z");
    Instant due = Instant.parse("2026-11-21T13:00:00Z");
    var perSecond = new int[600];
    for (int i = 0; i < 10_000; i++) {
      Instant next = time.after(now, Duration.ofSeconds(599), "full:d" + i + ".test");
      perSecond[(int) Duration.between(due, next).toSeconds()]++;
    }

    // 16.7 each on the average.
    assertThat(perSecond).isNotEmpty();
    for (int one : perSecond) {
      assertThat(one).isLessThan(45);
    }
  }

  @Test
  void lateness_is_always_the_same_and_no_time_is_left_out() {
    CronTime time = CronTime.parse("* * * * *", CronTime.zone("UTC"));
    Instant at = Instant.parse("2026-11-21T12:00:00Z");
    for (int i = 0; i < 50; i++) {
      Instant next = time.after(at, Duration.ofMinutes(5), "k");
      if (i > 0) {
        assertThat(Duration.between(at, next)).isEqualTo(Duration.ofMinutes(1));
      }
      at = next;
    }
  }
}
