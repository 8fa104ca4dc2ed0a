package dev.mxray.check.dkim;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue of selectors in the order in which they are asked.
 *
 * @param entries the lines of the catalogue, documentation lines left out
 */
public record Selectors(List<Entry> entries) {
  /** Selectors of a user's file; a scan asks one question for each. */
  static final int MAX_ENTRIES = 2_000;

  /** Characters of a user's file. */
  static final int MAX_FILE = 256 * 1024;

  /** The tier that is asked only in a deep search. */
  static final int DEEP_TIER = 3;

  /**
   * One line.
   *
   * @param template a selector, or a pattern that {@link SelectorTemplate} fills in
   * @param provider who uses it; null when many do
   * @param tier 1 to 3, the likeliest first
   */
  public record Entry(String template, @Nullable String provider, int tier) {}

  private static final class Bundled {
    static final Selectors INSTANCE = load();

    private static Selectors load() {
      var entries = new ArrayList<Entry>();
      for (String[] fields : lines("/selectors/selectors.csv", 3)) {
        if (!fields[2].equals("-")) {
          entries.add(
              new Entry(
                  fields[0], fields[1].isEmpty() ? null : fields[1], Integer.parseInt(fields[2])));
        }
      }
      return new Selectors(entries);
    }
  }

  public Selectors {
    entries = List.copyOf(entries);
  }

  /** The catalogue that comes with the program; read at the first call. */
  public static Selectors bundled() {
    return Bundled.INSTANCE;
  }

  /**
   * Reads a user's catalogue: one {@code selector[,provider]} a line, {@code #} begins a comment
   * line. The templates of the bundled catalogue may be used.
   *
   * @throws InvalidSelectorsException when a line is no selector, or the file is empty or too large
   * @throws IOException when the file cannot be read
   */
  public static Selectors read(Path file) throws IOException {
    // Octets, not characters: a file in the wrong encoding is answered with its line.
    try (var in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      char[] text = new char[MAX_FILE + 1];
      int length = 0;
      for (int n = 0;
          n >= 0 && length < text.length;
          n = in.read(text, length, text.length - length)) {
        length += n;
      }
      if (length > MAX_FILE) {
        throw new InvalidSelectorsException(file + ": larger than " + MAX_FILE / 1024 + " KiB");
      }
      return parse(file.toString(), new String(text, 0, length));
    }
  }

  private static Selectors parse(String file, String text) {
    var entries = new ArrayList<Entry>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.strip().startsWith("#")) {
        continue;
      }
      String[] fields = line.split(",", 2);
      String selector = fields[0].strip();
      if (!SelectorTemplate.isValid(selector)) {
        throw new InvalidSelectorsException(
            file + ":" + number + ": '" + shown(selector) + "' is not a DKIM selector");
      }
      if (entries.size() == MAX_ENTRIES) {
        throw new InvalidSelectorsException(
            file + ":" + number + ": more than " + MAX_ENTRIES + " selectors");
      }
      String provider = fields.length < 2 ? "" : shown(fields[1].strip());
      entries.add(new Entry(selector, provider.isEmpty() ? null : provider, 1));
    }
    if (entries.isEmpty()) {
      throw new InvalidSelectorsException(file + ": no selector in it");
    }
    return new Selectors(entries);
  }

  /**
   * The selectors to ask for, templates filled in, each name once.
   *
   * @param deep the last tier too
   */
  public List<Selector> search(String domain, LocalDate today, boolean deep) {
    Map<String, Selector> found = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry.tier() < DEEP_TIER || deep) {
        for (String name : SelectorTemplate.expand(entry.template(), domain, today)) {
          var selector = new Selector(name, entry.provider());
          found.putIfAbsent(selector.name(), selector);
        }
      }
    }
    return List.copyOf(found.values());
  }

  /** The data lines of a bundled file, split at commas; the file is known to be well formed. */
  static List<String[]> lines(String resource, int fields) {
    try (InputStream in = Selectors.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program is incomplete: " + resource + " is missing");
      }
      var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      var out = new ArrayList<String[]>();
      boolean header = true;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isEmpty() || line.charAt(0) == '#') {
          continue;
        }
        if (header) {
          header = false;
          continue;
        }
        String[] parts = line.split(",", -1);
        if (parts.length != fields) {
          throw new IllegalStateException(resource + ": " + line);
        }
        out.add(parts);
      }
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Text of the file for a message: short, printable. */
  private static String shown(String text) {
    String printable = text.replaceAll("[^ -~]", "?");
    return printable.length() > 80 ? printable.substring(0, 80) + "..." : printable;
  }
}
