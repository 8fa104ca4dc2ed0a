package dev.mxray.mcss.evidence.fail2ban;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The jails of a host and their settings: as Fail2ban resolves them where that was collected, else
 * from its files in the order in which it reads them (jail.conf, jail.d/*.conf, jail.local,
 * jail.d/*.local), the section DEFAULT below each of the others.
 */
final class Jails {
  static final String LOCAL = "fail2ban/config_files/jail.local";
  static final String STATUS = "fail2ban/config_active/status.txt";
  private static final String FOLDER = "fail2ban/config_files/";
  private static final String RESOLVED = "fail2ban/config_active/settings.txt";

  private static final Pattern SET =
      Pattern.compile("^\\['set', '([^']+)', '([\\w.]+)', '?(.*?)'?(?:, '\\w+')?\\]\\s*$");
  private static final Pattern ADD = Pattern.compile("^\\['(?:add|start)', '([^']+)'.*");
  private static final Pattern REFERENCE = Pattern.compile("%\\((\\w+)\\)s");
  private static final Pattern LIST = Pattern.compile(".*Jail list:\\s*(.*)$");

  /** Fail2ban gives up on references that go in a circle. */
  private static final int DEEPEST = 10;

  private final Map<String, Map<String, Setting>> sections = new LinkedHashMap<>();
  private final TreeSet<String> enabled = new TreeSet<>();
  private Optional<Quote> list = Optional.empty();
  private boolean told;

  private Jails() {}

  /** Nothing when neither the files nor the state were collected. */
  static Optional<Jails> of(Evidence evidence) {
    Jails jails = new Jails();
    evidence.file(RESOLVED).ifPresent(jails::resolved);
    if (jails.sections.isEmpty()) {
      files(evidence).forEach(jails::merge);
    }
    evidence.file(STATUS).ifPresent(jails::state);
    if (jails.enabled.isEmpty() && jails.list.isEmpty()) {
      jails.switchedOn();
    }
    return jails.told ? Optional.of(jails) : Optional.empty();
  }

  private static List<EvidenceFile> files(Evidence evidence) {
    List<EvidenceFile> ordered = new ArrayList<>();
    evidence.file(FOLDER + "jail.conf").ifPresent(ordered::add);
    List<EvidenceFile> single = evidence.under(FOLDER).stream().filter(Jails::ofJails).toList();
    single.stream().filter(file -> file.path().endsWith(".conf")).forEach(ordered::add);
    evidence.file(LOCAL).ifPresent(ordered::add);
    single.stream().filter(file -> file.path().endsWith(".local")).forEach(ordered::add);
    return ordered;
  }

  /** The original collector lays the files of jail.d beside filters, which have a definition. */
  private static boolean ofJails(EvidenceFile file) {
    String name = file.path().substring(FOLDER.length());
    if (name.startsWith("jail.d/")) {
      return true;
    }
    return !name.contains("/")
        && !name.matches("(jail|fail2ban)\\.(conf|local)")
        && !Ini.read(file).containsKey("Definition");
  }

  private void merge(EvidenceFile file) {
    told = true;
    Ini.read(file)
        .forEach(
            (name, settings) ->
                sections.computeIfAbsent(name, key -> new LinkedHashMap<>()).putAll(settings));
  }

  private void resolved(EvidenceFile file) {
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1);
      Matcher set = SET.matcher(text);
      Matcher add = ADD.matcher(text);
      if (set.matches()) {
        told = true;
        sections
            .computeIfAbsent(set.group(1), key -> new LinkedHashMap<>())
            .put(set.group(2), Setting.set(set.group(2), set.group(3), file.quote(line)));
      } else if (add.matches()) {
        enabled.add(add.group(1));
      }
    }
  }

  private void state(EvidenceFile file) {
    for (int line = 1; line <= file.lines().size(); line++) {
      Matcher matcher = LIST.matcher(file.lines().get(line - 1));
      if (matcher.matches()) {
        told = true;
        list = Optional.of(file.quote(line));
        enabled.clear();
        for (String name : matcher.group(1).split("[\\s,]+")) {
          if (!name.isEmpty()) {
            enabled.add(name);
          }
        }
      }
    }
  }

  private void switchedOn() {
    boolean all = on("DEFAULT");
    sections.keySet().stream()
        .filter(name -> !name.equals("DEFAULT") && !name.equals("INCLUDES"))
        .filter(name -> all ? !off(name) : on(name))
        .forEach(enabled::add);
  }

  private boolean on(String section) {
    return own(section, "enabled").map(Setting::on).orElse(false);
  }

  private boolean off(String section) {
    return own(section, "enabled").map(setting -> !setting.on()).orElse(false);
  }

  private Optional<Setting> own(String section, String name) {
    return Optional.ofNullable(sections.getOrDefault(section, Map.of()).get(name));
  }

  /** The names of the jails that are on. */
  List<String> enabled() {
    return List.copyOf(enabled);
  }

  /** The line with the list of jails that run. */
  Optional<Quote> list() {
    return list;
  }

  /** A setting of a jail, its own or by default, with references to others resolved. */
  Optional<Setting> setting(String jail, String name) {
    return own(jail, name)
        .or(() -> own("DEFAULT", name))
        .map(
            setting ->
                Setting.set(name, expanded(jail, setting.value(), DEEPEST), setting.quote()));
  }

  private String expanded(String jail, String value, int depth) {
    if (depth == 0 || value.length() > 10_000) {
      return value;
    }
    return REFERENCE
        .matcher(value)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    own(jail, found.group(1))
                        .or(() -> own("DEFAULT", found.group(1)))
                        .map(setting -> expanded(jail, setting.value(), depth - 1))
                        .orElse("")));
  }
}
