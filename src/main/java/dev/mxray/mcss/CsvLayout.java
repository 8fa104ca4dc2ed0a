package dev.mxray.mcss;

import dev.mxray.finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The two forms of comma separated values in which the framework keeps controls. */
public enum CsvLayout {
  /** All controls in one file, facts only. */
  MASTER("control_id,area,component,evidence_file,severity"),
  /** One file for each area and component, with the texts of one language. */
  LOCALISED("control_id,control_name,description,evidence_file,severity");

  /** Lines end as in the framework's own files. */
  private static final String LINE_END = "\n";

  private static final String METRICS = "EV,AC,AR,PR,UI,VC,VI,VA,RC";

  private final String facts;

  CsvLayout(String facts) {
    this.facts = facts;
  }

  /** The names of the columns, in their order. */
  public List<String> columns() {
    return List.of((facts + "," + METRICS).split(",", -1));
  }

  /** The facts of controls, by id. */
  public static String master(List<Control> controls) {
    return file(
        MASTER, controls, control -> List.of(control.id(), control.area(), control.component()));
  }

  /**
   * The controls with the texts of a language, by id.
   *
   * @return the texts of the files by their names, {@code mcss_<area>_<component>.csv}
   */
  public static Map<String, String> localised(List<Control> controls, ControlTexts texts) {
    var files = new TreeMap<String, String>();
    controls.stream()
        .collect(Collectors.groupingBy(CsvLayout::fileName))
        .forEach((name, some) -> files.put(name, localisedFile(some, texts)));
    return files;
  }

  private static String localisedFile(List<Control> controls, ControlTexts texts) {
    return file(
        LOCALISED,
        controls,
        control -> {
          ControlTexts.Text text = texts.of(control);
          return List.of(control.id(), text.name(), text.description());
        });
  }

  private static String fileName(Control control) {
    return ("mcss_" + control.area() + "_" + control.component() + ".csv").toLowerCase(Locale.ROOT);
  }

  private static String file(
      CsvLayout layout, List<Control> controls, Function<Control, List<String>> beginning) {
    Stream<List<String>> lines =
        controls.stream()
            .sorted(Comparator.comparing(Control::id))
            .map(
                control ->
                    Stream.concat(beginning.apply(control).stream(), facts(control).stream())
                        .toList());
    return Stream.concat(Stream.of(layout.columns()), lines)
        .map(cells -> cells.stream().map(CsvRecord::written).collect(Collectors.joining(",")))
        .map(line -> line + LINE_END)
        .collect(Collectors.joining());
  }

  private static List<String> facts(Control control) {
    var facts = new ArrayList<String>();
    facts.add(control.evidence());
    facts.add(written(control.severity()));
    for (Metric metric : Metric.values()) {
      facts.add(control.vector().letter(metric).map(String::valueOf).orElse(""));
    }
    return facts;
  }

  /** {@code Critical}, as the framework writes it. */
  static String written(Severity severity) {
    String id = severity.id();
    return Character.toUpperCase(id.charAt(0)) + id.substring(1);
  }
}
