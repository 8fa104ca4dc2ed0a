package dev.mxray.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The entry of the command line. */
public final class Main {
  private static final int BUFFER = 1 << 13;

  private Main() {}

  /** Runs one command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    // Only names channels in Netty's own log. Otherwise it looks for a hardware address, which
    // takes time, and warns on standard error where there is none.
    if (System.getProperty("io.netty.machineId") == null) {
      System.setProperty("io.netty.machineId", "02:00:00:00:00:00:00:01");
    }
    // Reports are UTF-8 whatever the locale says; flushed at the end of each document.
    var out = stream(FileDescriptor.out);
    var err = stream(FileDescriptor.err);
    int code = run(arguments, new Terminal(out, err));
    out.flush();
    err.flush();
    // After an interruption the JVM is ending already, with the code of the signal.
    System.exit(code);
  }

  /** Runs one command; returns its exit code. */
  static int run(String[] arguments, Terminal terminal) {
    CommandLine commands = commands(terminal);
    String[] all;
    try {
      all = withConfiguration(arguments, commands);
    } catch (UsageException e) {
      terminal.error(e.getMessage());
      return ExitCode.USAGE;
    }
    return commands.execute(all);
  }

  /** The commands: one visible list. */
  static CommandLine commands(Terminal terminal) {
    var commands =
        new CommandLine(new MxrayCommand(terminal))
            .addSubcommand(new ScanCommand(terminal))
            .addSubcommand(new DemoCommand(terminal))
            .addSubcommand(new ExplainCommand(terminal));
    return commands
        .setUsageHelpAutoWidth(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setOut(new java.io.PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new java.io.PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, given) -> usageError(e, terminal))
        .setExecutionExceptionHandler((e, command, result) -> executionError(e, terminal));
  }

  private static int usageError(ParameterException e, Terminal terminal) {
    terminal.error(e.getMessage());
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    terminal.err().println("Try '" + spec.qualifiedName() + " --help'.");
    return ExitCode.USAGE;
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
      if (file != null && commands.getSubcommands().containsKey(arguments[0])) {
        CommandSpec spec = commands.getSubcommands().get(arguments[0]).getCommandSpec();
        var all = new ArrayList<String>();
        all.add(arguments[0]);
        all.addAll(ConfigFile.arguments(Path.of(file), spec, List.of(arguments)));
        all.addAll(List.of(arguments).subList(1, arguments.length));
        return all.toArray(String[]::new);
      }
    }
    return arguments;
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), BUFFER),
        /* autoFlush= */ true,
        StandardCharsets.UTF_8);
  }
}
