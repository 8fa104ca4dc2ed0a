package dev.mxray.mcss.evidence.host;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mode and owner of a file or folder, as the collector notes them: {@code mode=640
 * owner=root:ssl-cert}.
 *
 * @param mode -1 when it is not told
 * @param owner user and group, parted by a colon; empty when not told
 */
public record FileFacts(int mode, String owner, boolean missing, Quote quote) {
  private static final Pattern FACTS =
      Pattern.compile("\\bmode=([0-7]{1,5}) owner=([^\\s:]*:[^\\s:]*)");

  /** Those of this path, where a line names it: {@code key_file: /etc/x.key mode=…}. */
  public static Optional<FileFacts> of(EvidenceFile file, String path) {
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1).strip();
      int at = text.indexOf(": " + path + " ");
      if (at > 0 && !text.startsWith("#")) {
        return Optional.of(in(text.substring(at + path.length() + 2), file.quote(line)));
      }
    }
    return Optional.empty();
  }

  /** What this text tells. */
  public static FileFacts in(String text, Quote quote) {
    Matcher matcher = FACTS.matcher(text);
    return matcher.find()
        ? new FileFacts(Integer.parseInt(matcher.group(1), 8), matcher.group(2), false, quote)
        : new FileFacts(-1, "", text.contains("No such file"), quote);
  }

  /** The bits of everybody else; 0 when not told. */
  public int forOthers() {
    return mode < 0 ? 0 : mode & 07;
  }
}
