package dev.mxray.watch.config;

import dev.mxray.report.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One value of a YAML file, which knows its file, line and key, so that whatever is wrong with it
 * can be said in one line: {@code watch.yaml:3: cron: 'x' is not …}. No objects are made by the
 * library; anchors, aliases and keys that stand twice are refused.
 */
final class Entry {
  private static final int MAX_DEPTH = 10;
  private static final int MAX_SHOWN = 60;
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private final String file;
  private final String key;
  private final Node node;

  private Entry(String file, String key, Node node) {
    this.file = file;
    this.key = key;
    this.node = node;
  }

  /** Reads a value. */
  interface Reading<T> {
    T of(Entry entry) throws InvalidWatchConfigException;
  }

  /** What an entry says; where there is none, something else. */
  static <T> T or(@Nullable Entry entry, T otherwise, Reading<? extends T> reading)
      throws InvalidWatchConfigException {
    return entry == null ? otherwise : reading.of(entry);
  }

  /** The file that it is in. */
  String file() {
    return file;
  }

  /** The whole of a file. */
  static Entry parse(String file, String text) throws InvalidWatchConfigException {
    var options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(0);
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(WatchConfig.MAX_OCTETS);
    try {
      Node root = new Yaml(options).compose(new java.io.StringReader(text));
      if (root == null) {
        throw new InvalidWatchConfigException(file + ":1: the file is empty; try --print-example");
      }
      refuseAnchors(file, root, 0);
      return new Entry(file, "", root);
    } catch (YAMLException e) {
      int line =
          e instanceof MarkedYAMLException marked && marked.getProblemMark() != null
              ? marked.getProblemMark().getLine() + 1
              : 1;
      String problem =
          e instanceof MarkedYAMLException marked ? String.valueOf(marked.getProblem()) : "";
      throw new InvalidWatchConfigException(
          file + ":" + line + ": is not YAML" + (problem.isEmpty() ? "" : ": " + shown(problem)));
    }
  }

  /** The values of keys; any other key is refused. */
  Map<String, Entry> keys(Set<String> known) throws InvalidWatchConfigException {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong("expected keys (" + String.join(", ", new TreeSet<>(known)) + ")");
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = tuple.getKeyNode() instanceof ScalarNode word ? word.getValue() : "?";
      var entry = new Entry(file, key.isEmpty() ? name : key + "." + name, tuple.getValueNode());
      if (!known.contains(name)) {
        throw at(
            tuple.getKeyNode(),
            "unknown key '"
                + shown(name)
                + "'"
                + (key.isEmpty() ? "" : " in " + key)
                + "; expected one of "
                + String.join(", ", new TreeSet<>(known)));
      }
      if (entries.put(name, entry) != null) {
        throw at(tuple.getKeyNode(), "'" + shown(name) + "' stands here twice");
      }
    }
    return entries;
  }

  /** The values of keys that are no fixed words, such as names. */
  Map<String, Entry> named(String what) throws InvalidWatchConfigException {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong("expected " + what);
    }
    var names = new TreeSet<String>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode word) {
        names.add(word.getValue());
      }
    }
    return keys(names);
  }

  /** The items of a list. */
  List<Entry> items(String what) throws InvalidWatchConfigException {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong("expected a list of " + what);
    }
    var items = new ArrayList<Entry>();
    for (Node one : sequence.getValue()) {
      items.add(new Entry(file, key + "[" + items.size() + "]", one));
    }
    return items;
  }

  /** A list of texts, or one text for a list of one. */
  List<String> texts(String what) throws InvalidWatchConfigException {
    if (node instanceof ScalarNode) {
      return List.of(text(what));
    }
    var texts = new ArrayList<String>();
    for (Entry item : items(what)) {
      texts.add(item.text(what));
    }
    return texts;
  }

  boolean isScalar() {
    return node instanceof ScalarNode;
  }

  /** A text that is not empty. */
  String text(String what) throws InvalidWatchConfigException {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      throw wrong("expected " + what);
    }
    return scalar.getValue().strip();
  }

  /** A whole number within limits. */
  int number(int least, int most) throws InvalidWatchConfigException {
    String expected = "a whole number from " + least + " to " + most;
    String text = text(expected);
    if (!text.matches("\\d{1,9}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw notA(text, expected);
    }
    return Integer.parseInt(text);
  }

  /** True or false. */
  boolean flag() throws InvalidWatchConfigException {
    String text = text("true or false");
    if (!text.equals("true") && !text.equals("false")) {
      throw notA(text, "true or false");
    }
    return text.equals("true");
  }

  /** A duration within limits: {@code 90s}, {@code 5m}, {@code 2h}, {@code 30d}. */
  Duration duration(Duration least, Duration most) throws InvalidWatchConfigException {
    String expected = "a duration from " + said(least) + " to " + said(most) + ", like 90s or 5m";
    String text = text(expected);
    Duration duration = duration(text).orElseThrow(() -> notA(text, expected));
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw notA(text, expected);
    }
    return duration;
  }

  /** Reads {@code 90s}, {@code 5m}, {@code 2h} or {@code 30d}. */
  static Optional<Duration> duration(String text) {
    Matcher form = DURATION.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(form.group(1));
    return Optional.of(
        switch (form.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }

  private static String said(Duration duration) {
    if (duration.toDays() > 0 && duration.equals(Duration.ofDays(duration.toDays()))) {
      return duration.toDays() + "d";
    }
    return duration.toSeconds() > 0 && duration.toSeconds() % 3600 == 0
        ? duration.toHours() + "h"
        : duration.toSeconds() + "s";
  }

  /** One of some words. */
  String oneOf(String... words) throws InvalidWatchConfigException {
    String expected = String.join(" or ", words);
    String text = text(expected);
    if (!List.of(words).contains(text)) {
      throw notA(text, expected);
    }
    return text;
  }

  /** The error that a key is missing here. */
  InvalidWatchConfigException missing(String name, String what) {
    return wrong("'" + name + "' is missing: expected " + what);
  }

  /** The error that a value is not what was expected. */
  InvalidWatchConfigException notA(String value, String expected) {
    return wrong("'" + shown(value) + "' is not right: expected " + expected);
  }

  /** The error that something is wrong here. */
  InvalidWatchConfigException wrong(String what) {
    return at(node, (key.isEmpty() ? "" : key + ": ") + what);
  }

  private InvalidWatchConfigException at(@Nullable Node where, String what) {
    int line =
        where == null || where.getStartMark() == null ? 1 : where.getStartMark().getLine() + 1;
    return new InvalidWatchConfigException(file + ":" + line + ": " + what);
  }

  private static String shown(String text) {
    return Printable.of(Printable.cut(text, MAX_SHOWN));
  }

  private static void refuseAnchors(String file, Node node, int depth)
      throws InvalidWatchConfigException {
    if (node.getAnchor() != null || depth > MAX_DEPTH) {
      throw new InvalidWatchConfigException(
          file
              + ":"
              + (node.getStartMark().getLine() + 1)
              + ": anchors, aliases and deep nesting are not read here");
    }
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        refuseAnchors(file, tuple.getKeyNode(), depth + 1);
        refuseAnchors(file, tuple.getValueNode(), depth + 1);
      }
    } else if (node instanceof SequenceNode sequence) {
      for (Node one : sequence.getValue()) {
        refuseAnchors(file, one, depth + 1);
      }
    }
  }
}
