package dev.mxray.report;

import java.util.ArrayList;
import java.util.List;

/** A distinguished name (RFC 4514) as people speak of it. */
final class DistinguishedName {
  private DistinguishedName() {}

  /** The organization and the common name, or the name as it is when it has neither. */
  static String shown(String name) {
    String organization = value(name, "O=");
    String common = value(name, "CN=");
    String both = common.startsWith(organization) ? common : (organization + " " + common).strip();
    return both.isEmpty() ? name.isEmpty() ? "an empty name" : name : both;
  }

  private static String value(String name, String attribute) {
    return pieces(name).stream()
        .filter(
            piece ->
                piece.regionMatches(/* ignoreCase= */ true, 0, attribute, 0, attribute.length()))
        .map(piece -> piece.substring(attribute.length()).replaceAll("\\\\(.)", "$1"))
        .findFirst()
        .orElse("");
  }

  /** The parts between commas and plus signs that are not escaped. */
  private static List<String> pieces(String name) {
    var pieces = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == ',' || c == '+') {
        pieces.add(name.substring(start, i).strip());
        start = i + 1;
      }
    }
    pieces.add(name.substring(start).strip());
    return pieces;
  }
}
