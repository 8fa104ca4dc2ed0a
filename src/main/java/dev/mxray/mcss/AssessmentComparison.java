package dev.mxray.mcss;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What has changed from one assessment to another, each list in the order of the later one.
 *
 * @param fixed failed or passed in part, and passes now or concerns nothing any more
 * @param better failed, and passes in part now
 * @param worse passed, or passed in part, and fails now or passes in part
 * @param found failed or passes in part, and was not decided before
 * @param lost was decided, and is not any more
 */
public record AssessmentComparison(
    List<Change> fixed,
    List<Change> better,
    List<Change> worse,
    List<Change> found,
    List<Change> lost) {

  /** One control before and now. */
  public record Change(Control control, Status before, Status now) {}

  public AssessmentComparison {
    fixed = List.copyOf(fixed);
    better = List.copyOf(better);
    worse = List.copyOf(worse);
    found = List.copyOf(found);
    lost = List.copyOf(lost);
  }

  /** True when nothing has changed that counts. */
  public boolean unchanged() {
    return fixed.isEmpty()
        && better.isEmpty()
        && worse.isEmpty()
        && found.isEmpty()
        && lost.isEmpty();
  }

  /** Compares; a control that the earlier one does not have was not assessed there. */
  public static AssessmentComparison of(List<Decision> before, List<Decision> now) {
    Map<String, Status> earlier = new HashMap<>();
    before.forEach(decision -> earlier.put(decision.control().id(), decision.status()));
    var fixed = new ArrayList<Change>();
    var better = new ArrayList<Change>();
    var worse = new ArrayList<Change>();
    var found = new ArrayList<Change>();
    var lost = new ArrayList<Change>();
    for (Decision decision : now) {
      Status was = earlier.getOrDefault(decision.control().id(), Status.NOT_ASSESSED);
      var change = new Change(decision.control(), was, decision.status());
      boolean wasBad = bad(was);
      boolean isBad = bad(decision.status());
      if (was == decision.status()) {
        continue;
      }
      if (decision.status() == Status.NOT_ASSESSED) {
        lost.add(change);
      } else if (wasBad && isBad) {
        (was == Status.FAIL ? better : worse).add(change);
      } else if (wasBad) {
        fixed.add(change);
      } else if (isBad) {
        (was == Status.NOT_ASSESSED ? found : worse).add(change);
      }
    }
    return new AssessmentComparison(fixed, better, worse, found, lost);
  }

  private static boolean bad(Status status) {
    return status == Status.FAIL || status == Status.PARTIAL;
  }
}
