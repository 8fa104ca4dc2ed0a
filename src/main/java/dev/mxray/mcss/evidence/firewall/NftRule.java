package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One rule of nftables (nft(8)). A verdict map gives a rule for each of its entries. What is not
 * known here makes the rule one that cannot be told.
 */
final class NftRule {
  private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|[{},]|[^\\s{},]+");

  private final List<String> tokens = new ArrayList<>();
  private final Quote quote;
  private final String table;
  private final Map<String, List<String>> sets;
  private final List<Rule> rules = new ArrayList<>();
  private int at;
  private Match match = Match.ALWAYS;
  private Ports ports = Ports.ALL;
  private int family;
  private boolean rated;
  private boolean each;

  private NftRule(String text, Quote quote, String table, Map<String, List<String>> sets) {
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    this.quote = quote;
    this.table = table;
    this.sets = sets;
  }

  static List<Rule> read(String text, Quote quote, String table, Map<String, List<String>> sets) {
    NftRule rule = new NftRule(text, quote, table, sets);
    while (rule.at < rule.tokens.size()) {
      rule.term(rule.next());
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
        at = tokens.size();
      }
      case "return" -> end(Action.RETURN, "");
      case "continue" -> end(Action.CONTINUE, "");
      case "jump" -> end(Action.JUMP, table + " " + next());
      case "goto" -> end(Action.GOTO, table + " " + next());
      case "queue" -> {
        also(Match.UNKNOWN);
        end(Action.ACCEPT, "");
        at = tokens.size();
      }
      case "counter" -> counter();
      case "comment", "packets", "bytes" -> next();
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
        next();
        values();
      }
      case "oif", "oifname" -> {
        values();
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

  private String next() {
    return at < tokens.size() ? tokens.get(at++) : "";
  }

  private boolean peek(String token) {
    return at < tokens.size() && tokens.get(at).equals(token);
  }

  private boolean negated() {
    if (peek("!=")) {
      at++;
      return true;
    }
    if (peek("==")) {
      at++;
    }
    return false;
  }

  /** One value, several with commas, an anonymous set, or a named one. */
  private List<String> values() {
    boolean ignored = peek("!=") || peek("==");
    if (ignored) {
      at++;
    }
    List<String> values = new ArrayList<>();
    if (peek("{")) {
      at++;
      StringBuilder element = new StringBuilder();
      while (at < tokens.size() && !peek("}")) {
        String token = next();
        if (token.equals(",")) {
          values.add(element.toString().strip());
          element.setLength(0);
        } else {
          element.append(unquoted(token)).append(' ');
        }
      }
      at++;
      values.add(element.toString().strip());
      return values;
    }
    values.add(unquoted(next()));
    while (peek(",")) {
      at++;
      values.add(unquoted(next()));
    }
    if (values.size() == 1 && values.get(0).startsWith("@")) {
      List<String> named = sets.get(values.get(0).substring(1));
      return named == null ? values : named;
    }
    return values;
  }

  private static String unquoted(String token) {
    return token.replace("\"", "");
  }

  private void counter() {
    if (peek("packets")) {
      at += 4;
    } else if (peek("name")) {
      at += 2;
    }
  }

  private void log() {
    while (at < tokens.size()
        && List.of("prefix", "group", "level", "snaplen", "queue-threshold", "flags")
            .contains(tokens.get(at))) {
      at += 2;
    }
  }

  private void incoming() {
    if (peek("vmap")) {
      at++;
      map("iif");
      return;
    }
    boolean negated = negated();
    also(Senders.incoming(values(), negated));
  }

  private void network(String token) {
    family = token.equals("ip") ? 4 : 6;
    String field = next();
    boolean negated = negated();
    switch (field) {
      case "saddr" -> also(Senders.source(values(), negated));
      case "daddr" -> values();
      case "protocol", "nexthdr" -> {
        List<String> protocols = values();
        boolean tcp = protocols.contains("tcp") || protocols.contains("6");
        also(tcp == negated ? Match.NONE : Match.ALWAYS);
      }
      default -> {
        values();
        also(Match.UNKNOWN);
      }
    }
  }

  private void transport(String token) {
    if (!token.equals("tcp") && !token.equals("th")) {
      also(Match.NONE);
    }
    String field = next();
    if (peek("vmap")) {
      at++;
      map(field);
      return;
    }
    boolean negated = negated();
    switch (field) {
      case "dport" -> ports = Ports.of(values(), negated);
      case "sport" -> {
        values();
        also(Match.UNKNOWN);
      }
      case "flags" -> flags(negated);
      default -> {
        values();
        also(Match.UNKNOWN);
      }
    }
  }

  /** Rules on flags are about malformed packets; a first packet has the flag syn alone. */
  private void flags(boolean negated) {
    boolean opposite = negated;
    String last = "";
    while (at < tokens.size()
        && (tokens.get(at).matches("[(]?(fin|syn|rst|psh|ack|urg|ecn|cwr|0x\\w+)\\S*")
            || List.of("|", "&", "/", ",", "==", "!=", "(", ")").contains(tokens.get(at)))) {
      String token = next();
      opposite |= token.equals("!=");
      last = token.matches("[a-z]+") ? token : last;
    }
    also(last.equals("syn") == opposite ? Match.NONE : Match.ALWAYS);
  }

  private void meta() {
    String field = next();
    if (peek("vmap")) {
      at++;
      map(field);
      return;
    }
    switch (field) {
      case "iif", "iifname" -> incoming();
      case "l4proto", "protocol" -> {
        boolean negated = negated();
        List<String> protocols = values();
        boolean tcp =
            protocols.stream().anyMatch(one -> List.of("tcp", "6", "ip", "ip6").contains(one));
        if (field.equals("protocol") && protocols.size() == 1) {
          family = protocols.get(0).equals("ip6") ? 6 : 4;
        }
        also(tcp == negated ? Match.NONE : Match.ALWAYS);
      }
      case "nfproto" -> {
        boolean negated = negated();
        List<String> protocols = values();
        boolean six = protocols.contains("ipv6");
        if (protocols.size() == 1) {
          family = six == negated ? 4 : 6;
        }
      }
      case "oif", "oifname", "length" -> values();
      default -> {
        values();
        also(Match.UNKNOWN);
      }
    }
  }

  private void tracked() {
    String field = next();
    if (peek("vmap")) {
      at++;
      map("state");
      return;
    }
    switch (field) {
      case "state" -> {
        boolean negated = negated();
        also(Senders.state(values(), negated));
      }
      case "count" -> {
        rated = true;
        if (peek("over")) {
          at++;
        }
        next();
      }
      case "status" -> {
        boolean negated = negated();
        values();
        // What was translated on its way here is not a stranger's own choice of port.
        also(negated ? Match.ALWAYS : Match.NONE);
      }
      default -> {
        values();
        also(Match.UNKNOWN);
      }
    }
  }

  private void rate() {
    rated = true;
    while (at < tokens.size()
        && tokens
            .get(at)
            .matches("rate|over|\\d+(/\\w+)?|[kmg]?bytes/\\w+|burst|packets|bytes|name|until")) {
      at++;
    }
  }

  /** {@code add @flood { ip saddr limit rate over 30/minute }}, and the older {@code meter}. */
  private void dynamic() {
    next();
    if (!peek("{")) {
      return;
    }
    List<String> inner = values();
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
    List<String> entries = values();
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
