package dev.mxray.report;

import dev.mxray.report.Palette.Style;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The mail servers: what answers at each address and port, with which TLS and certificate. */
final class ConsoleServers {
  private static final int MAX_BLOCKS = 20;
  private static final int MAX_NAMED = 5;
  private static final int MAX_GREETING = 80;
  private static final int SMTP = 25;
  private static final int MAX_PORTS = 14;
  private static final String OPEN = "open";
  private static final String NOT_PROBED = "not_probed";

  private final Page page;
  private final ConsoleCertificates certificates;

  /** How many there were, by host and address. */
  private final Map<List<String>, Integer> connections = new LinkedHashMap<>();

  private ConsoleServers(Page page, String scannedAt) {
    this.page = page;
    this.certificates = new ConsoleCertificates(page, scannedAt);
  }

  static void write(Page page, Report report) {
    if (!report.smtpServers().isEmpty()) {
      page.heading("Mail servers (SMTP)");
      new ConsoleServers(page, report.scannedAt()).write(report.smtpServers());
    }
    // Where none listens there is nothing to tell: nobody needs to have one there.
    List<ServerPart> mailboxes =
        report.mailboxServers().stream().filter(server -> server.state().equals(OPEN)).toList();
    if (!mailboxes.isEmpty()) {
      page.heading("Mailbox servers (IMAP, POP3, ManageSieve)");
      new ConsoleServers(page, report.scannedAt()).write(mailboxes);
    }
  }

  private void write(List<ServerPart> servers) {
    Map<List<String>, List<ServerPart>> asked = new LinkedHashMap<>();
    for (ServerPart server : servers) {
      DialoguePart dialogue = server.dialogue();
      connections.merge(
          List.of(server.host(), server.address()),
          dialogue == null ? 0 : dialogue.connections(),
          Integer::sum);
      if (!server.state().equals(NOT_PROBED)) {
        asked
            .computeIfAbsent(List.of(server.host(), server.address()), key -> new ArrayList<>())
            .add(server);
      }
    }
    List<Block> blocks = blocks(asked.values());
    int width =
        blocks.stream()
            .flatMap(block -> block.rows().values().stream())
            .mapToInt(ports -> ports(ports).length())
            .filter(length -> length <= MAX_PORTS)
            .max()
            .orElse(0);
    blocks.stream().limit(MAX_BLOCKS).forEach(block -> block(block, width));
    if (blocks.size() > MAX_BLOCKS) {
      page.add(2, page.line().put("… " + (blocks.size() - MAX_BLOCKS) + " more addresses"));
    }
    notAsked(servers, asked.keySet());
  }

  /**
   * Addresses of one host that show themselves alike.
   *
   * @param first the ports of the first address, which stand for those of the others
   * @param rows the ports by what is to be said of them
   */
  private record Block(
      List<String> addresses, List<ServerPart> first, Map<String, List<ServerPart>> rows) {}

  private List<Block> blocks(Collection<List<ServerPart>> byAddress) {
    Map<List<Object>, Block> blocks = new LinkedHashMap<>();
    for (List<ServerPart> ports : byAddress) {
      Map<String, List<ServerPart>> rows = new LinkedHashMap<>();
      for (ServerPart port : ports) {
        rows.computeIfAbsent(row(port).text(), text -> new ArrayList<>()).add(port);
      }
      ServerPart first = ports.get(0);
      List<Object> alike =
          List.of(
              first.host(),
              software(ports),
              rows.entrySet().stream().map(row -> row.getKey() + ports(row.getValue())).toList(),
              certificates.keys(ports));
      blocks
          .computeIfAbsent(alike, key -> new Block(new ArrayList<>(), ports, rows))
          .addresses()
          .add(first.address());
    }
    return List.copyOf(blocks.values());
  }

  private void block(Block block, int width) {
    List<String> addresses = block.addresses();
    String host = block.first().get(0).host();
    var line =
        page.line()
            .put(Style.STRONG, Words.cutShort(block.first().get(0).host()))
            .put("  ")
            .put(
                String.join(
                    ", ", addresses.stream().limit(MAX_NAMED).map(Words::cutShort).toList()));
    if (addresses.size() > MAX_NAMED) {
      line.put(" and " + (addresses.size() - MAX_NAMED) + " more");
    }
    String software = software(block.first());
    if (!software.isEmpty()) {
      line.put(Style.QUIET, "  " + Words.cutShort(software));
    }
    int connections =
        addresses.stream()
            .mapToInt(address -> this.connections.getOrDefault(List.of(host, address), 0))
            .sum();
    if (connections > 0) {
      line.put(Style.QUIET, "  " + Words.count(connections, "connection"));
    }
    page.add(2, 4, line);
    for (List<ServerPart> ports : block.rows().values()) {
      String label = ports(ports);
      String before = "    " + label + " ".repeat(2 + Math.max(0, width - label.length()));
      page.add(before, " ".repeat(4 + width + 4), row(ports.get(0)));
    }
    certificates.write(4 + width + 2, block.first());
    block.first().forEach(port -> accepted(4 + width + 2, port));
  }

  /** What a port accepts in all, where that was asked, and how it compares with a profile. */
  private void accepted(int indent, ServerPart port) {
    TlsPart tls = port.tls();
    if (tls == null) {
      return;
    }
    EnumerationPart enumeration = tls.enumeration();
    if (enumeration != null) {
      var line = page.line().put(Style.QUIET, port.port() + " accepts");
      for (EnumerationPart.Protocol protocol : enumeration.protocols()) {
        boolean old = !List.of("TLSv1.2", "TLSv1.3").contains(protocol.version());
        int suites =
            tls.cipherSuites() == null
                ? 0
                : tls.cipherSuites().getOrDefault(protocol.version(), List.of()).size();
        line.put(" ")
            .put(old ? Style.BAD : Style.PLAIN, protocol.version())
            .put(
                Style.QUIET,
                suites == 0 ? " (not all tried)" : " (" + Words.count(suites, "suite") + ")");
      }
      line.put(Style.QUIET, "; " + Words.count(enumeration.connections(), "connection"));
      if (enumeration.sameAs() != null) {
        line.put(Style.QUIET, ", like " + Words.cutShort(enumeration.sameAs()));
      }
      page.add(indent, indent + 2, line);
    }
    ProfilePart profile = tls.profile();
    if (profile != null) {
      boolean good = profile.level().equals("good") || profile.level().equals("sufficient");
      var line =
          page.line()
              .put(Style.QUIET, port.port() + " by " + profile.name() + " ")
              .put(good ? Style.GOOD : Style.BAD, profile.level().replace('_', ' '));
      List<String> named =
          profile.items().stream()
              .filter(item -> item.level().equals(profile.level()))
              .limit(MAX_NAMED)
              .map(ProfilePart.Item::value)
              .map(Words::cutShort)
              .toList();
      if (!good) {
        line.put(Style.QUIET, ": " + String.join(", ", named));
      }
      page.add(indent, indent + 2, line);
    }
  }

  private static String ports(List<ServerPart> servers) {
    return servers.stream()
        .map(server -> Integer.toString(server.port()))
        .collect(Collectors.joining(", "));
  }

  private static String software(List<ServerPart> ports) {
    return ports.stream()
        .map(ServerPart::software)
        .filter(software -> software != null)
        .findFirst()
        .orElse("");
  }

  /** Hosts of which nothing was asked, and further addresses of the others. */
  private void notAsked(List<ServerPart> servers, Set<List<String>> asked) {
    Set<String> hosts = asked.stream().map(key -> key.get(0)).collect(Collectors.toSet());
    Set<String> names = new LinkedHashSet<>();
    for (ServerPart server : servers) {
      if (!hosts.contains(server.host())) {
        names.add(server.host());
      } else if (!asked.contains(List.of(server.host(), server.address()))) {
        names.add(server.address());
      }
    }
    if (names.isEmpty()) {
      return;
    }
    var line =
        page.line()
            .put(Style.FAIR, "?")
            .put(" not asked: ")
            .put(String.join(", ", names.stream().limit(MAX_NAMED).map(Words::cutShort).toList()));
    if (names.size() > MAX_NAMED) {
      line.put(" and " + (names.size() - MAX_NAMED) + " more");
    }
    page.add(2, 4, line);
  }

  /** What is to be said of one port. */
  private Line row(ServerPart server) {
    var line = page.line();
    if (!server.state().equals(OPEN)) {
      return closed(line, server);
    }
    TlsPart tls = server.tls();
    switch (server.starttls() == null ? "" : server.starttls()) {
      case "ok" -> line.put(Style.GOOD, "✓").put(" STARTTLS");
      case "implicit" ->
          line.put(tls == null ? Style.BAD : Style.GOOD, tls == null ? "✗" : "✓").put(" TLS     ");
      case "not_offered" -> line.put(Style.BAD, "✗").put(" no STARTTLS: in the clear");
      case "failed" -> line.put(Style.BAD, "✗").put(" STARTTLS is offered and fails");
      case "" -> line.put(Style.FAIR, "?").put(" answers, and breaks off before STARTTLS");
      default -> line.put("  " + Words.cutShort(String.valueOf(server.starttls())));
    }
    if (tls != null) {
      boolean old = !List.of("TLSv1.2", "TLSv1.3").contains(tls.version());
      line.put("  ")
          .put(old ? Style.BAD : Style.PLAIN, Words.cutShort(tls.version()))
          .put("  " + Words.cutShort(tls.cipherSuite()));
      if (tls.group() != null) {
        line.put(Style.QUIET, "  " + Words.cutShort(tls.group()));
      }
    }
    if (!server.authBeforeTls().isEmpty()) {
      line.put(Style.BAD, "  ✗ login in the clear: ")
          .put(Words.cutShort(String.join(" ", server.authBeforeTls())));
    }
    return line;
  }

  /** Without a greeting of 220; on the submission ports that is no fault. */
  private static Line closed(Line line, ServerPart server) {
    line.put(server.port() == SMTP ? Style.FAIR : Style.QUIET, server.port() == SMTP ? "?" : "-")
        .put(" ");
    return switch (server.state()) {
      case "refused" -> line.put("connection refused");
      case "timeout" -> line.put("no answer in time");
      case "reset" -> line.put("connection reset");
      case "closed" -> line.put("closed without a greeting");
      case "rejected" -> line.put("turns this scanner away: ").put(Style.NOTE, greeting(server));
      case "protocol_error" ->
          line.put("what answers is not SMTP: ").put(Style.NOTE, greeting(server));
      case "blocked" -> line.put("not contacted: the address is not public");
      default -> line.put(Words.cutShort(server.state()));
    };
  }

  private static String greeting(ServerPart server) {
    String text = server.greeting() == null ? "" : server.greeting().replace('\n', ' ');
    return text.isEmpty() && server.replyCode() != null
        ? server.replyCode().toString()
        : Printable.cut(text, MAX_GREETING);
  }
}
