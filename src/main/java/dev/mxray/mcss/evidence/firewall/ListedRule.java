package dev.mxray.mcss.evidence.firewall;

import dev.mxray.mcss.evidence.Quote;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A rule as {@code iptables -L -n -v} prints it, in columns. */
final class ListedRule {
  private static final Pattern DPORT = Pattern.compile("(!)?\\bdpts?:(!)?([\\w:,-]+)");
  private static final Pattern MULTIPORT =
      Pattern.compile("multiport (?:dports|ports) (! ?)?([\\w:,-]+)");
  private static final Pattern STATE = Pattern.compile("\\b(?:ct)?state (! ?)?([A-Z,]+)");
  private static final Pattern SET = Pattern.compile("(! ?)?match-set \\S+ (\\S+)");
  private static final Pattern RATE =
      Pattern.compile("\\blimit: (?:avg|above|up to)|#conn |\\brecent: |\\bhashlimit\\b");
  private static final Pattern EACH =
      Pattern.compile("mode \\S*srcip|#conn src/|\\brecent: \\S+.*(seconds|hit_count)");
  private static final Pattern OTHER =
      Pattern.compile(
          "\\b(owner|MARK|mark match|STRING|TIME|PKTTYPE|MAC|ADDRTYPE|geoip|-m)\\b",
          Pattern.CASE_INSENSITIVE);

  private ListedRule() {}

  /** Null for the heading and what is no rule. */
  static @Nullable Rule read(String text, Quote quote) {
    String[] fields = text.strip().split("\\s+");
    if (fields.length < 7 || !fields[0].matches("\\d+[KMGT]?")) {
      return null;
    }
    int opt = isOption(fields[3]) ? 3 : isOption(fields[4]) ? 4 : -1;
    if (opt < 0 || fields.length < opt + 5) {
      return null;
    }
    String target = opt == 4 ? fields[2] : "";
    String rest = String.join(" ", Arrays.asList(fields).subList(opt + 5, fields.length));
    String telling = rest.replaceAll("/\\*.*?\\*/", " ");
    Match match =
        protocol(fields[opt - 1])
            .and(incoming(fields[opt + 1]))
            .and(source(fields[opt + 3]))
            .and(state(telling))
            .and(set(telling))
            .and(rate(telling))
            .and(OTHER.matcher(telling).find() ? Match.UNKNOWN : Match.ALWAYS);
    Action action = IptablesReader.action(target);
    boolean goes = telling.contains("[goto]");
    return new Rule(
        quote,
        ports(telling),
        match,
        0,
        action == Action.JUMP && goes ? Action.GOTO : action,
        action == Action.JUMP ? target : "");
  }

  private static boolean isOption(String field) {
    return field.equals("--") || field.equals("-f") || field.equals("!f");
  }

  private static Match protocol(String field) {
    boolean negated = field.startsWith("!");
    String name = negated ? field.substring(1) : field;
    boolean tcp = List.of("tcp", "6", "all", "0").contains(name);
    return tcp == negated ? Match.NONE : Match.ALWAYS;
  }

  private static Match incoming(String field) {
    boolean negated = field.startsWith("!");
    String name = negated ? field.substring(1) : field;
    return name.equals("*") || name.equals("any")
        ? Match.ALWAYS
        : Senders.incoming(List.of(name), negated);
  }

  private static Match source(String field) {
    boolean negated = field.startsWith("!");
    String address = negated ? field.substring(1) : field;
    return address.equals("anywhere") ? Match.ALWAYS : Senders.source(List.of(address), negated);
  }

  private static Ports ports(String telling) {
    Matcher multiport = MULTIPORT.matcher(telling);
    if (multiport.find()) {
      return Ports.of(List.of(multiport.group(2).split(",")), multiport.group(1) != null);
    }
    Matcher single = DPORT.matcher(telling);
    return single.find()
        ? Ports.of(List.of(single.group(3)), single.group(1) != null || single.group(2) != null)
        : Ports.ALL;
  }

  private static Match state(String telling) {
    Matcher state = STATE.matcher(telling);
    return state.find()
        ? Senders.state(List.of(state.group(2).split(",")), state.group(1) != null)
        : Match.ALWAYS;
  }

  private static Match set(String telling) {
    Matcher set = SET.matcher(telling);
    return set.find() && set.group(2).contains("src") && set.group(1) == null
        ? Match.SOME
        : Match.ALWAYS;
  }

  private static Match rate(String telling) {
    if (!RATE.matcher(telling).find()) {
      return Match.ALWAYS;
    }
    return EACH.matcher(telling).find() ? Match.RATE_EACH : Match.RATE;
  }
}
