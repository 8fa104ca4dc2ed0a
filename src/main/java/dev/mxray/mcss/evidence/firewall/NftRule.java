package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One rule of nftables (nft(8)). A verdict map gives a rule for each of its entries. What is not
 * known here makes the rule one that cannot be told.
 */
final class NftRule {
  private static final Set<String> FLAG_SIGNS = Set.of("|", "&", "/", ",", "==", "!=", "(", ")");
  private static final Set<String> LOG_OPTIONS =
      Set.of("prefix", "group", "level", "snaplen", "queue-threshold", "flags");

  private final NftTokens tokens;
  private final Quote quote;
  private final String table;
  private final List<Rule> rules = new ArrayList<>();
  private Match match = Match.ALWAYS;
  private Ports ports = Ports.ALL;
  private int family;
  private boolean rated;
  private boolean each;

  private NftRule(String text, Quote quote, String table, Map<String, List<String>> sets) {
    this.tokens = new NftTokens(text, sets);
    this.quote = quote;
    this.table = table;
  }

  static List<Rule> read(String text, Quote quote, String table, Map<String, List<String>> sets) {
    NftRule rule = new NftRule(text, quote, table, sets);
    while (!rule.tokens.ended()) {
      rule.term(rule.tokens.next());
    }
    if (rule.rules.isEmpty()) {
      rule.end(Action.CONTINUE, "");
    }
    return rule.rules;
  }

  private void term(String token) {
    switch (token) {
      case "accept" -> end(Action.ACCEPT, "");
      case "drop" -> end(Action.DROP, "");
      case "reject" -> {
        end(Action.DROP, "");
        tokens.skipAll();
      }
      case "return" -> end(Action.RETURN, "");
      case "continue" -> end(Action.CONTINUE, "");
      case "jump" -> end(Action.JUMP, table + " " + tokens.next());
      case "goto" -> end(Action.GOTO, table + " " + tokens.next());
      case "queue" -> {
        also(Match.UNKNOWN);
        end(Action.ACCEPT, "");
        tokens.skipAll();
      }
      case "counter" -> counter();
      case "comment", "packets", "bytes" -> tokens.next();
      case "log" -> log();
      case "iif", "iifname" -> incoming();
      case "ip", "ip6" -> network(token);
      case "tcp", "udp", "th", "sctp", "dccp" -> transport(token);
      case "meta" -> meta();
      case "ct" -> tracked();
      case "limit" -> rate();
      case "add", "update", "meter" -> dynamic();
      case "icmp", "icmpv6", "igmp", "esp", "ah", "arp", "ether", "vlan" -> {
        also(token.equals("ether") || token.equals("vlan") ? Match.UNKNOWN : Match.NONE);
        tokens.next();
        tokens.values();
      }
      case "oif", "oifname" -> {
        tokens.values();
      }
      case "mark",
          "pkttype",
          "fib",
          "xt",
          "socket",
          "osf",
          "rt",
          "numgen",
          "@th",
          "@nh",
          "skuid",
          "skgid",
          "set",
          "tproxy",
          "dup",
          "fwd",
          "notrack",
          "flow" ->
          also(Match.UNKNOWN);
      default -> {
        // The rest of a statement that changes nothing about what is let through.
      }
    }
  }

  private void end(Action action, String target) {
    Match whole = rated ? match.and(each ? Match.RATE_EACH : Match.RATE) : match;
    rules.add(new Rule(quote, ports, whole, family, action, target));
  }

  private void also(Match other) {
    match = match.and(other);
  }

  private void counter() {
    if (tokens.take("packets")) {
      tokens.skip(3);
    } else if (tokens.take("name")) {
      tokens.skip(1);
    }
  }

  private void log() {
    while (LOG_OPTIONS.contains(tokens.peek())) {
      tokens.skip(2);
    }
  }

  private void incoming() {
    if (tokens.take("vmap")) {
      map("iif");
      return;
    }
    boolean negated = tokens.negated();
    also(Senders.incoming(tokens.values(), negated));
  }

  private void network(String token) {
    family = token.equals("ip") ? 4 : 6;
    String field = tokens.next();
    boolean negated = tokens.negated();
    switch (field) {
      case "saddr" -> also(Senders.source(tokens.values(), negated));
      case "daddr" -> tokens.values();
      case "protocol", "nexthdr" -> {
        List<String> protocols = tokens.values();
        boolean tcp = protocols.contains("tcp") || protocols.contains("6");
        also(tcp == negated ? Match.NONE : Match.ALWAYS);
      }
      default -> {
        tokens.values();
        also(Match.UNKNOWN);
      }
    }
  }

  private void transport(String token) {
    if (!token.equals("tcp") && !token.equals("th")) {
      also(Match.NONE);
    }
    String field = tokens.next();
    if (tokens.take("vmap")) {
      map(field);
      return;
    }
    boolean negated = tokens.negated();
    switch (field) {
      case "dport" -> ports = Ports.of(tokens.values(), negated);
      case "sport" -> {
        tokens.values();
        also(Match.UNKNOWN);
      }
      case "flags" -> flags(negated);
      default -> {
        tokens.values();
        also(Match.UNKNOWN);
      }
    }
  }

  /** Rules on flags are about malformed packets; a first packet has the flag syn alone. */
  private void flags(boolean negated) {
    boolean opposite = negated;
    String last = "";
    while (tokens.peek().matches("[(]?(fin|syn|rst|psh|ack|urg|ecn|cwr|0x\\w+)\\S*")
        || FLAG_SIGNS.contains(tokens.peek())) {
      String token = tokens.next();
      opposite |= token.equals("!=");
      last = token.matches("[a-z]+") ? token : last;
    }
    also(last.equals("syn") == opposite ? Match.NONE : Match.ALWAYS);
  }

  private void meta() {
    String field = tokens.next();
    if (tokens.take("vmap")) {
      map(field);
      return;
    }
    switch (field) {
      case "iif", "iifname" -> incoming();
      case "l4proto", "protocol" -> {
        boolean negated = tokens.negated();
        List<String> protocols = tokens.values();
        boolean tcp =
            protocols.stream().anyMatch(one -> List.of("tcp", "6", "ip", "ip6").contains(one));
        if (field.equals("protocol") && protocols.size() == 1) {
          family = protocols.get(0).equals("ip6") ? 6 : 4;
        }
        also(tcp == negated ? Match.NONE : Match.ALWAYS);
      }
      case "nfproto" -> {
        boolean negated = tokens.negated();
        List<String> protocols = tokens.values();
        boolean six = protocols.contains("ipv6");
        if (protocols.size() == 1) {
          family = six == negated ? 4 : 6;
        }
      }
      case "oif", "oifname", "length" -> tokens.values();
      default -> {
        tokens.values();
        also(Match.UNKNOWN);
      }
    }
  }

  private void tracked() {
    String field = tokens.next();
    if (tokens.take("vmap")) {
      map("state");
      return;
    }
    switch (field) {
      case "state" -> {
        boolean negated = tokens.negated();
        also(Senders.state(tokens.values(), negated));
      }
      case "count" -> {
        rated = true;
        tokens.take("over");
        tokens.next();
      }
      case "status" -> {
        boolean negated = tokens.negated();
        tokens.values();
        // What was translated on its way here is not a stranger's own choice of port.
        also(negated ? Match.ALWAYS : Match.NONE);
      }
      default -> {
        tokens.values();
        also(Match.UNKNOWN);
      }
    }
  }

  private void rate() {
    rated = true;
    while (tokens
        .peek()
        .matches("rate|over|\\d+(/\\w+)?|[kmg]?bytes/\\w+|burst|packets|bytes|name|until")) {
      tokens.next();
    }
  }

  /** {@code add @flood { ip saddr limit rate over 30/minute }}, and the older {@code meter}. */
  private void dynamic() {
    tokens.next();
    if (!tokens.peek().equals("{")) {
      return;
    }
    List<String> inner = tokens.values();
    String text = String.join(" ", inner);
    if (text.contains("limit") || text.contains("ct count")) {
      rated = true;
      each = text.contains("saddr");
      if (text.startsWith("ip6 ")) {
        family = 6;
      } else if (text.startsWith("ip ")) {
        family = 4;
      }
    }
  }

  /** {@code tcp dport vmap { 25 : accept, 143 : drop }}. */
  private void map(String field) {
    List<String> entries = tokens.values();
    Ports before = ports;
    Match matched = match;
    for (String entry : entries) {
      int colon = entry.lastIndexOf(" : ");
      String key =
          colon < 0 ? "" : entry.substring(0, colon).strip().split(" ")[0].replace("\"", "");
      String[] verdict =
          colon < 0 ? new String[] {} : entry.substring(colon + 3).strip().split("\\s+");
      if (verdict.length == 0 || key.isEmpty()) {
        continue;
      }
      ports = before;
      match = matched;
      switch (field) {
        case "dport" -> ports = Ports.of(List.of(key), false);
        case "state" -> also(Senders.state(List.of(key), false));
        case "iif", "iifname" -> also(Senders.incoming(List.of(key), false));
        case "l4proto" -> also(key.equals("tcp") ? Match.ALWAYS : Match.NONE);
        default -> also(Match.UNKNOWN);
      }
      verdict(verdict);
    }
    ports = before;
    match = matched;
    if (rules.isEmpty()) {
      end(Action.CONTINUE, "");
    }
  }

  private void verdict(String[] words) {
    switch (words[0]) {
      case "accept" -> end(Action.ACCEPT, "");
      case "drop", "reject" -> end(Action.DROP, "");
      case "return" -> end(Action.RETURN, "");
      case "jump" -> end(Action.JUMP, table + " " + (words.length > 1 ? words[1] : ""));
      case "goto" -> end(Action.GOTO, table + " " + (words.length > 1 ? words[1] : ""));
      default -> end(Action.CONTINUE, "");
    }
  }
}
