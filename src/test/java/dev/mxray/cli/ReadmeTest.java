package dev.mxray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the README says is what the program does. */
class ReadmeTest {
  private static final Pattern REPORT =
      Pattern.compile("<!-- demo -->\n```\n(.*?)```\n", Pattern.DOTALL);
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");

  private static String readme;

  @BeforeAll
  static void read() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @Test
  void the_report_is_one_that_the_demo_prints() {
    Matcher report = REPORT.matcher(readme);
    assertThat(report.find()).isTrue();
    assertThat(timeless(Run.of("demo").out())).contains(timeless(report.group(1)));
  }

  @Test
  void every_option_exists() {
    var options =
        Main.commands(new Terminal(System.out, System.err)).getSubcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .flatMap(spec -> spec.options().stream())
            .map(OptionSpec::names)
            .flatMap(Arrays::stream)
            .toList();
    assertThat(OPTION.matcher(readme).results().map(found -> found.group())).isSubsetOf(options);
  }

  @Test
  void every_page_exists() {
    assertThat(LINK.matcher(readme).results().map(link -> Path.of(link.group(1))))
        .isNotEmpty()
        .allSatisfy(page -> assertThat(page).exists());
  }

  /**
   * The same text without the time and the duration of a scan, the port of its resolver, and the id
   * of a proposed policy, which is a time too.
   */
  private static String timeless(String report) {
    return report
        .replaceAll("scanned .* by mxray", "scanned … by mxray")
        .replaceAll("id=\\d{14}", "id=…")
        .replaceAll("127\\.0\\.0\\.1:\\d{4,5}", "127.0.0.1:53000");
  }
}
