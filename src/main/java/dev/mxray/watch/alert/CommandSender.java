package dev.mxray.watch.alert;

import dev.mxray.report.JsonWriter;
import dev.mxray.watch.Alert;
import dev.mxray.watch.Change;
import dev.mxray.watch.config.AlertTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a command for each change of an alert: the program itself with its arguments, no shell. What
 * comes from the network stands inside single arguments, without control characters; the alert as
 * JSON is its standard input.
 */
final class CommandSender {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");
  private static final JsonWriter JSON = new JsonWriter();

  void send(AlertTarget.Command target, Alert alert) throws IOException {
    for (Change change : alert.changes()) {
      run(target, arguments(target.arguments(), alert, change), JSON.line(alert));
    }
  }

  static List<String> arguments(List<String> templates, Alert alert, Change change) {
    Map<String, String> values =
        Map.of(
            "domain", alert.subject(),
            "change", change.text(),
            "type", change.type(),
            "severity", change.severity(),
            "subject", change.subject(),
            "before", change.before() == null ? "" : change.before(),
            "after", change.after() == null ? "" : change.after(),
            "id", alert.id());
    var arguments = new ArrayList<String>();
    for (String template : templates) {
      arguments.add(
          PLACE
              .matcher(template)
              .replaceAll(
                  found ->
                      Matcher.quoteReplacement(
                          values.containsKey(found.group(1))
                              ? AlertText.line(values.get(found.group(1)))
                              : found.group())));
    }
    return arguments;
  }

  private static void run(AlertTarget.Command target, List<String> arguments, String input)
      throws IOException {
    String program = arguments.get(0);
    Process process;
    try {
      process =
          new ProcessBuilder(arguments)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new IOException(program + ": cannot be run", e);
    }
    try {
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // A program need not read it.
      }
      if (!process.waitFor(target.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            program + ": did not end within " + target.timeout().toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new IOException(program + ": ended with the code " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
