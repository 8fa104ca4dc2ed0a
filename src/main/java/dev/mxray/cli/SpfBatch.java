package dev.mxray.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mxray.address.IpAddress;
import dev.mxray.check.spf.CheckHost;
import dev.mxray.domain.Domain;
import dev.mxray.report.JsonWriter;
import dev.mxray.report.SpfCheckPart;
import dev.mxray.scan.DnsSession;
import dev.mxray.text.Wording;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/**
 * Cases of check_host(), one JSON object per line with {@code ip}, and {@code domain}, {@code
 * sender} or both, and perhaps {@code helo}. The results come in the order of the cases; a line
 * that is no case is named on standard error, and left out.
 */
final class SpfBatch {
  /** Cases that are evaluated at the same time. */
  private static final int CONCURRENT = 32;

  /** Longer lines are no cases: a sender has 256 octets at most (RFC 5321 §4.5.3.1.3). */
  private static final int MAX_LINE = 16 * 1024;

  private final Terminal terminal;
  private final DnsSession session;
  private final Duration deadline;
  private final JsonMapper mapper = new JsonMapper();
  private final JsonWriter json = new JsonWriter();
  private final ArrayDeque<CompletableFuture<SpfCheckPart>> window = new ArrayDeque<>();

  /** A case as it was read. */
  private record Case(String domain, IpAddress ip, String sender, String helo) {}

  SpfBatch(Terminal terminal, DnsSession session, Duration deadline) {
    this.terminal = terminal;
    this.session = session;
    this.deadline = deadline;
  }

  /**
   * Evaluates all cases.
   *
   * @param file a name, or {@code -} for standard input
   * @return the exit code
   * @throws UsageException when the file cannot be read
   */
  int run(String file, Progress progress, Interruption interruption) throws UsageException {
    String shown = file.equals("-") ? "standard input" : file.isEmpty() ? "''" : file;
    int code = ExitCode.OK;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                file.equals("-") ? System.in : Files.newInputStream(Path.of(file)),
                StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = BoundedLine.next(reader, MAX_LINE);
          line != null && !interruption.happened();
          line = BoundedLine.next(reader, MAX_LINE)) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        try {
          start(read(line), progress);
        } catch (UsageException e) {
          progress.say(shown + ":" + number + ": " + e.getMessage());
          code = ExitCode.GATE;
        }
        if (window.size() >= CONCURRENT) {
          print(progress);
        }
      }
      while (!window.isEmpty()) {
        print(progress);
      }
    } catch (IOException | InvalidPathException e) {
      throw new UsageException(shown + ": cannot be read (option --batch)");
    }
    return interruption.happened() ? ExitCode.INTERRUPTED : code;
  }

  private void start(Case one, Progress progress) {
    var domain = new Domain(one.domain(), one.domain());
    var client = new SpfCheckPart.Client(one.ip().toString(), one.sender(), one.helo());
    window.add(
        session
            .run(
                domain,
                deadline,
                progress,
                dns -> new CheckHost(dns).check(one.ip(), one.domain(), one.sender(), one.helo()))
            .thenApply(result -> SpfCheckPart.of(one.domain(), client, result, Wording.ENGLISH)));
  }

  private void print(Progress progress) {
    SpfCheckPart part = window.remove().join();
    progress.clear();
    terminal.out().println(json.line(part));
    terminal.out().flush();
  }

  private Case read(String line) throws UsageException {
    if (line.length() > MAX_LINE) {
      throw new UsageException("longer than the " + MAX_LINE + " characters of a case");
    }
    JsonNode node;
    try {
      node = mapper.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UsageException("is not JSON");
    }
    if (!node.isObject()) {
      throw new UsageException("is not a JSON object");
    }
    String ip = text(node, "ip");
    String sender = text(node, "sender");
    String helo = text(node, "helo");
    IpAddress address =
        IpAddress.parse(ip)
            .orElseThrow(
                () -> new UsageException(ip.isEmpty() ? "has no ip" : "'" + ip + "' is no ip"));
    String domain = text(node, "domain");
    if (domain.isEmpty()) {
      // RFC 7208 §2.3, §2.4: the domain of MAIL FROM, or of HELO when that is empty.
      domain = sender.isEmpty() ? helo : sender.substring(sender.lastIndexOf('@') + 1);
    }
    if (domain.isEmpty()) {
      throw new UsageException("has neither domain nor sender nor helo");
    }
    return new Case(domain, address, sender, helo);
  }

  private static String text(JsonNode node, String name) throws UsageException {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw new UsageException(name + " is not a string");
    }
    return value.asText();
  }
}
