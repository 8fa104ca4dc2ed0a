package dev.mxray.check.dkim;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells who signs a domain's mail from its SPF record, its exchanges and its selectors' aliases.
 */
final class Providers {
  /** Terms of an SPF record that are looked at; a record in use has a few dozen at most. */
  private static final int MAX_TERMS = 200;

  private record Hint(String suffix, String provider, List<String> selectors) {
    boolean matches(String name) {
      return name.endsWith(suffix)
          && (name.length() == suffix.length()
              || name.charAt(name.length() - suffix.length() - 1) == '.');
    }
  }

  private static final class Bundled {
    static final Providers INSTANCE = new Providers(Selectors.lines("/selectors/providers.csv", 4));
  }

  private final Map<String, List<Hint>> hints = new LinkedHashMap<>();

  private Providers(List<String[]> lines) {
    for (String[] fields : lines) {
      List<String> selectors = fields[3].isEmpty() ? List.of() : List.of(fields[3].split(" "));
      hints
          .computeIfAbsent(fields[0], kind -> new ArrayList<>())
          .add(new Hint(fields[1], fields[2], selectors));
    }
  }

  /** The data that come with the program; read at the first call. */
  static Providers bundled() {
    return Bundled.INSTANCE;
  }

  /**
   * The selectors that the domain's providers use.
   *
   * @param texts the domain's TXT records
   * @param exchanges its exchanges, without final dots
   */
  List<Selector> infer(List<String> texts, List<String> exchanges, String domain, LocalDate today) {
    Map<String, Selector> found = new LinkedHashMap<>();
    var matching = new ArrayList<Hint>();
    for (String target : spfTargets(texts)) {
      matching.addAll(matching("spf", target));
    }
    for (String exchange : exchanges) {
      matching.addAll(matching("mx", exchange));
    }
    for (Hint hint : matching) {
      for (String template : hint.selectors()) {
        for (String name : SelectorTemplate.expand(template, domain, today)) {
          found.putIfAbsent(name, new Selector(name, hint.provider()));
        }
      }
    }
    return List.copyOf(found.values());
  }

  /** Whose name an alias of a selector leads into. */
  Optional<String> ofAliases(List<String> aliases) {
    return aliases.stream()
        .flatMap(alias -> matching("cname", alias).stream())
        .map(Hint::provider)
        .findFirst();
  }

  private List<Hint> matching(String kind, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return hints.getOrDefault(kind, List.of()).stream()
        .filter(hint -> hint.matches(lower))
        .toList();
  }

  /**
   * The names that an SPF record includes or redirects to. The record need not be right for that:
   * who is named in a broken one signs all the same.
   */
  private static List<String> spfTargets(List<String> texts) {
    var targets = new ArrayList<String>();
    for (String text : texts) {
      String lower = text.toLowerCase(Locale.ROOT);
      if (!lower.startsWith("v=spf1 ")) {
        continue;
      }
      for (String term : lower.split(" ", MAX_TERMS)) {
        String bare = term.matches("[+?~-].*") ? term.substring(1) : term;
        if (bare.startsWith("include:")) {
          targets.add(withoutDot(bare.substring("include:".length())));
        } else if (bare.startsWith("redirect=")) {
          targets.add(withoutDot(bare.substring("redirect=".length())));
        }
      }
    }
    return targets;
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
