package dev.mxray.cli;

import java.io.FileDescriptor;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry of the command line. */
public final class Main {
  private static final int BUFFER = 1 << 13;

  /** Decimal, perhaps with an exponent: not the hexadecimal and suffixed forms of Java. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private Main() {}

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    Libraries.settle();
    // Reports are UTF-8 whatever the locale says; flushed at the end of each document.
    var output = new WatchedOutput(FileDescriptor.out);
    var out = stream(output);
    var err = stream(new WatchedOutput(FileDescriptor.err));
    var terminal = new Terminal(out, err);
    int code = run(arguments, terminal);
    out.flush();
    if (output.trouble() != null) {
      terminal.error("standard output: cannot be written to: " + output.trouble());
      code = Math.max(code, ExitCode.GATE);
    }
    err.flush();
    // After an interruption the JVM is ending already, with the code of the signal.
    System.exit(code);
  }

  /** Runs one command; returns its exit code. */
  static int run(String[] arguments, Terminal terminal) {
    CommandLine commands = commands(terminal, arguments.length == 0 ? "" : arguments[0]);
    String[] all;
    try {
      all = withConfiguration(arguments, commands);
    } catch (UsageException e) {
      terminal.error(e.getMessage());
      return ExitCode.USAGE;
    }
    return commands.execute(all);
  }

  /** All commands with all that is below of them. */
  static CommandLine commands(Terminal terminal) {
    return commands(terminal, ControlsCommand.NAME);
  }

  /** The commands: one visible list, complete for the one that was named. */
  private static CommandLine commands(Terminal terminal, String named) {
    // One object: two alike make JDK 17 crash while it writes its class archive.
    ITypeConverter<Double> number = Main::number;
    var commands =
        new CommandLine(new MxrayCommand(terminal))
            .addSubcommand(new ScanCommand(terminal))
            .addSubcommand(new SpfCommand(terminal))
            .addSubcommand(new MessageCommand(terminal))
            .addSubcommand(new DemoCommand(terminal))
            .addSubcommand(new ExplainCommand(terminal))
            .addSubcommand(ControlsCommand.commands(terminal, named.equals(ControlsCommand.NAME)))
            .addSubcommand(new DmarcCommand(terminal))
            .addSubcommand(new FixCommand(terminal))
            .addSubcommand(new DiffCommand(terminal))
            .addSubcommand(new BadgeCommand(terminal))
            .addSubcommand(new CollectCommand(terminal))
            .addSubcommand(new AuditCommand(terminal));
    return commands
        .setUsageHelpAutoWidth(false)
        // Only what is documented: "@name" would be read as a file of arguments.
        .setExpandAtFiles(false)
        .registerConverter(Double.class, number)
        .registerConverter(double.class, number)
        .registerConverter(int.class, Main::wholeNumber)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setOut(new java.io.PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new java.io.PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, given) -> usageError(e, terminal))
        .setExecutionExceptionHandler((e, command, result) -> executionError(e, terminal));
  }

  private static double number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new TypeConversionException("'" + text + "' is not a number");
    }
    return Double.parseDouble(text);
  }

  private static int wholeNumber(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a whole number");
    }
  }

  private static int usageError(ParameterException e, Terminal terminal) {
    terminal.error(message(e));
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    terminal.err().println("Try '" + spec.qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private static @Nullable String message(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !unmatched.getUnmatched().isEmpty()) {
      boolean command = !e.getCommandLine().getSubcommands().isEmpty();
      return (command ? "unknown command '" : "unexpected argument '")
          + unmatched.getUnmatched().get(0)
          + "'";
    }
    return e.getMessage();
  }

  private static int executionError(Exception e, Terminal terminal) throws Exception {
    if (e instanceof UsageException) {
      terminal.error(e.getMessage());
      return ExitCode.USAGE;
    }
    throw e;
  }

  /** Puts the options of --config FILE before those that were typed, so that the typed ones win. */
  private static String[] withConfiguration(String[] arguments, CommandLine commands)
      throws UsageException {
    for (int i = 0; i < arguments.length; i++) {
      String file = null;
      if (arguments[i].equals("--config") && i + 1 < arguments.length) {
        file = arguments[i + 1];
      } else if (arguments[i].startsWith("--config=")) {
        file = arguments[i].substring("--config=".length());
      }
      List<CommandLine> path = file == null ? List.of() : named(arguments, commands);
      if (file != null && !path.isEmpty()) {
        int words = path.size();
        CommandSpec spec = path.get(words - 1).getCommandSpec();
        var all = new ArrayList<>(List.of(arguments).subList(0, words));
        all.addAll(ConfigFile.arguments(path(file), spec, List.of(arguments)));
        all.addAll(List.of(arguments).subList(words, arguments.length));
        return all.toArray(String[]::new);
      }
    }
    return arguments;
  }

  /** The command that the first arguments name, behind those that it is below of. */
  private static List<CommandLine> named(String[] arguments, CommandLine commands) {
    var path = new ArrayList<CommandLine>();
    CommandLine command = commands.getSubcommands().get(arguments[0]);
    while (command != null) {
      path.add(command);
      command =
          path.size() < arguments.length
              ? command.getSubcommands().get(arguments[path.size()])
              : null;
    }
    return path;
  }

  private static Path path(String file) throws UsageException {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new UsageException(file + ": cannot be read (option --config)");
    }
  }

  private static PrintStream stream(WatchedOutput output) {
    return new PrintStream(
        new java.io.BufferedOutputStream(output, BUFFER),
        /* autoFlush= */ true,
        StandardCharsets.UTF_8);
  }
}
