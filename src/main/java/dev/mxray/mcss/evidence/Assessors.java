package dev.mxray.mcss.evidence;

import dev.mxray.mcss.evidence.cyrus.CyrusAssessors;
import dev.mxray.mcss.evidence.dovecot.DovecotAssessors;
import dev.mxray.mcss.evidence.packages.PackageAssessors;
import dev.mxray.mcss.evidence.postfix.PostfixAssessors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which controls the evidence of a host decides, and how: the tables of all rooms in one list. */
public final class Assessors {
  private static final List<Map<String, Assessor>> TABLES =
      List.of(
          PostfixAssessors.all(),
          DovecotAssessors.all(),
          CyrusAssessors.all(),
          PackageAssessors.all());

  private Assessors() {}

  /** The assessors by the ids of their controls. */
  public static Map<String, Assessor> all() {
    return together(TABLES);
  }

  /**
   * Tables as one.
   *
   * @throws IllegalStateException when two decide the same control, which is a mistake in the
   *     program
   */
  static Map<String, Assessor> together(List<Map<String, Assessor>> tables) {
    var all = new TreeMap<String, Assessor>();
    for (Map<String, Assessor> table : tables) {
      table.forEach(
          (id, assessor) -> {
            if (all.put(id, assessor) != null) {
              throw new IllegalStateException("two assessors decide " + id);
            }
          });
    }
    return Map.copyOf(all);
  }
}
