package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.EvidenceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads master.cf, or what {@code postconf -M} prints of it (master(5)). */
final class MasterCf {
  /** Before the arguments: name, type, private, unprivileged, chroot, wake-up, limit, command. */
  private static final int COLUMNS = 8;

  private MasterCf() {}

  /** Lines that are no service are left out. */
  static List<MasterService> services(EvidenceFile file) {
    var services = new ArrayList<MasterService>();
    for (LogicalLine line : LogicalLine.of(file)) {
      List<String> words = Words.of(line.text());
      if (words.size() >= COLUMNS && isType(words.get(1))) {
        services.add(
            new MasterService(
                words.get(0),
                words.get(1),
                words.get(COLUMNS - 1),
                overrides(words.subList(COLUMNS, words.size())),
                line));
      }
    }
    return services;
  }

  private static boolean isType(String word) {
    return switch (word) {
      case "inet", "unix", "fifo", "pass", "unix-dgram" -> true;
      default -> false;
    };
  }

  /** {@code -o name=value}, {@code -oname=value} and {@code -o { name = value }}. */
  private static Map<String, String> overrides(List<String> arguments) {
    var overrides = new LinkedHashMap<String, String>();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (!word.startsWith("-o")) {
        continue;
      }
      String setting = word.substring(2);
      if (setting.isEmpty() && i + 1 < arguments.size()) {
        setting = arguments.get(++i);
      }
      String text = Words.unbraced(setting);
      int equals = text.indexOf('=');
      if (equals > 0) {
        overrides.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
      }
    }
    return overrides;
  }
}
