package dev.mxray.mcss.evidence.firewall;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a rule of nftables, read one after the other. */
final class NftTokens {
  private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|[{},]|[^\\s{},]+");

  private final List<String> tokens = new ArrayList<>();
  private final Map<String, List<String>> sets;
  private int at;

  /**
   * @param sets the elements of the table's named sets
   */
  NftTokens(String text, Map<String, List<String>> sets) {
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    this.sets = sets;
  }

  boolean ended() {
    return at >= tokens.size();
  }

  /** Empty behind the last one. */
  String next() {
    return ended() ? "" : tokens.get(at++);
  }

  /** The one that {@link #next()} would give. */
  String peek() {
    return ended() ? "" : tokens.get(at);
  }

  /** Whether this is the next one, which is passed over then. */
  boolean take(String token) {
    boolean taken = !ended() && peek().equals(token);
    at += taken ? 1 : 0;
    return taken;
  }

  void skip(int count) {
    at += count;
  }

  void skipAll() {
    at = tokens.size();
  }

  /** Whether a comparison follows that wants something else; it is passed over. */
  boolean negated() {
    if (take("!=")) {
      return true;
    }
    take("==");
    return false;
  }

  /** One value, several with commas, an anonymous set, or a named one. */
  List<String> values() {
    negated();
    if (take("{")) {
      return elements();
    }
    List<String> values = new ArrayList<>();
    values.add(unquoted(next()));
    while (take(",")) {
      values.add(unquoted(next()));
    }
    if (values.size() == 1 && values.get(0).startsWith("@")) {
      return sets.getOrDefault(values.get(0).substring(1), values);
    }
    return values;
  }

  private List<String> elements() {
    List<String> values = new ArrayList<>();
    StringBuilder element = new StringBuilder();
    while (!ended() && !peek().equals("}")) {
      String token = next();
      if (token.equals(",")) {
        values.add(element.toString().strip());
        element.setLength(0);
      } else {
        element.append(unquoted(token)).append(' ');
      }
    }
    skip(1);
    values.add(element.toString().strip());
    return values;
  }

  private static String unquoted(String token) {
    return token.replace("\"", "");
  }
}
