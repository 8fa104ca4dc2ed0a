package dev.mxray.check.reputation;

import dev.mxray.check.reputation.LinedYaml.Items;
import dev.mxray.check.reputation.LinedYaml.Keys;
import dev.mxray.check.reputation.LinedYaml.Text;
import dev.mxray.check.reputation.ListEntry.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of lists: YAML, one item for each list below {@code lists}. Strict: what it does not
 * know it refuses, with file and line.
 */
final class BlockListFile {
  /** What a zone begins with where the operator gives each user a key. */
  static final String KEY = "{key}.";

  /** Entries of a file. */
  static final int MAX_ENTRIES = 500;

  /** Codes of a list. */
  private static final int MAX_CODES = 260;

  private static final int MAX_SHOWN = 80;

  /** With the 64 characters of an IPv6 address in front it is still a name (RFC 1035 §2.3.4). */
  private static final Pattern ZONE =
      Pattern.compile(
          "(?=.{3,185}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
              + "(?:\\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)+");

  private static final Pattern NAME = Pattern.compile("[a-z0-9_](?:[a-z0-9_.-]{0,60}[a-z0-9_])?");
  private static final Pattern USER_KEY =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
  private static final Pattern DATE = Pattern.compile("\\d{4}(?:-\\d{2}(?:-\\d{2})?)?");
  private static final Pattern ADDRESS = Pattern.compile("https?://[\\x21-\\x7e]{1,200}");
  private static final Pattern WORDS = Pattern.compile("[^\\p{Cntrl}]{1,200}");
  private static final Pattern BIT = Pattern.compile("1|2|4|8|16|32|64|128");
  private static final String ALLOW = "allow";

  private static final Set<String> ENTRY =
      Set.of(
          "zone",
          "operator",
          "kinds",
          "status",
          "reason",
          "since",
          "holds",
          "key",
          "delisting",
          "codes",
          "bits",
          "refusals",
          "weight",
          "tested",
          "points",
          "note");
  private static final Set<String> CODE = Set.of("weight", "meaning");

  private final String file;

  private BlockListFile(String file) {
    this.file = file;
  }

  /** What an entry says beside its zone; empty for one that only names a zone. */
  record Raw(String zone, @Nullable Keys facts, @Nullable String key, int line) {
    boolean onlyNames() {
      return facts == null
          || facts.values().keySet().stream().allMatch(Set.of("zone", "key", "note")::contains);
    }
  }

  /**
   * Reads the entries, in order, without what depends on other entries or files.
   *
   * @throws InvalidBlockListsException with one line for the user
   */
  static List<ListEntry> read(String file, String text, @Nullable Predicate<Raw> known) {
    return new BlockListFile(file).entries(LinedYaml.parse(file, text), known);
  }

  private List<ListEntry> entries(LinedYaml document, @Nullable Predicate<Raw> known) {
    Map<String, LinedYaml> top = keys(document, Set.of("lists", "updated"), "the file");
    if (!top.containsKey("lists")) {
      throw wrong(document, "there is no 'lists:' in it");
    }
    List<LinedYaml> items = items(top.get("lists"), "lists");
    if (items.size() > MAX_ENTRIES) {
      throw wrong(items.get(MAX_ENTRIES), "more than " + MAX_ENTRIES + " lists");
    }
    var entries = new ArrayList<ListEntry>();
    for (LinedYaml item : items) {
      Raw raw = raw(item);
      entries.add(known != null && raw.onlyNames() && known.test(raw) ? named(raw) : entry(raw));
    }
    return entries;
  }

  private static ListEntry named(Raw raw) {
    return new ListEntry(
        raw.zone(), Status.DEFAULT, null, null, Set.of(), null, raw.key(), raw.line());
  }

  private Raw raw(LinedYaml item) {
    if (item instanceof Text text) {
      return new Raw(zone(text), null, null, item.line());
    }
    Map<String, LinedYaml> facts = keys(item, ENTRY, "a list");
    if (!facts.containsKey("zone")) {
      throw wrong(item, "a list without a zone");
    }
    String key =
        facts.containsKey("key")
            ? text(facts.get("key"), USER_KEY, "key is one DNS label, as the operator gave it")
            : null;
    String zone = zone(facts.get("zone"));
    if (key != null && !zone.startsWith(KEY)) {
      throw wrong(facts.get("key"), "a key has its place in the zone: " + KEY + zone);
    }
    return new Raw(zone, (Keys) item, key, item.line());
  }

  private ListEntry entry(Raw raw) {
    Map<String, LinedYaml> facts = raw.facts() == null ? Map.of() : raw.facts().values();
    Status status =
        facts.containsKey("status")
            ? word(Status.values(), facts.get("status"), "status")
            : Status.DEFAULT;
    String reason = optional(facts, "reason", WORDS, "reason is one line of text");
    String since = optional(facts, "since", DATE, "since is a date such as 2024-06-05");
    Set<String> parts = new LinkedHashSet<>();
    for (LinedYaml part : items(facts.get("holds"), "holds")) {
      parts.add(zone(part));
    }
    if (status == Status.DEAD && reason == null) {
      throw wrong(raw.line(), "a dead list needs a reason");
    }
    return new ListEntry(
        raw.zone(),
        status,
        reason,
        since,
        parts,
        status == Status.DEAD ? null : list(raw, facts),
        raw.key(),
        raw.line());
  }

  private BlockList list(Raw raw, Map<String, LinedYaml> facts) {
    if (!facts.containsKey("kinds")) {
      throw wrong(
          raw.line(),
          "'" + raw.zone() + "' is not a list that is known: say its kinds (ip4, ip6, domain)");
    }
    Set<ListKind> kinds = EnumSet.noneOf(ListKind.class);
    boolean allow = false;
    for (LinedYaml kind : items(facts.get("kinds"), "kinds")) {
      if (kind instanceof Text text && text.value().equals(ALLOW)) {
        allow = true;
      } else {
        kinds.add(word(ListKind.values(), kind, "kinds"));
      }
    }
    if (kinds.isEmpty()) {
      throw wrong(facts.get("kinds"), "kinds names none of ip4, ip6 and domain");
    }
    boolean keyed = raw.zone().startsWith(KEY);
    String name = keyed ? raw.zone().substring(KEY.length()) : raw.zone();
    String operator = optional(facts, "operator", WORDS, "operator is one line of text");
    return new BlockList(
        name,
        raw.zone(),
        operator == null ? name : operator,
        kinds,
        allow,
        codes(facts),
        optional(facts, "delisting", ADDRESS, "delisting is an http or https address"),
        points(kinds, facts));
  }

  private ListCodes codes(Map<String, LinedYaml> facts) {
    var codes = new ArrayList<ListCode>();
    pairs(facts.get("codes"), "codes")
        .forEach((code, meaning) -> codes.add(code(pattern(code, meaning), meaning)));
    Map<Integer, ListCode> bits = new LinkedHashMap<>();
    pairs(facts.get("bits"), "bits")
        .forEach(
            (bit, meaning) -> {
              if (!BIT.matcher(bit).matches()) {
                throw wrong(meaning, "'" + shown(bit) + "' is not a bit of an octet");
              }
              bits.put(Integer.parseInt(bit), code("127.*.*.*", meaning));
            });
    var refusals = new ArrayList<ListCode>();
    pairs(facts.get("refusals"), "refusals")
        .forEach(
            (code, why) ->
                refusals.add(
                    new ListCode(
                        pattern(code, why),
                        Weight.NONE,
                        text(why, WORDS, "a refusal has one line of text"))));
    boolean documented = !codes.isEmpty() || !bits.isEmpty();
    Weight otherwise =
        facts.containsKey("weight")
            ? word(Weight.values(), facts.get("weight"), "weight")
            : documented ? Weight.LOW : Weight.MEDIUM;
    return new ListCodes(codes, bits, refusals, otherwise);
  }

  private String pattern(String code, LinedYaml where) {
    if (!ListCode.isPattern(code)) {
      throw wrong(where, "'" + shown(code) + "' is not a return code such as 127.0.0.2");
    }
    return code;
  }

  private ListCode code(String pattern, LinedYaml given) {
    Map<String, LinedYaml> facts = keys(given, CODE, "a code");
    LinedYaml weight = facts.get("weight");
    LinedYaml meaning = facts.get("meaning");
    if (weight == null || meaning == null) {
      throw wrong(given, "a code has a weight and a meaning");
    }
    return new ListCode(
        pattern,
        word(Weight.values(), weight, "weight"),
        text(meaning, WORDS, "meaning is one line of text"));
  }

  /** The points that must be listed: those of RFC 5782 unless the file says otherwise. */
  private Map<ListKind, String> points(Set<ListKind> kinds, Map<String, LinedYaml> facts) {
    Map<ListKind, String> points = new EnumMap<>(ListKind.class);
    if (facts.containsKey("tested")) {
      for (LinedYaml kind : items(facts.get("tested"), "tested")) {
        ListKind tested = word(ListKind.values(), kind, "tested");
        points.put(tested, tested.listedPoint());
      }
    } else {
      kinds.forEach(kind -> points.put(kind, kind.listedPoint()));
    }
    pairs(facts.get("points"), "points")
        .forEach(
            (kind, point) ->
                points.put(
                    word(ListKind.values(), new Text(kind, point.line()), "points"),
                    text(point, NAME, "a point is a name below the zone")));
    if (!kinds.containsAll(points.keySet())) {
      throw wrong(
          facts.getOrDefault("tested", facts.get("points")), "a test of what is not listed here");
    }
    return points;
  }

  private String zone(@Nullable LinedYaml given) {
    String zone = given instanceof Text text ? text.value().toLowerCase(Locale.ROOT) : "";
    zone = zone.endsWith(".") ? zone.substring(0, zone.length() - 1) : zone;
    String plain = zone.startsWith(KEY) ? zone.substring(KEY.length()) : zone;
    if (given == null || !ZONE.matcher(plain).matches()) {
      String what = given instanceof Text text ? "'" + shown(text.value()) + "'" : "this";
      throw new InvalidBlockListsException(
          file + ":" + (given == null ? 1 : given.line()) + ": " + what + " is not a zone");
    }
    return zone;
  }

  private <E extends Enum<E>> E word(E[] words, LinedYaml given, String key) {
    if (given instanceof Text text) {
      for (E word : words) {
        if (word.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text.value())) {
          return word;
        }
      }
    }
    String what = given instanceof Text text ? "'" + shown(text.value()) + "'" : "this";
    var names = new ArrayList<String>();
    for (E word : words) {
      names.add(word.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    throw wrong(given, key + " is one of " + String.join(", ", names) + ", not " + what);
  }

  private @Nullable String optional(
      Map<String, LinedYaml> facts, String key, Pattern pattern, String rule) {
    LinedYaml given = facts.get(key);
    return given == null ? null : text(given, pattern, rule);
  }

  private String text(LinedYaml given, Pattern pattern, String rule) {
    if (given instanceof Text text && pattern.matcher(text.value()).matches()) {
      return text.value();
    }
    throw wrong(given, rule);
  }

  private List<LinedYaml> items(@Nullable LinedYaml given, String key) {
    if (given == null) {
      return List.of();
    }
    if (given instanceof Items items) {
      return items.values();
    }
    throw wrong(given, key + " is a list of items");
  }

  private Map<String, LinedYaml> pairs(@Nullable LinedYaml given, String key) {
    if (given == null) {
      return Map.of();
    }
    if (given instanceof Keys pairs && pairs.values().size() <= MAX_CODES) {
      return pairs.values();
    }
    throw wrong(given, key + " is a list of at most " + MAX_CODES + " key: value lines");
  }

  private Map<String, LinedYaml> keys(LinedYaml given, Set<String> allowed, String what) {
    if (!(given instanceof Keys pairs)) {
      throw wrong(given, what + " consists of key: value lines");
    }
    for (Map.Entry<String, LinedYaml> pair : pairs.values().entrySet()) {
      if (!allowed.contains(pair.getKey())) {
        throw wrong(pair.getValue(), "'" + shown(pair.getKey()) + "' is not known here");
      }
    }
    return pairs.values();
  }

  private InvalidBlockListsException wrong(@Nullable LinedYaml where, String what) {
    return wrong(where == null ? 1 : where.line(), what);
  }

  private InvalidBlockListsException wrong(int line, String what) {
    return new InvalidBlockListsException(file + ":" + line + ": " + what);
  }

  /** Text of the file for a message: short, printable. */
  static String shown(String text) {
    String printable = text.replaceAll("[^ -~]", "?");
    return printable.length() > MAX_SHOWN ? printable.substring(0, MAX_SHOWN) + "..." : printable;
  }
}
