package dev.mxray.mcss.evidence.archive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The name of an entry, as the folders it goes through. */
final class EntryName {
  /** Longer than any path that an operating system takes. */
  private static final int MAX_LENGTH = 4096;

  private EntryName() {}

  /**
   * @return its parts, without those that say nothing ({@code .}); none for the archive's root
   * @throws UnreadableEvidenceException for a name that is absolute or leads upwards
   */
  static List<String> parts(String name) throws UnreadableEvidenceException {
    if (name.length() > MAX_LENGTH) {
      throw new UnreadableEvidenceException(
          name.substring(0, 60) + "… has a name of more than " + MAX_LENGTH + " characters");
    }
    if (isAbsolute(name)) {
      throw new UnreadableEvidenceException(name + " has an absolute name");
    }
    var parts = new ArrayList<String>();
    for (String part : name.split("[/\\\\]", -1)) {
      if (part.equals("..")) {
        throw new UnreadableEvidenceException(name + " leads out of its folder");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** True when a link leads to something below the first folder of its own name. */
  static boolean staysInside(List<String> link, String target) {
    if (link.isEmpty() || isAbsolute(target)) {
      return false;
    }
    Deque<String> place = new ArrayDeque<>(link);
    place.removeLast();
    for (String part : target.split("[/\\\\]", -1)) {
      if (part.equals("..")) {
        if (place.pollLast() == null) {
          return false;
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        place.addLast(part);
      }
    }
    return link.size() == 1 || link.get(0).equals(place.peekFirst());
  }

  private static boolean isAbsolute(String name) {
    return name.startsWith("/") || name.startsWith("\\") || name.matches("[A-Za-z]:.*");
  }
}
