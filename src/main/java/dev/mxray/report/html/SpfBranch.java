package dev.mxray.report.html;

import dev.mxray.report.SpfPart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of the SPF tree.
 *
 * @param node its name, record and cost
 * @param twigs its terms, as far as there is room
 * @param more terms that are not shown
 */
record SpfBranch(SpfPart.Node node, List<Twig> twigs, int more) {
  /** Terms of the whole tree; a policy that works has less. */
  private static final int MAX_TERMS = 400;

  private static final int MAX_DEPTH = 20;

  /**
   * One term.
   *
   * @param child the record behind it; null when there is none, or no room
   */
  record Twig(String term, int lookups, @Nullable SpfBranch child) {}

  static @Nullable SpfBranch of(SpfPart.@Nullable Node root) {
    return root == null ? null : new Room().branch(root, 0);
  }

  /** How much may still be shown. */
  private static final class Room {
    private int terms = MAX_TERMS;

    SpfBranch branch(SpfPart.Node node, int depth) {
      var twigs = new ArrayList<Twig>();
      for (SpfPart.Term term : node.terms()) {
        if (terms == 0 || depth > MAX_DEPTH) {
          break;
        }
        terms--;
        SpfPart.Node child = term.child();
        twigs.add(
            new Twig(term.term(), term.lookups(), child == null ? null : branch(child, depth + 1)));
      }
      return new SpfBranch(node, List.copyOf(twigs), node.terms().size() - twigs.size());
    }
  }
}
