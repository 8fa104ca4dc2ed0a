package dev.mxray.mcss.evidence.antispam;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.host.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Settings of Rspamd in their blocks, read from {@code rspamadm configdump} and from local.d and
 * override.d, whose file names are the names of blocks: {@code actions/reject}.
 */
final class Ucl {
  private static final int DEEPEST = 24;
  private static final String FOLDER = AntispamAssessors.RSPAMD + "config_files/";
  private static final Pattern OPEN =
      Pattern.compile("^\"?([\\w.-]+)\"?(?:\\s*[=:])?(?:\\s+\"([\\w.-]+)\")?\\s*\\{\\s*$");
  private static final Pattern SET =
      Pattern.compile("^\"?([\\w.-]+)\"?\\s*[=:]\\s*(.*?)[;,]?\\s*$");

  private Ucl() {}

  /** The setting that counts at this path: an override's, the dump's, then a local one's. */
  static Optional<Setting> value(Evidence evidence, String path) {
    List<EvidenceFile> own = evidence.under(FOLDER);
    Stream<EvidenceFile> files =
        Stream.of(
                own.stream().filter(file -> file.path().startsWith(FOLDER + "override.d/")),
                own.stream().filter(file -> file.path().startsWith(FOLDER + "local.d/")),
                own.stream().filter(file -> file.path().endsWith("/actions.conf")),
                evidence.file(AntispamAssessors.RSPAMD + "configdump.txt").stream())
            .flatMap(part -> part);
    return files
        .flatMap(
            file ->
                read(file).stream()
                    .filter(setting -> setting.name().equals(path))
                    .reduce((first, second) -> second)
                    .stream())
        .findFirst();
  }

  /** All settings of a file, named by the path of their blocks. */
  static List<Setting> read(EvidenceFile file) {
    List<Setting> settings = new ArrayList<>();
    List<String> blocks = new ArrayList<>();
    if (file.path().startsWith(FOLDER)) {
      blocks.add(
          file.path()
              .substring(file.path().lastIndexOf('/') + 1)
              .replaceFirst("\\.(conf|inc|conf\\.local)$", ""));
    }
    int least = blocks.size();
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1).replaceFirst("(^|\\s)#.*$", "").strip();
      Matcher open = OPEN.matcher(text);
      Matcher set = SET.matcher(text);
      if (open.matches()) {
        if (blocks.size() < DEEPEST) {
          blocks.add(open.group(2) != null ? open.group(2) : open.group(1));
        }
      } else if (text.startsWith("}")) {
        if (blocks.size() > least) {
          blocks.remove(blocks.size() - 1);
        }
      } else if (set.matches()) {
        List<String> path = new ArrayList<>(blocks);
        path.add(set.group(1));
        settings.add(
            Setting.set(
                String.join("/", path).toLowerCase(Locale.ROOT),
                set.group(2).replace("\"", "").strip(),
                file.quote(line)));
      }
    }
    return settings;
  }
}
