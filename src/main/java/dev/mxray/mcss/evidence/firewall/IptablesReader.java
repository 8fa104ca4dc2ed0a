package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the table filter of iptables, as {@code iptables-save} or {@code iptables -L -n -v} prints
 * it.
 */
final class IptablesReader {
  private static final Pattern HEAD =
      Pattern.compile("^Chain (\\S+) \\((?:policy (\\S+)|\\d+ references?).*\\).*");
  private static final Pattern POLICY = Pattern.compile("^:(\\S+) (\\S+)(?: \\[.*)?$");

  private final EvidenceFile file;
  private final int family;
  private final Map<String, Building> chains = new LinkedHashMap<>();
  private @Nullable Building current;
  private String table = "filter";

  private IptablesReader(EvidenceFile file, int family) {
    this.file = file;
    this.family = family;
  }

  /**
   * @param family 4, or 6 for the outputs of ip6tables
   */
  static List<Chain> read(EvidenceFile file, int family) {
    IptablesReader reader = new IptablesReader(file, family);
    for (int line = 1; line <= file.lines().size(); line++) {
      reader.take(file.lines().get(line - 1), line);
    }
    return reader.chains.values().stream().map(reader::built).toList();
  }

  private void take(String text, int line) {
    if (text.startsWith("#") || text.isBlank()) {
      return;
    }
    if (text.startsWith("===") || text.startsWith("*")) {
      table = text.equals("*filter") ? "filter" : "other";
      current = null;
      return;
    }
    if (!table.equals("filter")) {
      return;
    }
    Matcher policy = POLICY.matcher(text);
    Matcher head = HEAD.matcher(text);
    if (policy.matches()) {
      open(policy.group(1), policy.group(2), line);
    } else if (head.matches()) {
      current = open(head.group(1), head.group(2), line);
    } else if (text.startsWith("-A ") || text.startsWith("-I ")) {
      List<String> words = SavedRule.words(text);
      if (words.size() > 1) {
        Building chain = chains.get(words.get(1));
        if (chain != null) {
          chain.rules.add(SavedRule.read(words, file.quote(line)));
        }
      }
    } else if (current != null) {
      Rule rule = ListedRule.read(text, file.quote(line));
      if (rule != null) {
        current.rules.add(rule);
      }
    }
  }

  private Building open(String name, @Nullable String policy, int line) {
    Building chain =
        new Building(name, policy == null || policy.equals("ACCEPT"), file.quote(line));
    chains.put(name, chain);
    return chain;
  }

  private Chain built(Building chain) {
    return new Chain(
        family + " " + chain.name,
        family,
        chain.name.equals("INPUT"),
        chain.accepts,
        chain.policy,
        chain.rules.stream().map(this::targeted).toList());
  }

  /** Chains of IPv4 and IPv6 may have the same names. */
  private Rule targeted(Rule rule) {
    return rule.target().isEmpty()
        ? rule
        : new Rule(
            rule.quote(),
            rule.ports(),
            rule.match(),
            rule.family(),
            rule.action(),
            family + " " + rule.target());
  }

  /** What a target does: a built-in one, or a jump to a chain of that name. */
  static Action action(String target) {
    return switch (target) {
      case "ACCEPT" -> Action.ACCEPT;
      case "DROP", "REJECT", "TARPIT" -> Action.DROP;
      case "RETURN" -> Action.RETURN;
      case "", "LOG", "NFLOG", "ULOG", "MARK", "CONNMARK", "SET", "AUDIT", "TRACE", "TCPMSS" ->
          Action.CONTINUE;
      default -> Action.JUMP;
    };
  }

  private static final class Building {
    private final String name;
    private final boolean accepts;
    private final Quote policy;
    private final List<Rule> rules = new ArrayList<>();

    private Building(String name, boolean accepts, Quote policy) {
      this.name = name;
      this.accepts = accepts;
      this.policy = policy;
    }
  }
}
