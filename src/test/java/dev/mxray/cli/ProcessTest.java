package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mxray.lab.LabBehaviour.Way;
import dev.mxray.lab.LabDns;
import dev.mxray.lab.Quiet;
import dev.mxray.lab.Zones;
import dev.mxray.net.EventLoops;
import dev.mxray.net.dns.DnsAnswer;
import dev.mxray.net.dns.DnsEngine;
import dev.mxray.net.dns.Question;
import dev.mxray.net.dns.RecordType;
import dev.mxray.net.dns.ResolverSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own: signals, pipes, standard streams, exit. */
@DisabledOnOs(OS.WINDOWS)
class ProcessTest {
  private static final String ZONE =
      """
      parked.test.         MX  0 .
      parked.test.         TXT "v=spf1 -all"
      _dmarc.parked.test.  TXT "v=DMARC1; p=reject"
      slow.test.           MX  10 mx.slow.test.
      slow.test.           TXT "v=spf1 mx -all"
      mx.slow.test.        A   25.1.2.3
      !timeout _dmarc.slow.test *
      """;

  private static final int LIMIT_SECONDS = 20;

  @TempDir private Path directory;

  private final List<Process> running = new ArrayList<>();

  @AfterEach
  void end() {
    running.forEach(Process::destroyForcibly);
  }

  /** A run that has ended. */
  private record Ended(int code, String out, String err) {}

  /** What is run in the background of a shell ignores SIGINT, and hands that down, unless: */
  private static final List<String> HEEDING_SIGINT = List.of("env", "--default-signal=INT");

  private static boolean heedsSigint;

  @BeforeAll
  static void lookForEnv() throws Exception {
    var probe = new ArrayList<>(HEEDING_SIGINT);
    probe.add("true");
    heedsSigint = new ProcessBuilder(probe).start().waitFor() == 0; // GNU's
  }

  private static List<String> java(String... arguments) {
    var command = new ArrayList<String>();
    if (heedsSigint) {
      command.addAll(HEEDING_SIGINT);
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the launcher does: the quick compiler, the small collector, and what Netty needs since 24.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    if (Runtime.version().feature() >= 24) {
      command.addAll(
          List.of(
              "--sun-misc-unsafe-memory-access=allow",
              "-Dio.netty.noUnsafe=false",
              "--enable-native-access=ALL-UNNAMED"));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private Process start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectError(directory.resolve("err").toFile())
            .redirectOutput(directory.resolve("out").toFile())
            .start();
    running.add(process);
    return process;
  }

  private Ended end(Process process) throws Exception {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
    return new Ended(
        process.exitValue(),
        Files.readString(directory.resolve("out")),
        Files.readString(directory.resolve("err")));
  }

  private static void interrupt(Process process) throws Exception {
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(LIMIT_SECONDS)).until(condition);
  }

  /** The command as a line of a shell, each argument quoted. */
  private static String shell(List<String> command) {
    return String.join(" ", command.stream().map(word -> "'" + word + "'").toList());
  }

  private Ended sh(String line) throws Exception {
    return end(start(List.of("sh", "-c", line)));
  }

  @Test
  void ctrl_c_prints_what_is_known_and_leaves_no_file() throws Exception {
    Path reports = Files.createDirectory(directory.resolve("reports"));
    try (LabDns dns = LabDns.start(Zones.parse(ZONE))) {
      Process scan =
          start(
              java(
                  "scan",
                  "--no-smtp",
                  "slow.test",
                  "--resolver",
                  dns.spec(),
                  "--timeout",
                  "60",
                  "--export-json",
                  "--output-dir",
                  reports.toString()));
      until(() -> dns.count(new Question("mx.slow.test", RecordType.AAAA)) > 0);
      Quiet.of(dns, Duration.ofMillis(300));
      long before = System.nanoTime();
      interrupt(scan);
      Ended run = end(scan);

      assertThat(run.code()).isEqualTo(130);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
      assertThat(run.out())
          .contains("slow.test")
          .contains("25.1.2.3")
          .contains("the scan was interrupted")
          .doesNotContain("dmarc-missing");
      assertThat(run.err()).doesNotContain("Exception").doesNotContain("\tat ");
      assertThat(reports).isEmptyDirectory();
    }
  }

  @Test
  void ctrl_c_leaves_the_files_of_the_domains_that_were_scanned_to_their_end() throws Exception {
    Path reports = Files.createDirectory(directory.resolve("reports"));
    try (LabDns dns = LabDns.start(Zones.parse(ZONE))) {
      Process scan =
          start(
              java(
                  "scan",
                  "slow.test",
                  "parked.test",
                  "--resolver",
                  dns.spec(),
                  "--timeout",
                  "60",
                  "--export-all",
                  "--output-dir",
                  reports.toString()));
      until(() -> dns.count(new Question("mx.slow.test", RecordType.AAAA)) > 0);
      Quiet.of(dns, Duration.ofMillis(500));
      interrupt(scan);
      Ended run = end(scan);

      assertThat(run.code()).isEqualTo(130);
      try (Stream<Path> files = Files.list(reports)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder(
                "parked.test.json",
                "parked.test.xml",
                "parked.test.html",
                "parked.test.md",
                "summary.csv",
                "summary.sarif",
                "summary.junit.xml");
      }
      assertThat(Files.readString(reports.resolve("summary.csv")).split("\r\n")).hasSize(2);
    }
  }

  @Test
  void libraries_of_a_form_are_loaded_only_when_it_is_asked_for() throws Exception {
    List<String> others =
        List.of(
            "dataformat.csv",
            "report.XmlWriter",
            "report.CsvWriter",
            "javax.xml.",
            "gg.jte",
            "report.html.",
            "report.SarifRun",
            "report.JunitRun");
    assertThat(loaded("--version"))
        .isNotEmpty()
        .noneMatch(name -> name.contains("fasterxml"))
        .noneMatch(name -> others.stream().anyMatch(name::contains));
    try (LabDns dns = LabDns.start(Zones.parse(ZONE))) {
      assertThat(loaded("scan", "parked.test", "--resolver", dns.spec()))
          .isNotEmpty()
          .noneMatch(name -> name.contains("fasterxml"))
          .noneMatch(name -> others.stream().anyMatch(name::contains));
      assertThat(loaded("scan", "parked.test", "--json", "--resolver", dns.spec()))
          .anyMatch(name -> name.contains("fasterxml"))
          .noneMatch(name -> others.stream().anyMatch(name::contains));
    }
  }

  /** The classes that a run loads. */
  private List<String> loaded(String... arguments) throws Exception {
    Path log = directory.resolve("classes");
    List<String> command = java(arguments);
    command.add(command.indexOf("-cp"), "-Xlog:class+load:file=" + log + ":none");
    assertThat(end(start(command)).code()).isZero();
    try (Stream<String> lines = Files.lines(log)) {
      return lines.map(line -> line.substring(0, Math.max(0, line.indexOf(' ')))).toList();
    }
  }

  @Test
  void ctrl_c_before_any_answer_ends_with_130_too() throws Exception {
    try (LabDns dns = LabDns.start(Zones.parse(ZONE), Way.SILENT, 0)) {
      Process scan =
          start(
              java(
                  "scan",
                  "--no-smtp",
                  "a.test",
                  "b.test",
                  "--json",
                  "--resolver",
                  dns.spec(),
                  "--timeout",
                  "60"));
      until(() -> dns.total() > 0);
      interrupt(scan);
      Ended run = end(scan);

      assertThat(run.code()).isEqualTo(130);
      assertThat(run.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{"));
    }
  }

  @Test
  void domains_that_were_not_begun_are_counted_when_interrupted() throws Exception {
    Path input = directory.resolve("many");
    Files.write(input, IntStream.range(0, 30).mapToObj(i -> "d" + i + ".test").toList());
    try (LabDns dns = LabDns.start(Zones.parse(ZONE), Way.SILENT, 0)) {
      Process scan =
          start(
              java(
                  "scan",
                  "--no-smtp",
                  "--input",
                  input.toString(),
                  "--json",
                  "--resolver",
                  dns.spec(),
                  "--timeout",
                  "60"));
      until(() -> dns.total() > 50);
      interrupt(scan);
      Ended run = end(scan);

      assertThat(run.code()).isEqualTo(130);
      assertThat(run.out().lines()).hasSize(8);
      assertThat(run.err()).endsWith("mxray: interrupted: 22 more domains were not scanned\n");
    }
  }

  @Test
  void a_reader_that_has_seen_enough_does_no_harm() throws Exception {
    Ended run = sh(shell(java("demo")) + " | head -1");

    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void a_standard_output_that_cannot_be_written_is_said_and_fails() throws Exception {
    assertThat(sh(shell(java("explain", "spf-missing")) + " >/dev/full"))
        .isEqualTo(
            new Ended(
                1, "", "mxray: standard output: cannot be written to: No space left on device\n"));
    assertThat(sh(shell(java("explain", "spf-missing")) + " >&-").code()).isEqualTo(1);
  }

  @Test
  void domains_come_from_standard_input_and_the_process_ends_by_itself() throws Exception {
    try (LabDns dns = LabDns.start(Zones.parse(ZONE))) {
      Ended run =
          sh(
              "printf 'parked.test\\r\\n# no more\\nno domain\\n' | "
                  + shell(
                      java(
                          "scan",
                          "--no-smtp",
                          "--input",
                          "-",
                          "--json",
                          "--resolver",
                          dns.spec())));

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out().lines()).hasSize(1);
      assertThat(run.err()).startsWith("mxray: standard input:3: 'no domain'").hasLineCount(1);
    }
  }

  @Test
  void an_output_directory_that_is_a_file_is_said_before_anything_is_asked() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    try (LabDns dns = LabDns.start(Zones.parse(ZONE))) {
      Ended run =
          end(
              start(
                  java(
                      "scan",
                      "--no-smtp",
                      "parked.test",
                      "--resolver",
                      dns.spec(),
                      "--export-json",
                      "--output-dir",
                      file.toString())));

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).isEqualTo("mxray: --output-dir: " + file + " is not a directory\n");
      assertThat(dns.total()).isZero();
    }
  }

  @Test
  void the_demo_serves_until_it_is_interrupted() throws Exception {
    Process demo =
        new ProcessBuilder(java("demo", "--serve"))
            .redirectError(directory.resolve("err").toFile())
            .start();
    running.add(demo);
    var out =
        new BufferedReader(new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8));
    String first = out.readLine();
    assertThat(first).matches(".* listens on 127\\.0\\.0\\.1:\\d+\\. .*");
    String address = first.replaceFirst(".*(127\\.0\\.0\\.1:\\d+).*", "$1");

    try (EventLoops loops = EventLoops.open();
        DnsEngine engine =
            DnsEngine.builder(loops)
                .resolvers(List.of(ResolverSpec.parse(address)))
                .timeout(Duration.ofSeconds(5))
                .build()) {
      DnsAnswer answer =
          engine.ask(new Question("exemplary.example", RecordType.MX)).get(6, TimeUnit.SECONDS);
      assertThat(answer.status()).isEqualTo(DnsAnswer.Status.FOUND);
    }

    interrupt(demo);
    assertThat(demo.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).isEqualTo(130);
    assertThat(Files.readString(directory.resolve("err"))).isEmpty();
  }

  @Test
  void a_run_in_this_jvm_leaves_no_thread_behind() throws Exception {
    try (LabDns dns = LabDns.start(Zones.parse(ZONE))) {
      assertThat(Run.of("scan", "--no-smtp", "parked.test", "--resolver", dns.spec()).code())
          .isZero();
      until(
          () ->
              threads().noneMatch(name -> name.startsWith("mxray-net") || name.equals("progress")));
    }
  }

  private static Stream<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
  }
}
