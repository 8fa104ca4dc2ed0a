package dev.mxray.mcss.evidence.dovecot;

import dev.mxray.mcss.evidence.EvidenceFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads the output of {@code doveconf} of 2.x: one setting, one opening or one closing brace on
 * each line. A file that is cut off, or has braces too many, gives what can be told from it.
 */
final class DoveconfReader {
  /** Dovecot's own deepest nesting is four; more is hostile. */
  private static final int MOST_LEVELS = 16;

  private static final Pattern COMPLAINT =
      Pattern.compile("(?i)^(doveconf|dovecot|config)[^:=]*: *(warning|error|fatal|panic)\\b.*");

  private final Deque<Open> open = new ArrayDeque<>();
  private final List<Integer> complaints = new ArrayList<>();

  private DoveconfReader() {}

  /**
   * @param root everything that is set
   * @param complaints the numbers of the lines in which doveconf warns or gives up
   */
  record Doveconf(DovecotBlock root, List<Integer> complaints) {
    Doveconf {
      complaints = List.copyOf(complaints);
    }
  }

  static Doveconf read(EvidenceFile file) {
    return new DoveconfReader().run(file.lines());
  }

  private Doveconf run(List<String> lines) {
    open.push(new Open("", "", 0));
    for (int line = 1; line <= lines.size(); line++) {
      take(lines.get(line - 1).strip(), line);
    }
    while (open.size() > 1) {
      close();
    }
    return new Doveconf(open.pop().closed(), complaints);
  }

  private void take(String text, int line) {
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    if (COMPLAINT.matcher(text).matches()) {
      complaints.add(line);
    } else if (text.equals("}")) {
      if (open.size() > 1) {
        close();
      }
    } else if (text.endsWith("{") && !isSetting(text)) {
      if (open.size() <= MOST_LEVELS) {
        open.push(opened(text.substring(0, text.length() - 1).strip(), line));
      }
    } else {
      int equals = text.indexOf('=');
      if (equals > 0) {
        String name = text.substring(0, equals).strip();
        String value = unquoted(text.substring(equals + 1).strip());
        open.getFirst().settings.add(new DovecotSetting(name, value, line));
      }
    }
  }

  /** A greeting may end with a brace, and is a setting all the same. */
  private static boolean isSetting(String text) {
    int equals = text.indexOf('=');
    return equals > 0 && text.substring(0, equals).strip().indexOf(' ') < 0;
  }

  private static Open opened(String head, int line) {
    int space = head.indexOf(' ');
    return space < 0
        ? new Open(head, "", line)
        : new Open(
            head.substring(0, space).toLowerCase(Locale.ROOT),
            unquoted(head.substring(space + 1).strip()),
            line);
  }

  private void close() {
    DovecotBlock block = open.pop().closed();
    open.getFirst().blocks.add(block);
  }

  private static String unquoted(String text) {
    return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
        : text;
  }

  /** A block whose closing brace is still to come. */
  private static final class Open {
    private final String type;
    private final String name;
    private final int line;
    private final List<DovecotSetting> settings = new ArrayList<>();
    private final List<DovecotBlock> blocks = new ArrayList<>();

    private Open(String type, String name, int line) {
      this.type = type;
      this.name = name;
      this.line = line;
    }

    private DovecotBlock closed() {
      return new DovecotBlock(type, name, line, settings, blocks);
    }
  }
}
