package dev.mxray.check.reputation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

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
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      var reader = new Reader(file, parser);
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new InvalidBlockListsException(file + ": is empty");
      }
      LinedYaml document = reader.read(first, 0);
      if (parser.nextToken() != null) {
        throw reader.wrong("a second YAML document begins here");
      }
      return document;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw new InvalidBlockListsException(file + ":" + line + ": is not YAML");
    } catch (YAMLException e) {
      int line =
          e instanceof MarkedYAMLException marked && marked.getProblemMark() != null
              ? marked.getProblemMark().getLine() + 1
              : 1;
      throw new InvalidBlockListsException(file + ":" + line + ": is not YAML");
    } catch (IOException e) {
      throw new InvalidBlockListsException(file + ": is not YAML");
    }
  }

  /** Reads one value after the other. */
  final class Reader {
    /** The file needs four; the parser of the library has no limit of its own worth the name. */
    private static final int MAX_DEPTH = 10;

    private final String file;
    private final YAMLParser parser;

    private Reader(String file, YAMLParser parser) {
      this.file = file;
      this.parser = parser;
    }

    private LinedYaml read(JsonToken token, int depth) throws IOException {
      int line = line();
      if (depth > MAX_DEPTH) {
        throw wrong("is nested too deeply");
      }
      if (parser.isCurrentAlias()) {
        throw wrong("aliases are not read here");
      }
      return switch (token) {
        case START_OBJECT -> new Keys(keys(depth), line);
        case START_ARRAY -> new Items(items(depth), line);
        case VALUE_NULL -> throw wrong("a value is missing");
        default -> new Text(parser.getText().strip(), line);
      };
    }

    private Map<String, LinedYaml> keys(int depth) throws IOException {
      Map<String, LinedYaml> keys = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        if (keys.containsKey(key)) {
          throw wrong("'" + BlockListFile.shown(key) + "' stands here twice");
        }
        keys.put(key, read(parser.nextToken(), depth + 1));
      }
      return keys;
    }

    private List<LinedYaml> items(int depth) throws IOException {
      var items = new ArrayList<LinedYaml>();
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        items.add(read(token, depth + 1));
      }
      return items;
    }

    private int line() {
      return Math.max(1, ((JsonParser) parser).currentTokenLocation().getLineNr());
    }

    private InvalidBlockListsException wrong(String what) {
      return new InvalidBlockListsException(file + ":" + line() + ": " + what);
    }
  }
}
