package dev.mxray.cli;

import dev.mxray.address.IpAddress;
import dev.mxray.domain.Domain;
import dev.mxray.message.Author;
import dev.mxray.message.Envelope;
import dev.mxray.message.MessageCheck;
import dev.mxray.message.MessageVerdict;
import dev.mxray.message.source.InvalidMessageException;
import dev.mxray.message.source.MessageSource;
import dev.mxray.report.ConsoleMessage;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.MessagePart;
import dev.mxray.scan.DnsSession;
import dev.mxray.scan.ScanOptions;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges a message as a receiver does. */
@Command(
    name = "message",
    description = {
      "Judge a message as a receiver does: DKIM signatures, ARC, SPF, DMARC, and what follows.",
      "What is not given is taken from the header: the client from the topmost Received field,",
      "the envelope sender from Return-Path."
    },
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:a passing signature or SPF speaks for the author's domain",
      "1:none does, or it could not be told, or the file is no mail message",
      "2:wrong usage, or the file cannot be read",
      "130:interrupted"
    },
    footer = {
      "",
      "Examples:",
      "  mxray message mail.eml",
      "  mxray message --ip 192.0.2.1 --mail-from alice@example.com --json - < mail.eml"
    })
final class MessageCommand implements Callable<Integer> {
  /** What the work is called where the message names no domain. */
  private static final Domain NAMELESS = Domain.parse("message.invalid");

  private final Terminal terminal;

  @Parameters(
      paramLabel = "FILE|-",
      description = "The message, as it was received; - for standard input.")
  private String file = "";

  @Option(names = "--ip", paramLabel = "IP", description = "The address that handed it over.")
  private @Nullable String ip;

  @Option(
      names = "--helo",
      paramLabel = "H",
      description = "What that client said in HELO or EHLO.")
  private @Nullable String helo;

  @Option(
      names = "--mail-from",
      paramLabel = "A@B",
      description = "The envelope sender; <> for the null sender.")
  private @Nullable String mailFrom;

  @Mixin private TextOrJson form = new TextOrJson();

  @Mixin private CommonOptions common;

  MessageCommand(Terminal terminal) {
    this.terminal = terminal;
    this.common = new CommonOptions(terminal);
  }

  @Override
  public Integer call() throws UsageException {
    boolean json = form.json();
    Envelope envelope = envelope();
    MessageSource message;
    try (InputStream in = open(file)) {
      message = MessageCheck.read(in);
    } catch (InvalidMessageException e) {
      terminal.error(file + ": " + e.getMessage());
      return ExitCode.GATE;
    } catch (IOException e) {
      throw unreadable();
    }
    Domain about = Author.of(message.header()).domain();
    try (DnsSession session = common.dns();
        var progress = new Progress(terminal, common.verbose(), 1);
        var interruption = Interruption.watch(session::interrupt)) {
      MessageVerdict verdict =
          session
              .run(
                  about == null ? NAMELESS : about,
                  common.deadline(ScanOptions.DEADLINE_TIMEOUTS),
                  progress,
                  dns -> new MessageCheck(dns, Clock.systemUTC()).check(message, envelope))
              .join();
      progress.clear();
      print(MessagePart.of(verdict, common.language().words()), json);
      if (interruption.happened()) {
        return ExitCode.INTERRUPTED;
      }
      return verdict.dmarc().authenticated() ? ExitCode.OK : ExitCode.GATE;
    }
  }

  private Envelope envelope() throws UsageException {
    IpAddress client = null;
    if (ip != null) {
      String text = ip;
      client =
          IpAddress.parse(text)
              .orElseThrow(() -> new UsageException("--ip: '" + text + "' is not an IP address"));
    }
    String sender = mailFrom;
    if (sender != null && sender.startsWith("<") && sender.endsWith(">") && sender.length() > 1) {
      sender = sender.substring(1, sender.length() - 1);
    }
    if (sender != null && !sender.isEmpty() && sender.indexOf('@') < 1) {
      throw new UsageException("--mail-from: '" + mailFrom + "' is not an address");
    }
    return Envelope.given(client, helo, sender);
  }

  /** Standard input is read without the JDK's own copy of its buffer. */
  static InputStream open(String file) throws IOException {
    if (file.equals("-")) {
      return new FileInputStream(FileDescriptor.in);
    }
    try {
      return Files.newInputStream(Path.of(file));
    } catch (InvalidPathException e) {
      throw new IOException(e);
    }
  }

  private UsageException unreadable() {
    return new UsageException(
        (file.equals("-") ? "standard input" : "'" + file + "'") + " cannot be read");
  }

  private void print(MessagePart part, boolean json) throws UsageException {
    terminal
        .out()
        .print(
            json
                ? new JsonWriter().pretty(part)
                : ConsoleMessage.text(
                    part,
                    common.language().console(),
                    common.palette(),
                    terminal.unicode(),
                    terminal.width()));
    terminal.out().flush();
  }
}
