package dev.mxray.mcss;

import dev.mxray.finding.Severity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The controls: the {@value #CONTROLS} of MCSS 1.0, and extensions for what has none there. Their
 * facts are in {@code controls.csv} and {@code extensions.csv} beside this class, their names in
 * {@code <language>/controls.properties}. Immutable.
 */
public final class Catalogue {
  /** The version of the framework. */
  public static final String VERSION = "1.0";

  /** How many controls the framework has. */
  public static final int CONTROLS = 169;

  private static final String HEADER = "id,area,component,severity,vector,evidence";

  private final Map<String, Control> controls;
  private final Map<String, Control> extensions;

  private Catalogue(Map<String, Control> controls, Map<String, Control> extensions) {
    this.controls = Collections.unmodifiableMap(controls);
    this.extensions = Collections.unmodifiableMap(extensions);
  }

  private static final class Bundled {
    static final Catalogue ENGLISH = load("en");
  }

  /** The bundled catalogue with English names; read when it is first asked for. */
  public static Catalogue english() {
    return Bundled.ENGLISH;
  }

  /** The controls of the framework, by area and component. */
  public List<Control> controls() {
    return List.copyOf(controls.values());
  }

  /** The controls of mxray's own. */
  public List<Control> extensions() {
    return List.copyOf(extensions.values());
  }

  /** The control or extension with this id, upper or lower case. */
  public Optional<Control> find(String id) {
    String key = id.toUpperCase(Locale.ROOT);
    return Optional.ofNullable(controls.get(key))
        .or(() -> Optional.ofNullable(extensions.get(key)));
  }

  private static Catalogue load(String language) {
    Properties names = ControlTexts.load(language, "controls");
    return new Catalogue(read("controls.csv", names), read("extensions.csv", names));
  }

  private static Map<String, Control> read(String file, Properties names) {
    var controls = new LinkedHashMap<String, Control>();
    try (var reader = open(file)) {
      boolean headed = false;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("#")) {
          continue;
        }
        if (!headed) {
          headed = checkedHeader(file, line);
          continue;
        }
        Control control = control(line, names);
        controls.put(control.id(), control);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return controls;
  }

  private static boolean checkedHeader(String file, String line) {
    if (!line.equals(HEADER)) {
      throw new IllegalStateException(file + " does not begin with " + HEADER);
    }
    return true;
  }

  private static Control control(String line, Properties names) {
    List<String> cells = cells(line);
    if (cells.size() != cells(HEADER).size()) {
      throw new IllegalStateException("no control: " + line);
    }
    String name = names.getProperty(cells.get(0) + ".name");
    if (name == null) {
      throw new IllegalStateException("no name of " + cells.get(0));
    }
    Vector vector = Vector.parse(cells.get(4));
    return new Control(
        cells.get(0),
        cells.get(1),
        cells.get(2),
        Severity.of(cells.get(3)),
        vector,
        Scores.of(vector),
        cells.get(5),
        name);
  }

  private static List<String> cells(String line) {
    var cells = new ArrayList<String>();
    int start = 0;
    for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', start)) {
      cells.add(line.substring(start, comma));
      start = comma + 1;
    }
    cells.add(line.substring(start));
    return cells;
  }

  private static BufferedReader open(String file) {
    InputStream in = Catalogue.class.getResourceAsStream(file);
    if (in == null) {
      throw new IllegalStateException("no file " + file);
    }
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }
}
