package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The unit files for systemd: what they start, and what systemd says of them. */
class UnitFilesTest {
  private static final Path UNITS = Path.of("src/main/packaging/systemd");
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

  @TempDir private Path directory;

  private static List<String> lines(String unit) throws IOException {
    return Files.readAllLines(UNITS.resolve(unit));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mxray-watch.service", "mxray-watch-once.service"})
  void a_service_runs_a_command_that_there_is_as_its_user_where_it_may_write(String unit)
      throws IOException {
    Path config = Files.writeString(directory.resolve("watch.yaml"), "watches: 1\n");
    List<String> commands =
        lines(unit).stream().filter(line -> line.startsWith("ExecStart")).toList();
    assertThat(commands).isNotEmpty();
    for (String command : commands) {
      assertThat(command).contains("=/opt/mxray/bin/mxray watch ");
      var arguments = new ArrayList<>(List.of(command.split(" ")));
      arguments.remove(0);
      assertThat(arguments).contains("--config", "/etc/mxray/watch.yaml");
      arguments.replaceAll(one -> one.startsWith("/etc") ? config.toString() : one);
      // That is wrong, and said when the options are read.
      assertThat(Run.of(arguments.toArray(String[]::new)).err())
          .doesNotContain("Unknown option")
          .contains("watches");
    }
    assertThat(lines(unit))
        .contains("User=mxray", "StateDirectory=mxray", "Environment=XDG_DATA_HOME=/var/lib");
  }

  private int analyzed(Path output, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(ANALYZE.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start()
        .waitFor();
  }

  @Test
  void systemd_finds_nothing_wrong_and_little_exposed() throws Exception {
    assumeTrue(Files.isExecutable(ANALYZE), "systemd is not installed");
    var units = new ArrayList<String>();
    try (Stream<Path> files = Files.list(UNITS)) {
      for (Path file : files.toList()) {
        // The program need not be installed.
        String text = Files.readString(file).replace("/opt/mxray/bin/mxray", "/bin/true");
        units.add(Files.writeString(directory.resolve(file.getFileName()), text).toString());
      }
    }
    Path output = directory.resolve("output");
    var verify = new ArrayList<>(List.of("verify", "--man=no"));
    verify.addAll(units);
    assertThat(analyzed(output, verify.toArray(String[]::new)))
        .as(Files.readString(output))
        .isZero();
    assertThat(output).isEmptyFile();
    for (String unit : units) {
      if (unit.endsWith(".service")) {
        // 2.0 of 10, "OK" being below 5.
        assertThat(analyzed(output, "security", "--offline=yes", "--threshold=20", unit))
            .as(Files.readString(output))
            .isZero();
      }
    }
  }
}
