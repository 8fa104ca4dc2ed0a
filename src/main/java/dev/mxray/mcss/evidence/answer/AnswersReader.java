package dev.mxray.mcss.evidence.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import dev.mxray.mcss.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of answers strictly: a map with the one key {@code answers}, a list of maps with
 * {@code control}, {@code answer}, {@code who}, {@code when}, and perhaps {@code note}. What else
 * there is, what is missing or twice is refused with its line.
 */
public final class AnswersReader {
  /** Octets of a file: a hundred times what all answers take. */
  static final int MAX_OCTETS = 1 << 20;

  /** Characters of one value. */
  static final int MAX_VALUE = 2000;

  private static final Pattern NAMED_LINE = Pattern.compile(", line (\\d{1,7}), column");
  private static final int MAX_SHOWN = 40;
  private static final String TOP = "answers";
  private static final List<String> KEYS = List.of("control", "answer", "note", "who", "when");

  private final String file;
  private final YAMLParser parser;
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<Answer> answers = new ArrayList<>();

  private AnswersReader(String file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** A value and where it stands. */
  private record Value(String text, int line) {}

  /**
   * Reads a file.
   *
   * @throws InvalidAnswersException with one line that names file, line and key
   * @throws IOException when it cannot be read
   */
  public static Answers read(Path file) throws IOException, InvalidAnswersException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAX_OCTETS + 1);
      if (octets.length > MAX_OCTETS) {
        throw new InvalidAnswersException(file + ": larger than " + MAX_OCTETS / 1024 + " KiB");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      return parse(file.toString(), text);
    } catch (CharacterCodingException e) {
      throw new InvalidAnswersException(file + ": is not UTF-8");
    }
  }

  /**
   * Reads answers from text, as {@link #read} does from a file.
   *
   * @param file for messages
   */
  public static Answers parse(String file, String text) throws InvalidAnswersException {
    String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
    if (plain.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
      return new Answers(List.of(), text);
    }
    try (YAMLParser parser = new YAMLFactory().createParser(plain)) {
      var reader = new AnswersReader(file, parser);
      reader.document();
      return new Answers(reader.answers, plain);
    } catch (JsonProcessingException e) {
      throw new InvalidAnswersException(file + ":" + line(e) + ": is not YAML");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void document() throws IOException, InvalidAnswersException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw wrong(line(), "expected a map with the key " + TOP);
    }
    boolean seen = false;
    while (next() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      if (!key.equals(TOP)) {
        throw wrong(line(), "unknown key " + shown(key) + ", expected " + TOP);
      }
      if (seen) {
        throw wrong(line(), TOP + " stands there twice");
      }
      seen = true;
      list();
    }
    if (!seen) {
      throw wrong(1, "expected the key " + TOP);
    }
    if (parser.nextToken() != null) {
      throw wrong(line(), "expected one document");
    }
  }

  private void list() throws IOException, InvalidAnswersException {
    JsonToken token = next();
    if (token == JsonToken.VALUE_NULL
        || (token == JsonToken.VALUE_STRING && parser.getText().isEmpty())) {
      return;
    }
    if (token != JsonToken.START_ARRAY) {
      throw wrong(line(), TOP + ": expected a list");
    }
    while (next() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw wrong(line(), TOP + ": expected an entry with " + String.join(", ", KEYS));
      }
      entry(line());
    }
  }

  private void entry(int line) throws IOException, InvalidAnswersException {
    var values = new LinkedHashMap<String, Value>();
    while (next() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      int at = line();
      if (!KEYS.contains(key)) {
        throw wrong(at, "unknown key " + shown(key) + ", expected " + String.join(", ", KEYS));
      }
      JsonToken token = next();
      boolean text = token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL;
      if (!text || parser.isCurrentAlias()) {
        throw wrong(at, key + ": expected a text");
      }
      String value = parser.getText().strip();
      if (value.length() > MAX_VALUE) {
        throw wrong(at, key + ": longer than " + MAX_VALUE + " characters");
      }
      if (values.put(key, new Value(value, at)) != null) {
        throw wrong(at, key + " stands there twice");
      }
    }
    answers.add(answer(values, line));
  }

  private Answer answer(Map<String, Value> values, int line) throws InvalidAnswersException {
    Value id = required(values, "control", line);
    Control control = control(id);
    Integer first = lines.putIfAbsent(control.id(), id.line());
    if (first != null) {
      throw wrong(
          id.line(), "control: " + control.id() + " is answered twice, first in line " + first);
    }
    Status status = status(required(values, "answer", line));
    Value who = required(values, "who", line);
    Value note = values.get("note");
    Value when = required(values, "when", line);
    if (!isTime(when.text())) {
      throw wrong(
          when.line(),
          "when: "
              + shown(when.text())
              + " is no date such as 2026-11-20 and no time such as 2026-11-20T09:30:00Z");
    }
    return new Answer(control, status, note == null ? "" : note.text(), who.text(), when.text());
  }

  private Control control(Value id) throws InvalidAnswersException {
    Optional<Control> control = Catalogue.english().find(id.text());
    if (control.isEmpty()) {
      throw wrong(
          id.line(),
          "control: " + shown(id.text()) + " is unknown, expected an id such as TLS-004");
    }
    if (control.get().extension()) {
      throw wrong(
          id.line(), "control: " + control.get().id() + " is decided by what a scan sees only");
    }
    return control.get();
  }

  private Status status(Value answer) throws InvalidAnswersException {
    return switch (answer.text().toLowerCase(Locale.ROOT)) {
      case "pass" -> Status.PASS;
      case "fail" -> Status.FAIL;
      case "partial" -> Status.PARTIAL;
      case "na" -> Status.NA;
      default ->
          throw wrong(
              answer.line(),
              "answer: " + shown(answer.text()) + " is none of pass, fail, partial, na");
    };
  }

  private Value required(Map<String, Value> values, String key, int line)
      throws InvalidAnswersException {
    Value value = values.get(key);
    if (value == null) {
      throw wrong(line, key + " is missing");
    }
    if (value.text().isEmpty()) {
      throw wrong(value.line(), key + ": expected a text");
    }
    return value;
  }

  private static boolean isTime(String text) {
    try {
      var unused = text.length() == 10 ? LocalDate.parse(text) : OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private @Nullable JsonToken next() throws IOException, InvalidAnswersException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw wrong(line(), "ends in the middle");
    }
    return token;
  }

  /**
   * The line of the fault: the last that the message names; the location is what was read before.
   */
  private static int line(JsonProcessingException e) {
    int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    Matcher named = NAMED_LINE.matcher(String.valueOf(e.getOriginalMessage()));
    while (named.find()) {
      line = Integer.parseInt(named.group(1));
    }
    return Math.max(1, line);
  }

  private int line() {
    JsonParser here = parser;
    return Math.max(1, here.currentTokenLocation().getLineNr());
  }

  private InvalidAnswersException wrong(int line, String what) {
    return new InvalidAnswersException(file + ":" + line + ": " + what);
  }

  private static String shown(String text) {
    return "'" + (text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text) + "'";
  }
}
