package dev.mxray.check.reputation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One list as a file describes it.
 *
 * @param zone as written: with {@code {key}.} in front where the operator gives each user a key
 * @param status whether it is asked
 * @param reason why it is dead or off; null when nothing is said
 * @param since the date of that, {@code 2024-06-05}; null when it is not known
 * @param parts zones whose data this one holds, so that both would count one listing twice
 * @param list the list, its place for a key not filled in; null for dead ones, of which nothing
 *     else matters, and where only the zone is named
 * @param key the user's key; null when none is given
 * @param line where it begins
 */
record ListEntry(
    String zone,
    Status status,
    @Nullable String reason,
    @Nullable String since,
    Set<String> parts,
    @Nullable BlockList list,
    @Nullable String key,
    int line) {

  /** Whether a list is asked. */
  enum Status {
    DEFAULT,
    OPTIONAL,
    KEY_NEEDED,
    DEAD
  }

  ListEntry {
    parts = Set.copyOf(parts);
  }

  /** The zone without the place for a key. */
  String name() {
    return zone.startsWith(BlockListFile.KEY) ? zone.substring(BlockListFile.KEY.length()) : zone;
  }
}
