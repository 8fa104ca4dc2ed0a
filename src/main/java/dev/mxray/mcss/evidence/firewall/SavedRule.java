package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rule as {@code iptables-save} writes it: {@code -A INPUT -p tcp --dport 25 -j ACCEPT}. */
final class SavedRule {
  private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

  private final List<String> words;
  private int at = 2;
  private boolean negated;
  private Match match = Match.ALWAYS;
  private Ports ports = Ports.ALL;
  private Action action = Action.CONTINUE;
  private String target = "";
  private boolean each;
  private boolean rated;

  private SavedRule(List<String> words) {
    this.words = words;
  }

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    return words;
  }

  static Rule read(List<String> words, Quote quote) {
    SavedRule rule = new SavedRule(words);
    while (rule.at < words.size()) {
      rule.option(words.get(rule.at++));
    }
    if (rule.rated) {
      rule.also(rule.each ? Match.RATE_EACH : Match.RATE);
    }
    return new Rule(quote, rule.ports, rule.match, 0, rule.action, rule.target);
  }

  private void option(String option) {
    switch (option) {
      case "!" -> {
        negated = true;
        return;
      }
      case "-p", "--protocol" -> protocol(value());
      case "-s", "--source", "--src-range" -> also(Senders.source(list(), negated));
      case "-i", "--in-interface" -> also(Senders.incoming(list(), negated));
      case "--dport", "--destination-port", "--dports", "--destination-ports", "--ports" ->
          ports = Ports.of(list(), negated);
      case "--ctstate", "--state" -> also(Senders.state(list(), negated));
      case "--match-set" -> {
        value();
        also(value().contains("src") && !negated ? Match.SOME : Match.ALWAYS);
      }
      case "-j", "--jump" -> to(value(), false);
      case "-g", "--goto" -> to(value(), true);
      case "-m", "--match" -> module(value());
      case "--limit",
          "--limit-burst",
          "--hashlimit-above",
          "--hashlimit-upto",
          "--connlimit-above" -> {
        value();
        rated = true;
      }
      case "--hashlimit-mode" -> each |= value().contains("srcip");
      case "--connlimit-saddr" -> each = true;
      case "--uid-owner",
          "--gid-owner",
          "--mark",
          "--string",
          "--time",
          "--pkt-type",
          "--mac-source",
          "--probability",
          "--dst-type",
          "--genre",
          "--policy" -> {
        value();
        also(Match.UNKNOWN);
      }
      default -> {
        // Of its module, or of its target; its values begin with no dash.
      }
    }
    negated = false;
  }

  private void module(String module) {
    switch (module.toLowerCase(Locale.ROOT)) {
      case "limit" -> rated = true;
      case "hashlimit" -> rated = true;
      case "connlimit", "recent" -> {
        rated = true;
        each = true;
      }
      case "tcp",
          "udp",
          "multiport",
          "conntrack",
          "state",
          "comment",
          "set",
          "iprange",
          "icmp",
          "icmp6",
          "ipv6-icmp" -> {
        // Told by its options.
      }
      case "geoip", "string", "u32", "bpf", "owner", "mark", "connmark", "mac", "time", "osf" ->
          also(Match.UNKNOWN);
      default -> {
        // Others narrow nothing that a plain connection would not have.
      }
    }
  }

  private void protocol(String protocol) {
    boolean tcp = protocol.equals("tcp") || protocol.equals("6") || protocol.equals("all");
    also(tcp == negated ? Match.NONE : Match.ALWAYS);
  }

  private void to(String name, boolean goes) {
    action = IptablesReader.action(name);
    if (action == Action.JUMP) {
      action = goes ? Action.GOTO : Action.JUMP;
      target = name;
    }
  }

  private void also(Match other) {
    match = match.and(other);
  }

  private String value() {
    return at < words.size() ? words.get(at++) : "";
  }

  private List<String> list() {
    return List.of(value().split(","));
  }
}
