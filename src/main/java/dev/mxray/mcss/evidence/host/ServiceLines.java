package dev.mxray.mcss.evidence.host;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.host.Services.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines in which service managers tell what runs. */
final class ServiceLines {
  /** {@code dovecot.service loaded active running …}, a dot or bullet before it or not. */
  private static final Pattern UNIT =
      Pattern.compile(
          "^[\\s●*○×]*([\\w@.\\\\-]+)\\.service\\s+(loaded|masked|not-found|error|bad-setting)\\s+"
              + "(active|inactive|failed|activating|deactivating|reloading)\\b.*");

  /** {@code dovecot.service enabled enabled} of {@code systemctl list-unit-files}. */
  private static final Pattern UNIT_FILE =
      Pattern.compile(
          "^\\s*([\\w@.\\\\-]+)\\.service\\s+"
              + "(enabled|enabled-runtime|disabled|masked|static|indirect|generated|alias)\\b.*");

  /** {@code [ + ] dovecot} of {@code service --status-all}. */
  private static final Pattern INIT = Pattern.compile("^\\s*\\[ ([+?-]) ]\\s+([\\w@.-]+)\\s*$");

  /** The head of {@code systemctl status}: {@code ● opendkim.service - OpenDKIM Milter}. */
  private static final Pattern HEAD =
      Pattern.compile("^[\\s●*○×]*([\\w@.\\\\-]+)\\.service(?:\\s+-\\s.*)?\\s*$");

  private static final Pattern ACTIVE = Pattern.compile("^\\s*Active:\\s+(\\w+)\\b.*");
  private static final Pattern LOADED =
      Pattern.compile("^\\s*Loaded:\\s+\\w+ \\([^;)]*;\\s*([\\w-]+).*");

  /** {@code ActiveState=active} and {@code UnitFileState=enabled} of {@code systemctl show}. */
  private static final Pattern SHOWN =
      Pattern.compile("^\\s*(Id|ActiveState|UnitFileState)=([\\w@.\\\\-]+)\\s*$");

  /** {@code dovecot: active}, {@code dovecot running}, {@code dovecot: not running enabled}. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "^\\s*([\\w@.-]+?)(?:\\.service)?\\s*[:=]\\s*"
              + "(active|running|inactive|stopped|not running|failed|unknown)\\b[ ,;()]*"
              + "(enabled|disabled|masked|static)?.*",
          Pattern.CASE_INSENSITIVE);

  /** {@code process: dovecot pid=…} among processes, and {@code unit: dovecot} before its state. */
  private static final Pattern PROCESS = Pattern.compile("^process: (\\S+) .*");

  private static final Pattern SUBJECT = Pattern.compile("^unit: (\\S+)\\s*$");

  private static final Pattern COMMAND =
      Pattern.compile("(?i)^# *(?:Comando|Command|From): .*(list-units|status-all|ps ).*");

  private final EvidenceFile file;
  private final List<State> states = new ArrayList<>();
  private @Nullable String subject;

  private ServiceLines(EvidenceFile file) {
    this.file = file;
  }

  static List<State> read(EvidenceFile file) {
    ServiceLines reader = new ServiceLines(file);
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1);
      if (!text.startsWith("#")) {
        reader.take(text, line);
      }
    }
    return reader.states;
  }

  private void take(String text, int line) {
    Matcher unit = UNIT.matcher(text);
    if (unit.matches()) {
      add(unit.group(1), active(unit.group(3)), null, line);
      return;
    }
    Matcher unitFile = UNIT_FILE.matcher(text);
    if (unitFile.matches()) {
      add(unitFile.group(1), null, enabled(unitFile.group(2)), line);
      return;
    }
    Matcher init = INIT.matcher(text);
    if (init.matches()) {
      add(init.group(2), init.group(1).equals("?") ? null : init.group(1).equals("+"), null, line);
      return;
    }
    Matcher plain = PLAIN.matcher(text);
    if (plain.matches()
        && !plain.group(1).matches("(?i)Active|Loaded|\\w+State|running|unit|process")) {
      add(plain.group(1), active(plain.group(2)), enabled(plain.group(3)), line);
      return;
    }
    state(text, line);
  }

  /** The lines of {@code systemctl status} and {@code show}, which name their service once. */
  private void state(String text, int line) {
    Matcher process = PROCESS.matcher(text);
    if (process.matches()) {
      add(process.group(1), true, null, line);
      return;
    }
    Matcher named = SUBJECT.matcher(text);
    if (named.matches()) {
      subject = named.group(1).replaceFirst("\\.service$", "");
      return;
    }
    Matcher head = HEAD.matcher(text);
    if (head.matches()) {
      subject = head.group(1);
      return;
    }
    Matcher shown = SHOWN.matcher(text);
    if (shown.matches()) {
      switch (shown.group(1)) {
        case "Id" -> subject = shown.group(2).replaceFirst("\\.service$", "");
        case "ActiveState" -> add(subject, active(shown.group(2)), null, line);
        default -> add(subject, null, enabled(shown.group(2)), line);
      }
      return;
    }
    Matcher active = ACTIVE.matcher(text);
    if (active.matches()) {
      add(subject, active(active.group(1)), null, line);
    }
    Matcher loaded = LOADED.matcher(text);
    if (loaded.matches()) {
      add(subject, null, enabled(loaded.group(1)), line);
    }
  }

  private void add(
      @Nullable String name, @Nullable Boolean running, @Nullable Boolean enabled, int line) {
    if (name != null) {
      states.add(new State(name, running, enabled, file.quote(line)));
    }
  }

  private static @Nullable Boolean active(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "active", "running", "reloading" -> true;
      case "unknown" -> null;
      default -> false;
    };
  }

  private static @Nullable Boolean enabled(@Nullable String word) {
    if (word == null) {
      return null;
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "enabled", "enabled-runtime", "generated", "alias" -> true;
      case "disabled", "masked" -> false;
      // A static unit is started by another one.
      default -> null;
    };
  }

  /** Whether this is a whole list of running services, in which one of these would be seen. */
  static boolean wouldShow(EvidenceFile file, Set<String> names) {
    if (file.truncated()) {
      return false;
    }
    boolean listed = false;
    for (String text : file.lines()) {
      if (text.contains("not been booted with systemd") || text.contains("Failed to ")) {
        return false;
      }
      if (text.equals("## processes") || text.startsWith("running: ")) {
        return true;
      }
      if (COMMAND.matcher(text).matches()) {
        int filter = text.indexOf("grep");
        String lower = text.toLowerCase(Locale.ROOT);
        listed = filter < 0 || names.stream().anyMatch(name -> filtered(lower, filter, name));
      }
    }
    return listed;
  }

  /** The filter is a list of parts of names: {@code cyrus} lets {@code cyrus-imapd} through. */
  private static boolean filtered(String command, int filter, String name) {
    for (String part : command.substring(filter).split("[^a-z0-9@.-]+")) {
      if (part.length() > 2 && name.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
