package dev.mxray.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFilesTest {
  @TempDir private Path directory;

  private final JsonWriter json = new JsonWriter();

  @Test
  void a_report_is_written_under_prefix_and_domain() throws IOException {
    Path file =
        new ReportFiles(directory, "scan-")
            .write("xn--bcher-kva.example", ".json", json.pretty(SampleReports.full()));

    assertThat(file).isEqualTo(directory.resolve("scan-xn--bcher-kva.example.json"));
    assertThat(json.read(Files.readString(file))).isEqualTo(SampleReports.full());
    assertThat(names()).containsExactly("scan-xn--bcher-kva.example.json");
  }

  @Test
  void a_file_that_was_there_is_replaced() throws IOException {
    Path file = directory.resolve("example.com.json");
    Files.writeString(file, "old and longer than the new one");

    new ReportFiles(directory, "").write("example.com", ".json", "new");

    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("example.com.json");
  }

  @Test
  void a_write_that_fails_leaves_nothing() throws IOException {
    Files.createDirectories(directory.resolve("example.com.json/in-the-way"));

    assertThatThrownBy(() -> new ReportFiles(directory, "").write("example.com", ".json", "new"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot write ")
        .message()
        .doesNotContain("\n");
    assertThat(names()).containsExactly("example.com.json");
  }

  @Test
  void a_file_is_readable_by_others_as_the_umask_says() throws IOException {
    Assumptions.assumeTrue(
        directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path usual = Files.createFile(directory.resolve("usual"));

    Path file = new ReportFiles(directory, "").write("example.com", ".json", "{}");

    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void the_directory_and_its_parents_are_made() throws IOException {
    Path deep = directory.resolve("a/b");

    ReportFiles.check(deep);

    assertThat(deep).isEmptyDirectory();
  }

  @Test
  void a_file_in_place_of_the_directory_is_said_with_the_option() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");

    for (Path wrong : List.of(file, file.resolve("below"))) {
      assertThatThrownBy(() -> ReportFiles.check(wrong))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("--output-dir: ")
          .hasMessageContaining(wrong.toString())
          .message()
          .doesNotContain("\n");
    }
  }

  @Test
  void a_directory_without_write_permission_is_said_with_the_option() throws IOException {
    Path closed = Files.createDirectory(directory.resolve("closed"));
    Assumptions.assumeFalse("root".equals(System.getProperty("user.name")));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-x------"));

    assertThatThrownBy(() -> ReportFiles.check(closed))
        .isInstanceOf(IOException.class)
        .hasMessage("--output-dir: cannot write to " + closed + ": permission denied");
    Files.setPosixFilePermissions(closed, java.util.Set.of(PosixFilePermission.values()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../", "a/b", "a\\b", "c:", "\u0000", "\u001b[2J", "\u202e"})
  void a_prefix_that_leaves_the_directory_or_lies_is_refused(String prefix) {
    assertThatThrownBy(() -> new ReportFiles(directory, prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--filename-prefix: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../example.com", "/etc/passwd", "a\u0000b"})
  void a_name_that_is_no_domain_is_refused(String name) throws IOException {
    assertThatThrownBy(() -> new ReportFiles(directory, "").write(name, ".json", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(names()).isEmpty();
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
