package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.Zones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** watch, history and check-reputation as they are typed, against a DNS on the loopback. */
class WatchCommandTest {
  private static final String CLEAN =
      """
      shop.test.           MX  10 mx.shop.test.
      mx.shop.test.        A   25.1.2.7
      shop.test.           TXT "v=spf1 mx -all"
      _dmarc.shop.test.    TXT "v=DMARC1; p=reject"
      2.0.0.127.bl.spamcop.net. A 127.0.0.2
      """;
  private static final String LISTED =
      CLEAN
          + """
          7.2.1.25.bl.spamcop.net. A 127.0.0.2
          7.2.1.25.bl.spamcop.net. TXT "reported"
          """;

  @TempDir private Path directory;

  private Run run(String zone, String... arguments) throws IOException {
    Path lists = Files.writeString(directory.resolve("lists.yaml"), "lists: [bl.spamcop.net]");
    try (LabDns dns = LabDns.start(Zones.parse(zone))) {
      List<String> all =
          Stream.concat(
                  Stream.of(arguments),
                  Stream.of(
                      "--resolver", dns.spec(), "--timeout", "5", "--blacklists", lists.toString()))
              .toList();
      return Run.of(all.toArray(String[]::new));
    }
  }

  private String url() {
    return "jdbc:h2:file:" + directory.resolve("history");
  }

  private String config(String more) throws IOException {
    return Files.writeString(
            directory.resolve("watch.yaml"),
            """
            watches:
              - {domain: shop.test, cron: "*/15 * * * *"}
              - {address: 25.1.2.7, cron: "*/15 * * * *"}
            store: {jdbc_url: "%s"}
            """
                    .formatted(url())
                + more)
        .toString();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_listing_is_told_by_the_next_round_that_confirms_it_and_history_has_the_runs()
      throws IOException {
    Path told = directory.resolve("told");
    String config =
        config(
            "alerts: {confirmations: {listed: 1, default: 2}, command: [/bin/sh, -c, 'echo \"$0 $1\""
                + " >> "
                + told
                + "', \"{domain}\", \"{change}\"]}\n");

    Run clean = run(CLEAN, "watch", "--once", "--config", config);
    assertThat(clean.err()).isEmpty();
    assertThat(clean.code()).isZero();
    assertThat(told).doesNotExist();

    Run listed = run(LISTED, "watch", "--once", "--config", config);
    assertThat(listed.code()).isZero();
    assertThat(Files.readAllLines(told))
        .hasSize(2)
        .anySatisfy(
            line -> assertThat(line).startsWith("25.1.2.7 25.1.2.7 is listed by bl.spamcop.net"))
        .anySatisfy(
            line -> assertThat(line).startsWith("shop.test 25.1.2.7 is listed by bl.spamcop.net"));
    run(LISTED, "watch", "--once", "--config", config);
    assertThat(Files.readAllLines(told)).hasSize(2);

    Run history = Run.of("history", "25.1.2.7", "--jdbc-url", url(), "--json");
    assertThat(history.code()).isZero();
    JsonNode runs = JsonMapper.builder().build().readTree(history.out());
    assertThat(runs).hasSize(3);
    assertThat(runs.get(0).path("listings").asInt()).isEqualTo(1);
    assertThat(runs.get(2).path("listings").asInt()).isZero();
    assertThat(runs.get(0).path("scanned_at").asText()).endsWith("Z");
    assertThat(Run.of("history", "SHOP.test.", "--jdbc-url", url(), "--since", "1h").out())
        .startsWith("shop.test\n")
        .contains("reputation");
    Run one =
        Run.of(
            "history",
            "shop.test",
            "--jdbc-url",
            url(),
            "--run",
            String.valueOf(
                JsonMapper.builder()
                    .build()
                    .readTree(Run.of("history", "shop.test", "--jdbc-url", url(), "--json").out())
                    .get(0)
                    .path("id")
                    .asInt()));
    assertThat(ScanLab.read(one.out()).domain()).isEqualTo("shop.test");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void everything_that_people_read_is_italian_where_that_is_asked_for() throws IOException {
    Path told = directory.resolve("told");
    String config =
        config(
            "alerts: {confirmations: {listed: 1, default: 2}, command: [/bin/sh, -c, 'echo \"$0\""
                + " >> "
                + told
                + "', \"{change} {type}\"]}\n");
    Run listed = run(LISTED, "watch", "--lang", "it", "--once", "--config", config);
    assertThat(Files.readAllLines(told))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("25.1.2.7 è presente nella lista bl.spamcop.net")
                    .endsWith(" listed"));
    assertThat(listed.err()).contains("è presente nella lista").doesNotContain("is listed");

    assertThat(Run.of("history", "25.1.2.7", "--lang", "it", "--jdbc-url", url()).out())
        .contains("profilo", "esito", "punteggio", "completo")
        .doesNotContain("complete ");
    assertThat(Run.of("history", "b.test", "--lang", "it", "--jdbc-url", url()).err())
        .isEqualTo("mxray: b.test: nessuna esecuzione nello storico\n");
    assertThat(run(CLEAN, "check-reputation", "--lang", "it", "25.1.2.7").out())
        .contains("assente");
    Run unknown =
        run("!servfail 2.0.0.127.bl.spamcop.net *", "check-reputation", "--lang", "it", "25.1.2.7");
    assertThat(unknown.err()).contains("non è stato possibile interrogare alcuna lista");
    assertThat(run(CLEAN, "check-reputation", "--nagios", "--lang", "it", "25.1.2.7").out())
        .startsWith("REPUTATION OK - 25.1.2.7: not listed");
  }

  @Test
  void the_longest_name_can_be_watched() throws IOException {
    String name = ("a".repeat(61) + ".").repeat(4) + "test";
    String config =
        Files.writeString(
                directory.resolve("long.yaml"),
                "name: %s\nwatches: [{domain: %s, cron: \"0 * * * *\"}]\nstore: {jdbc_url: \"%s\"}\n"
                    .formatted("n".repeat(30), name, url()))
            .toString();
    Run once = run(CLEAN, "watch", "--once", "--config", config);
    assertThat(once.err()).doesNotContain("history");
    assertThat(Run.of("history", name, "--jdbc-url", url()).code()).isZero();
  }

  @Test
  void a_scan_is_kept_where_that_is_wanted() throws IOException {
    Run scan =
        run(
            CLEAN,
            "scan",
            "shop.test",
            "--no-smtp",
            "--fail-under",
            "0",
            "--history",
            "--jdbc-url",
            url(),
            "--no-console");
    assertThat(scan.code()).as(scan.err()).isZero();

    Run history = Run.of("history", "shop.test", "--jdbc-url", url());
    assertThat(history.out()).contains("chosen");
    assertThat(Run.of("history", "other.test", "--jdbc-url", url()).code()).isEqualTo(1);
  }

  @Test
  void what_is_wrong_is_one_line() throws IOException {
    String config = config("alerts: {confirmation: 2}\n");

    assertThat(Run.of("watch", "--once", "--config", config).err())
        .startsWith("mxray: " + config + ":5: unknown key 'confirmation' in alerts; expected one");
    assertThat(Run.of("watch").err()).startsWith("mxray: --config FILE is missing");
    assertThat(Run.of("watch", "--config", "/nonexistent").err())
        .isEqualTo("mxray: /nonexistent: cannot be read\n");
    assertThat(Run.of("history", "x.test", "--since", "soon").code()).isEqualTo(2);
    assertThat(Run.of("history", "x.test", "--jdbc-url", "jdbc:mysql:x").err())
        .startsWith("mxray: --jdbc-url: the URL of a database begins with");
    Run down =
        Run.of("history", "x.test", "--jdbc-url", "jdbc:postgresql://127.0.0.1:1/x?password=s");
    assertThat(down.code()).isEqualTo(1);
    assertThat(down.err().lines()).hasSize(1);
    assertThat(Run.of("scan", "x.test", "--jdbc-url", url()).err())
        .isEqualTo("mxray: --jdbc-url, --user and --password-file are for --history\n");
  }

  @Test
  void the_example_is_printed_and_a_configuration_can_be_checked() throws IOException {
    Run example = Run.of("watch", "--print-example");
    Path file = Files.writeString(directory.resolve("e.yaml"), example.out());

    assertThat(Run.of("watch", "--check-config", "--config", file.toString()).out())
        .isEqualTo("watches: 3, targets of alerts: 4, routes: 2\n");
  }

  @Test
  void check_reputation_speaks_the_language_of_monitoring() throws IOException {
    Run clean = run(CLEAN, "check-reputation", "--nagios", "25.1.2.7");
    assertThat(clean.out())
        .isEqualTo(
            "REPUTATION OK - 25.1.2.7: not listed, 1 of 1 questions answered"
                + " | listed=0;0;;0;1 unknown=0;;;0;1\n");
    assertThat(clean.code()).isZero();

    Run listed = run(LISTED, "check-reputation", "--nagios", "shop.test");
    assertThat(listed.out())
        .startsWith("REPUTATION ")
        .contains(" - shop.test: 25.1.2.7 listed by bl.spamcop.net | listed=1;0;;0;1 ");
    assertThat(listed.code()).isBetween(1, 2);

    Run unknown =
        run("!servfail 2.0.0.127.bl.spamcop.net *", "check-reputation", "--nagios", "25.1.2.7");
    assertThat(unknown.code()).isEqualTo(3);
    assertThat(Run.of("check-reputation", "--nagios", "not a name").code()).isEqualTo(3);
  }

  @Test
  void check_reputation_prints_the_list_of_the_report() throws IOException {
    Run json = run(LISTED, "check-reputation", "25.1.2.7", "--json");
    JsonNode answers = JsonMapper.builder().build().readTree(json.out());
    assertThat(answers).hasSize(1);
    assertThat(answers.get(0).path("state").asText()).isEqualTo("listed");
    assertThat(answers.get(0).path("list").asText()).isEqualTo("bl.spamcop.net");
    assertThat(json.code()).isEqualTo(1);

    assertThat(run(CLEAN, "check-reputation", "25.1.2.7").out()).contains("clean");
  }

  @Test
  void gauges_are_written_for_prometheus() throws IOException {
    Path metrics = directory.resolve("mxray.prom");
    run(LISTED, "watch", "--once", "--config", config(""), "--metrics-file", metrics.toString());

    assertThat(Files.readString(metrics))
        .contains("# TYPE mxray_listings gauge\n")
        .contains("mxray_listings{subject=\"25.1.2.7\",profile=\"reputation\"} 1\n")
        .endsWith("# EOF\n");
  }
}
