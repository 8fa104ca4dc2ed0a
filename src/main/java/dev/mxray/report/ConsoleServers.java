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
      page.heading(page.texts().of("servers"));
      new ConsoleServers(page, report.scannedAt()).write(report.smtpServers());
    }
    // Where none listens there is nothing to tell: nobody needs to have one there.
    List<ServerPart> mailboxes =
        report.mailboxServers().stream().filter(server -> server.state().equals(OPEN)).toList();
    if (!mailboxes.isEmpty()) {
      page.heading(page.texts().of("mailboxes"));
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
      page.add(2, page.line().say("more-addresses", blocks.size() - MAX_BLOCKS));
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
            .put(named(addresses));
    String software = software(block.first());
    if (!software.isEmpty()) {
      line.put(Style.QUIET, "  " + Words.cutShort(software));
    }
    int connections =
        addresses.stream()
            .mapToInt(address -> this.connections.getOrDefault(List.of(host, address), 0))
            .sum();
    if (connections > 0) {
      line.put(Style.QUIET, "  ").count(Style.QUIET, "connections", connections);
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
      var line = page.line().say(Style.QUIET, "servers.accepts", port.port());
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
                " ("
                    + (suites == 0
                        ? page.texts().of("servers.not-all")
                        : page.texts().count("suites", suites))
                    + ")");
      }
      line.put(Style.QUIET, "; ").count(Style.QUIET, "connections", enumeration.connections());
      if (enumeration.sameAs() != null) {
        line.put(Style.QUIET, ", ")
            .say(Style.QUIET, "servers.like", Words.cutShort(enumeration.sameAs()));
      }
      page.add(indent, indent + 2, line);
    }
    ProfilePart profile = tls.profile();
    if (profile != null) {
      boolean good = profile.level().equals("good") || profile.level().equals("sufficient");
      var line =
          page.line()
              .say(Style.QUIET, "servers.by-profile", port.port(), profile.name())
              .put(Style.QUIET, " ")
              .put(good ? Style.GOOD : Style.BAD, page.texts().word("level", profile.level()));
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
    page.add(
        2,
        4,
        page.line().put(Style.FAIR, "? ").say("servers.not-asked", named(List.copyOf(names))));
  }

  /** The first of several names or addresses, and how many there are besides. */
  private String named(List<String> all) {
    String first = String.join(", ", all.stream().limit(MAX_NAMED).map(Words::cutShort).toList());
    return all.size() > MAX_NAMED
        ? page.texts().of("and-more", first, all.size() - MAX_NAMED)
        : first;
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
      case "not_offered" -> line.put(Style.BAD, "✗").put(" ").say("servers.not_offered");
      case "failed" -> line.put(Style.BAD, "✗").put(" ").say("servers.failed");
      case "" -> line.put(Style.FAIR, "?").put(" ").say("servers.breaks-off");
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
      line.put(Style.BAD, "  ✗ ")
          .say(Style.BAD, "servers.login")
          .put(Style.BAD, " ")
          .put(Words.cutShort(String.join(" ", server.authBeforeTls())));
    }
    return line;
  }

  /** Without a greeting of 220; on the submission ports that is no fault. */
  private static Line closed(Line line, ServerPart server) {
    line.put(server.port() == SMTP ? Style.FAIR : Style.QUIET, server.port() == SMTP ? "?" : "-")
        .put(" ");
    return switch (server.state()) {
      case "rejected", "protocol_error" ->
          line.say("server-state." + server.state()).put(" ").put(Style.NOTE, greeting(server));
      default -> line.put(Words.known(line.texts(), "server-state", server.state()));
    };
  }

  private static String greeting(ServerPart server) {
    String text = server.greeting() == null ? "" : server.greeting().replace('\n', ' ');
    return text.isEmpty() && server.replyCode() != null
        ? server.replyCode().toString()
        : Printable.cut(text, MAX_GREETING);
  }
}
