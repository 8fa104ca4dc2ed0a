package dev.mxray.mcss.evidence.timestamp;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sections of {@code timestamps/service_vs_config.txt}: when a service began, and its files.
 */
final class ServiceTimes {
  static final String FILE = "timestamps/service_vs_config.txt";
  private static final Pattern CHANGED = Pattern.compile("(/\\S+)_mtime_epoch: ([0-9]{1,12})\\s*");

  private static final Pattern NEWEST =
      Pattern.compile("newest_config_mtime_epoch: ([0-9]{1,12})\\s*");
  private static final Pattern START =
      Pattern.compile("(?:service|process)_start_epoch: ([0-9]{1,12})\\s*");

  /** Processes that are started anew by a reload. */
  private static final Pattern RELOADED =
      Pattern.compile("process: qmgr .*started=([0-9]{1,12})\\b.*");

  private ServiceTimes() {}

  /**
   * A file and when it was changed.
   *
   * @param path empty for the newest file, which the collector does not always name
   * @param at in seconds since 1970
   */
  record Changed(String path, long at, Quote quote) {
    boolean isCertificate() {
      return path.matches(".*\\.(pem|crt|cer|key)")
          || path.contains("/ssl/")
          || path.contains("letsencrypt");
    }
  }

  /**
   * One service.
   *
   * @param began when its processes last read their configuration, as far as that shows; null when
   *     the collector did not see it run
   */
  record Section(String name, @Nullable Long began, Quote quote, List<Changed> files) {
    Section {
      files = List.copyOf(files);
    }
  }

  static List<Section> of(EvidenceFile file) {
    var sections = new ArrayList<Section>();
    String name = "";
    Quote quote = file.quote();
    Long began = null;
    var files = new ArrayList<Changed>();
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1);
      if (text.startsWith("## ")) {
        if (!name.isEmpty()) {
          sections.add(new Section(name, began, quote, files));
        }
        name = text.substring(3).strip();
        quote = file.quote(line);
        began = null;
        files.clear();
        continue;
      }
      Optional<Long> start = number(START, text).or(() -> number(RELOADED, text));
      if (start.isPresent()) {
        began = began == null ? start.get() : Math.max(began, start.get());
      }
      Matcher changed = CHANGED.matcher(text);
      if (changed.matches()) {
        files.add(
            new Changed(changed.group(1), Long.parseLong(changed.group(2)), file.quote(line)));
      }
      int number = line;
      number(NEWEST, text).ifPresent(at -> files.add(new Changed("", at, file.quote(number))));
    }
    if (!name.isEmpty()) {
      sections.add(new Section(name, began, quote, files));
    }
    return sections;
  }

  private static Optional<Long> number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
  }
}
