package dev.mxray.mcss.evidence.fail2ban;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.host.Setting;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A file of sections with {@code name = value}, whose values may go on in indented lines. */
final class Ini {
  private Ini() {}

  /** Sections in their order; of several lines with one name the last counts. */
  static Map<String, Map<String, Setting>> read(EvidenceFile file) {
    Map<String, Map<String, Setting>> sections = new LinkedHashMap<>();
    Map<String, Setting> section = new LinkedHashMap<>();
    String last = "";
    for (int line = 1; line <= file.lines().size(); line++) {
      String raw = file.lines().get(line - 1);
      String text = raw.strip();
      if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
        continue;
      }
      if (text.startsWith("[") && text.endsWith("]")) {
        String name = text.substring(1, text.length() - 1);
        section = sections.computeIfAbsent(name, key -> new LinkedHashMap<>());
        last = "";
      } else if (Character.isWhitespace(raw.charAt(0)) && section.containsKey(last)) {
        Setting before = section.get(last);
        if (before != null) {
          section.put(
              last, Setting.set(last, (before.value() + " " + text).strip(), before.quote()));
        }
      } else {
        int at = separator(text);
        if (at > 0) {
          last = text.substring(0, at).strip().toLowerCase(Locale.ROOT);
          String value = text.substring(at + 1).replaceFirst("\\s[;#].*$", "").strip();
          section.put(last, Setting.set(last, value, file.quote(line)));
        }
      }
    }
    return sections;
  }

  private static int separator(String text) {
    int equals = text.indexOf('=');
    int colon = text.indexOf(':');
    return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
  }
}
