package dev.mxray.check.reputation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** A YAML document in which every value knows its line, so that a mistake can be shown. */
sealed interface LinedYaml {
  /** Where it begins, from 1. */
  int line();

  /** A text, as written; numbers and the like are texts too. */
  record Text(String value, int line) implements LinedYaml {}

  /** A list. */
  record Items(List<LinedYaml> values, int line) implements LinedYaml {}

  /** Keys with values, in order. */
  record Keys(Map<String, LinedYaml> values, int line) implements LinedYaml {}

  /**
   * Reads a document.
   *
   * @param file its name, for messages
   * @throws InvalidBlockListsException when it is not one YAML document of lists, keys and texts
   */
  static LinedYaml parse(String file, String text) {
    try {
      return new Reader(file, text).document();
    } catch (YAMLException e) {
      int line =
          e instanceof MarkedYAMLException marked && marked.getProblemMark() != null
              ? marked.getProblemMark().getLine() + 1
              : 1;
      throw new InvalidBlockListsException(file + ":" + line + ": is not YAML");
    }
  }

  /** Reads the events of the parser, without the rest of the library: no objects are made. */
  final class Reader {
    /** The file needs four. */
    private static final int MAX_DEPTH = 10;

    private final String file;
    private final Iterator<Event> events;

    private Reader(String file, String text) {
      this.file = file;
      var parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
      this.events =
          new Iterator<>() {
            @Override
            public boolean hasNext() {
              return parser.peekEvent() != null;
            }

            @Override
            public Event next() {
              return parser.getEvent();
            }
          };
    }

    private LinedYaml document() {
      LinedYaml document = null;
      while (events.hasNext()) {
        Event event = events.next();
        if (event instanceof DocumentStartEvent) {
          if (document != null) {
            throw wrong(event, "a second YAML document begins here");
          }
          document = read(events.next(), 0);
        }
      }
      if (document == null) {
        throw new InvalidBlockListsException(file + ": is empty");
      }
      return document;
    }

    private LinedYaml read(Event event, int depth) {
      if (depth > MAX_DEPTH) {
        throw wrong(event, "is nested too deeply");
      }
      if (event instanceof AliasEvent
          || (event instanceof NodeEvent node && node.getAnchor() != null)) {
        throw wrong(event, "anchors and aliases are not read here");
      }
      if (event instanceof MappingStartEvent) {
        return new Keys(keys(depth), line(event));
      }
      if (event instanceof SequenceStartEvent) {
        return new Items(items(depth), line(event));
      }
      String text = event instanceof ScalarEvent scalar ? scalar.getValue().strip() : "";
      if (text.isEmpty()) {
        throw wrong(event, "a value is missing");
      }
      return new Text(text, line(event));
    }

    private Map<String, LinedYaml> keys(int depth) {
      Map<String, LinedYaml> keys = new LinkedHashMap<>();
      for (Event event = events.next();
          !(event instanceof MappingEndEvent);
          event = events.next()) {
        if (!(read(event, depth + 1) instanceof Text key)) {
          throw wrong(event, "a key is a word");
        }
        if (keys.containsKey(key.value())) {
          throw wrong(event, "'" + BlockListFile.shown(key.value()) + "' stands here twice");
        }
        keys.put(key.value(), read(events.next(), depth + 1));
      }
      return keys;
    }

    private List<LinedYaml> items(int depth) {
      var items = new ArrayList<LinedYaml>();
      for (Event event = events.next();
          !(event instanceof SequenceEndEvent);
          event = events.next()) {
        items.add(read(event, depth + 1));
      }
      return items;
    }

    private static int line(Event event) {
      return event.getStartMark() == null ? 1 : event.getStartMark().getLine() + 1;
    }

    private InvalidBlockListsException wrong(Event event, String what) {
      return new InvalidBlockListsException(file + ":" + line(event) + ": " + what);
    }
  }
}
