package dev.mxray.report.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.mxray.report.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** A YAML file that is one list of flat items under one key, read with the lines of its values. */
final class SuppressionFile {
  private final String file;
  private final YAMLParser yaml;

  private SuppressionFile(String file, YAMLParser yaml) {
    this.file = file;
    this.yaml = yaml;
  }

  /** A scalar, as written, and its line from 1. */
  record Value(String text, int line) {}

  /** One item of the list, and the line where it begins. */
  record Item(int line, Map<String, Value> values) {}

  /** The items of the list with this name. */
  static List<Item> items(String file, String list, String text)
      throws InvalidSuppressionsException {
    try (YAMLParser yaml = new YAMLFactory().createParser(text)) {
      return new SuppressionFile(file, yaml).items(list);
    } catch (JsonProcessingException e) {
      throw new InvalidSuppressionsException(file + ":" + line(e) + ": is not YAML");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the fault is; the parser's own place is that of the token before. */
  private static int line(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      return marked.getProblemMark().getLine() + 1;
    }
    return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
  }

  private List<Item> items(String list) throws IOException, InvalidSuppressionsException {
    JsonToken first = yaml.nextToken();
    if (first == null) {
      throw new InvalidSuppressionsException(file + ": is empty");
    }
    expect(JsonToken.START_OBJECT, "the file begins with '" + list + ":'");
    yaml.nextToken();
    if (yaml.currentToken() != JsonToken.FIELD_NAME || !yaml.currentName().equals(list)) {
      throw wrong("the file begins with '" + list + ":'");
    }
    yaml.nextToken();
    expect(JsonToken.START_ARRAY, "'" + list + ":' is a list of items that begin with '-'");
    var items = new ArrayList<Item>();
    while (yaml.nextToken() != JsonToken.END_ARRAY) {
      expect(JsonToken.START_OBJECT, "an item of the list is id, subject, reason and expires");
      items.add(item());
    }
    yaml.nextToken();
    expect(JsonToken.END_OBJECT, "nothing else stands beside '" + list + ":'");
    if (yaml.nextToken() != null) {
      throw wrong("a second YAML document begins here");
    }
    return items;
  }

  private Item item() throws IOException, InvalidSuppressionsException {
    int line = line();
    var values = new LinkedHashMap<String, Value>();
    while (yaml.nextToken() != JsonToken.END_OBJECT) {
      String name = yaml.currentName();
      yaml.nextToken();
      JsonToken token = yaml.currentToken();
      if (yaml.isCurrentAlias() || yaml.getObjectId() != null) {
        throw wrong("anchors and aliases are not read here");
      }
      if (token == null || !token.isScalarValue()) {
        throw wrong("'" + shown(name) + "' is one value");
      }
      String text = yaml.getText();
      if (values.put(name, new Value(text == null ? "" : text, line())) != null) {
        throw wrong("'" + shown(name) + "' stands here twice");
      }
    }
    return new Item(line, values);
  }

  private void expect(JsonToken token, String what) throws InvalidSuppressionsException {
    if (yaml.currentToken() != token) {
      throw wrong(what);
    }
  }

  private int line() {
    return Math.max(1, yaml.currentTokenLocation().getLineNr());
  }

  private static String shown(String name) {
    return Printable.of(Printable.cut(name, 60));
  }

  private InvalidSuppressionsException wrong(String what) {
    return new InvalidSuppressionsException(file + ":" + line() + ": " + what);
  }
}
