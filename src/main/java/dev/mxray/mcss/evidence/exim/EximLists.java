package dev.mxray.mcss.evidence.exim;

import dev.mxray.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a stranger's address, or a foreign domain, is in a list of Exim (chapter 10). */
final class EximLists {
  /** Named lists within each other. */
  private static final int MAX_DEPTH = 10;

  /** Items of one list that are looked at. */
  private static final int MAX_ITEMS = 5_000;

  /** Networks above this hold strangers; see mynetworks of Postfix. */
  private static final int OWN_IPV4 = 16;

  private static final int OWN_IPV6 = 32;
  private static final Pattern SEPARATOR =
      Pattern.compile("<\\s*([^\\w\\s])\\s*(.*)", Pattern.DOTALL);

  private final EximConfig config;

  EximLists(EximConfig config) {
    this.config = config;
  }

  /** Whether the address of a client that nobody knows matches. */
  Likelihood host(String list) {
    return matches(list, true, 0);
  }

  /** Whether a domain that is none of the server's own matches. */
  Likelihood foreignDomain(String list) {
    return matches(list, false, 0);
  }

  /** The first item that matches decides; a negated one the other way round. */
  private Likelihood matches(String list, boolean hosts, int depth) {
    if (depth > MAX_DEPTH) {
      return Likelihood.UNKNOWN;
    }
    boolean unknown = false;
    boolean lastNegated = false;
    for (String item : items(list)) {
      boolean negated = item.startsWith("!");
      String text = negated ? item.substring(1).strip() : item;
      lastNegated = negated;
      Likelihood one = one(text, hosts, depth);
      if (one == Likelihood.YES && !unknown) {
        return negated ? Likelihood.NO : Likelihood.YES;
      }
      unknown |= one != Likelihood.NO;
    }
    if (unknown) {
      return Likelihood.UNKNOWN;
    }
    return lastNegated ? Likelihood.YES : Likelihood.NO;
  }

  private Likelihood one(String item, boolean hosts, int depth) {
    if (item.equals("*")) {
      return Likelihood.YES;
    }
    if (item.startsWith("+")) {
      return config
          .list(item.substring(1))
          .map(named -> matches(named.value(), hosts, depth + 1))
          .orElse(
              item.equals("+include_unknown") || item.equals("+ignore_unknown")
                  ? Likelihood.NO
                  : Likelihood.UNKNOWN);
    }
    if (item.startsWith("$") || item.startsWith("@mx_")) {
      return Likelihood.UNKNOWN;
    }
    return hosts ? address(item) : domain(item);
  }

  private static Likelihood address(String item) {
    int slash = item.indexOf('/');
    String text = (slash < 0 ? item : item.substring(0, slash)).replace("[", "").replace("]", "");
    Optional<IpAddress> address = IpAddress.parse(text);
    if (address.isEmpty()) {
      // A name, or a table of names and addresses: taken for that of own hosts.
      return item.startsWith("^") ? Likelihood.UNKNOWN : Likelihood.NO;
    }
    String length = slash < 0 ? "" : item.substring(slash + 1).strip();
    if (!length.matches("[0-9]{1,3}")) {
      return Likelihood.NO;
    }
    int prefix = Integer.parseInt(length);
    if (prefix > (address.get().isIpv4() ? 32 : 128)) {
      return Likelihood.UNKNOWN;
    }
    boolean inside = address.get().special(prefix).isPresent();
    int own = address.get().isIpv4() ? OWN_IPV4 : OWN_IPV6;
    return !inside && prefix < own ? Likelihood.YES : Likelihood.NO;
  }

  /**
   * A domain by name, a pattern below one, or a table of own domains does not hold a foreign one.
   */
  private static Likelihood domain(String item) {
    return item.startsWith("^") ? Likelihood.UNKNOWN : Likelihood.NO;
  }

  /** Cut at colons, doubled ones being part of an item, or at the separator it begins with. */
  static List<String> items(String list) {
    String text = list.strip();
    char separator = ':';
    Matcher own = SEPARATOR.matcher(text);
    if (own.matches()) {
      separator = own.group(1).charAt(0);
      text = own.group(2);
    }
    var items = new ArrayList<String>();
    var item = new StringBuilder();
    int depth = 0;
    for (int i = 0; i <= text.length() && items.size() < MAX_ITEMS; i++) {
      boolean end = i == text.length();
      char c = end ? separator : text.charAt(i);
      boolean doubled = !end && i + 1 < text.length() && text.charAt(i + 1) == c;
      if (c == '{') {
        depth++;
      } else if (c == '}' && depth > 0) {
        depth--;
      }
      if (end || (c == separator && depth == 0 && !doubled)) {
        add(items, item);
      } else {
        item.append(c);
        i += c == separator && depth == 0 ? 1 : 0;
      }
    }
    return items;
  }

  private static void add(List<String> items, StringBuilder item) {
    String text = item.toString().strip();
    if (!text.isEmpty()) {
      items.add(text);
    }
    item.setLength(0);
  }
}
