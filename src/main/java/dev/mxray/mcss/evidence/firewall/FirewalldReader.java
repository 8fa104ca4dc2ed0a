package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code firewall-cmd --list-all-zones}: every active zone is a chain that drops what it does
 * not name, unless its target says otherwise.
 */
final class FirewalldReader {
  /** The ports of the services that firewalld ships, as far as they matter on a mail host. */
  private static final Map<String, List<String>> SERVICES =
      Map.ofEntries(
          Map.entry("smtp", List.of("25")),
          Map.entry("smtps", List.of("465")),
          Map.entry("smtp-submission", List.of("587")),
          Map.entry("imap", List.of("143")),
          Map.entry("imaps", List.of("993")),
          Map.entry("pop3", List.of("110")),
          Map.entry("pop3s", List.of("995")),
          Map.entry("managesieve", List.of("4190")),
          Map.entry("ssh", List.of("22")),
          Map.entry("http", List.of("80")),
          Map.entry("https", List.of("443")));

  private static final Pattern ZONE =
      Pattern.compile("^(\\S+)( \\((?:default, |)active\\)| \\(.*active.*\\))?\\s*$");
  private static final Pattern RICH = Pattern.compile("(service name|port port)=\"([^\"]+)\"");

  private final EvidenceFile file;
  private final List<Chain> chains = new ArrayList<>();
  private String name = "";
  private boolean active;
  private boolean sourced;
  private boolean insideOnly;
  private boolean rich;
  private boolean accepts;
  private Optional<Quote> policy = Optional.empty();
  private List<Rule> rules = new ArrayList<>();

  private FirewalldReader(EvidenceFile file) {
    this.file = file;
  }

  static List<Chain> read(EvidenceFile file) {
    FirewalldReader reader = new FirewalldReader(file);
    for (int line = 1; line <= file.lines().size(); line++) {
      reader.take(file.lines().get(line - 1), line);
    }
    reader.close();
    return merged(reader.chains);
  }

  private void take(String text, int line) {
    if (text.startsWith("#") || text.isBlank()) {
      return;
    }
    Quote quote = file.quote(line);
    if (!Character.isWhitespace(text.charAt(0))) {
      Matcher zone = ZONE.matcher(text);
      close();
      if (zone.matches()) {
        name = zone.group(1);
        active = zone.group(2) != null;
        policy = Optional.of(quote);
      }
      return;
    }
    String line1 = text.strip();
    if (line1.startsWith("rule ")) {
      if (rich) {
        richRule(line1, quote);
      }
      return;
    }
    int colon = line1.indexOf(':');
    if (colon > 0) {
      key(line1.substring(0, colon), line1.substring(colon + 1).strip(), quote);
    }
  }

  private void key(String key, String value, Quote quote) {
    rich = key.equals("rich rules");
    switch (key) {
      case "target" -> {
        policy = Optional.of(quote);
        accepts = value.equals("ACCEPT");
      }
      case "sources" -> sourced = !value.isEmpty();
      case "interfaces" ->
          insideOnly =
              !value.isEmpty()
                  && Senders.incoming(List.of(value.split(" ")), false) != Match.ALWAYS
                  && value.matches("((lo|wg|tun|tap|docker|br-|virbr|veth)\\S*\\s*)+");
      case "services" -> {
        for (String service : value.split(" ")) {
          rules.add(
              rule(quote, SERVICES.getOrDefault(service, List.of()), Match.ALWAYS, Action.ACCEPT));
        }
      }
      case "ports" -> {
        for (String port : value.split(" ")) {
          if (port.endsWith("/tcp")) {
            rules.add(
                rule(
                    quote,
                    List.of(port.substring(0, port.length() - 4)),
                    Match.ALWAYS,
                    Action.ACCEPT));
          }
        }
      }
      default -> {
        // Forwarding, masquerading and the like are not about this host.
      }
    }
  }

  private static Rule rule(Quote quote, List<String> ports, Match match, Action action) {
    return new Rule(quote, Ports.of(ports, false), match, 0, action, "");
  }

  private void richRule(String text, Quote quote) {
    Matcher subject = RICH.matcher(text);
    Match match = Match.ALWAYS;
    if (text.contains("source ")) {
      match = match.and(text.contains("source NOT") ? Match.ALWAYS : Match.SOME);
    }
    if (text.contains("limit value=") && !text.contains("log")) {
      match = match.and(Match.RATE);
    }
    Action action =
        text.contains(" accept")
            ? Action.ACCEPT
            : text.matches(".* (drop|reject)\\b.*") ? Action.DROP : Action.CONTINUE;
    Ports ports =
        subject.find()
            ? Ports.of(
                subject.group(1).startsWith("service")
                    ? SERVICES.getOrDefault(subject.group(2), List.of())
                    : List.of(subject.group(2)),
                false)
            : Ports.ALL;
    int family = text.contains("ipv4") ? 4 : text.contains("ipv6") ? 6 : 0;
    // Refusals come before permissions in firewalld, whatever their order in the list.
    rules.add(
        action == Action.DROP ? 0 : rules.size(),
        new Rule(quote, ports, match, family, action, ""));
  }

  private void close() {
    if (active && policy.isPresent()) {
      List<Rule> seen =
          sourced || insideOnly
              ? rules.stream()
                  .map(
                      rule ->
                          new Rule(
                              rule.quote(),
                              rule.ports(),
                              rule.match().and(Match.SOME),
                              rule.family(),
                              rule.action(),
                              ""))
                  .toList()
              : List.copyOf(rules);
      boolean strangers = !sourced && !insideOnly;
      chains.add(new Chain(name, 0, strangers, accepts && strangers, policy.get(), seen));
    }
    active = false;
    sourced = false;
    insideOnly = false;
    accepts = false;
    rich = false;
    rules = new ArrayList<>();
    policy = Optional.empty();
  }

  /**
   * A packet belongs to one zone; what zones of some sources allow is added to those of strangers,
   * before their own rules.
   */
  private static List<Chain> merged(List<Chain> chains) {
    List<Rule> ofSome =
        chains.stream()
            .filter(chain -> !chain.input())
            .flatMap(chain -> chain.rules().stream())
            .toList();
    return chains.stream()
        .filter(Chain::input)
        .map(
            chain -> {
              List<Rule> all = new ArrayList<>(ofSome);
              all.addAll(chain.rules());
              return new Chain(
                  chain.name(), chain.family(), true, chain.accepts(), chain.policy(), all);
            })
        .toList();
  }
}
