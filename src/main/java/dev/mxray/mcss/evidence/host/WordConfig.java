package dev.mxray.mcss.evidence.host;

import dev.mxray.mcss.evidence.EvidenceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration of lines {@code Name value} or {@code name = value}, with comments after {@code
 * #}: OpenDKIM, OpenDMARC, ClamAV, policyd-spf, SpamAssassin. Names are matched whatever their
 * case.
 */
public final class WordConfig {
  private static final Pattern LINE = Pattern.compile("^([A-Za-z][\\w.-]*)(?:\\s*=\\s*|\\s+)(.*)$");

  private final EvidenceFile file;
  private final List<Setting> settings;

  private WordConfig(EvidenceFile file, List<Setting> settings) {
    this.file = file;
    this.settings = settings;
  }

  public static WordConfig of(EvidenceFile file) {
    List<Setting> settings = new ArrayList<>();
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1).replaceFirst("(^|\\s)#.*$", "").strip();
      Matcher matcher = LINE.matcher(text);
      if (matcher.matches()) {
        settings.add(Setting.set(matcher.group(1), matcher.group(2).strip(), file.quote(line)));
      }
    }
    return new WordConfig(file, List.copyOf(settings));
  }

  /** The last line with this name: later ones replace earlier ones. */
  public Optional<Setting> value(String name) {
    return settings.stream()
        .filter(setting -> setting.name().equalsIgnoreCase(name))
        .reduce((first, second) -> second);
  }

  /** All lines with this name. */
  public List<Setting> all(String name) {
    return settings.stream().filter(setting -> setting.name().equalsIgnoreCase(name)).toList();
  }

  public EvidenceFile file() {
    return file;
  }
}
