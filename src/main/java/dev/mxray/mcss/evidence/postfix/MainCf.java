package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.EvidenceFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of main.cf, or of what postconf prints, by name. Of several lines for one the last
 * counts.
 *
 * @param truncated true when what it does not hold may have been in the part that was not read
 */
record MainCf(EvidenceFile file, Map<String, Parameter> parameters, boolean truncated) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]{1,200}");

  /** A value as it is written, and its line. */
  record Parameter(String value, LogicalLine line) {}

  MainCf {
    // In the order of the file, so that of several faults the same one is named every time.
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  static MainCf of(EvidenceFile file) {
    var parameters = new LinkedHashMap<String, Parameter>();
    for (LogicalLine line : LogicalLine.of(file)) {
      int equals = line.text().indexOf('=');
      if (equals < 0) {
        continue;
      }
      String name = line.text().substring(0, equals).strip();
      if (NAME.matcher(name).matches()) {
        parameters.put(name, new Parameter(line.text().substring(equals + 1).strip(), line));
      }
    }
    return new MainCf(file, parameters, file.truncated());
  }

  /** Null when no line sets it. */
  @Nullable Parameter get(String name) {
    return parameters.get(name);
  }

  /** True when the file holds no parameter at all, as when the command has failed. */
  boolean isEmpty() {
    return parameters.isEmpty();
  }
}
