package dev.mxray.report.html;

import dev.mxray.mcss.Catalogue;
import dev.mxray.mcss.Control;
import dev.mxray.mcss.ControlTexts;
import dev.mxray.report.McssPart;
import dev.mxray.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The controls by area: a cell for each, the same order as in the catalogue.
 *
 * @param framework those of MCSS
 * @param extensions this project's own
 * @param open the failed and partial ones, the highest base score first
 */
record HeatMap(List<Area> framework, List<Area> extensions, List<Cell> open) {

  /** One area with its controls. */
  record Area(String name, List<Cell> cells) {
    /** How many have a status. */
    int count(String status) {
      return (int) cells.stream().filter(cell -> cell.control().status().equals(status)).count();
    }
  }

  /**
   * One control.
   *
   * @param name in the reader's language; empty when this version does not know the control
   */
  record Cell(McssPart.Control control, String name) {}

  static HeatMap of(Report report, String language) {
    ControlTexts texts = ControlTexts.in(language);
    Map<String, List<Cell>> framework = new LinkedHashMap<>();
    Map<String, List<Cell>> extensions = new LinkedHashMap<>();
    var open = new ArrayList<Cell>();
    for (McssPart.Control one : report.mcss().controls()) {
      Optional<Control> known = Catalogue.english().find(one.id());
      var cell = new Cell(one, known.map(control -> texts.of(control).name()).orElse(""));
      (one.id().startsWith("X-") ? extensions : framework)
          .computeIfAbsent(known.map(Control::area).orElse("?"), key -> new ArrayList<>())
          .add(cell);
      if (one.status().equals("fail") || one.status().equals("partial")) {
        open.add(cell);
      }
    }
    open.sort((one, other) -> other.control().baseScore().compareTo(one.control().baseScore()));
    return new HeatMap(areas(framework), areas(extensions), List.copyOf(open));
  }

  private static List<Area> areas(Map<String, List<Cell>> byName) {
    return byName.entrySet().stream()
        .map(one -> new Area(one.getKey(), List.copyOf(one.getValue())))
        .toList();
  }
}
