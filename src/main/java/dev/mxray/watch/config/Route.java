package dev.mxray.watch.config;

import dev.mxray.watch.Alert;
import dev.mxray.watch.Change;
import dev.mxray.watch.ChangeType;
import java.util.List;
import java.util.Set;

/**
 * Who is told of what. The first route whose subjects fit decides.
 *
 * @param types that are told; none for all
 * @param severity the least that is told
 * @param to names of targets
 */
public record Route(Subjects subjects, Set<ChangeType> types, String severity, List<String> to) {
  public Route {
    types = Set.copyOf(types);
    to = List.copyOf(to);
  }

  /** Whether a change is told. */
  public boolean takes(Change change) {
    return (types.isEmpty() || ChangeType.of(change.type()).map(types::contains).orElse(false))
        && Alert.SEVERITIES.indexOf(change.severity()) <= Alert.SEVERITIES.indexOf(severity);
  }
}
