package dev.mxray.mcss.evidence.exim;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of Exim as it was collected: the options that {@code exim -bP} prints, and the
 * sections of the configuration file.
 */
public final class EximConfig {
  /** What {@code exim -bP} prints: every main option. */
  public static final String OPTIONS = "exim/config_active/exim_bP.txt";

  /** The configuration file, resolved by {@code exim -bP config} or as it lies on the disk. */
  public static final String FILE = "exim/config_active/exim4_expanded.txt";

  /** The access control lists alone. */
  public static final String ACLS = "exim/security/acl_summary.txt";

  private static final List<String> FILES =
      List.of(
          FILE,
          "exim/config_files/exim4.conf",
          "exim/config_files/exim.conf",
          "exim/config_files/exim4.conf.template",
          ACLS);

  private static final Pattern SETTING =
      Pattern.compile("(?:hide\\s+)?([a-z][a-z0-9_]*)(?:\\s*=\\s*(.*))?", Pattern.DOTALL);

  private static final Pattern LIST =
      Pattern.compile(
          "(?:hide\\s+)?(hostlist|domainlist|addresslist|localpartlist)(?:_cache)?\\s+([A-Za-z0-9_]+)\\s*=\\s*(.*)",
          Pattern.DOTALL);

  private final Map<String, EximOption> options = new LinkedHashMap<>();
  private final Map<String, EximOption> lists = new LinkedHashMap<>();
  private final Map<String, List<EximLine>> sections = new LinkedHashMap<>();
  private final Map<String, Acl> acls;
  private final @Nullable EvidenceFile file;
  private final boolean told;
  private boolean includes;
  private final Evidence evidence;

  private EximConfig(Evidence evidence) {
    this.evidence = evidence;
    this.file =
        FILES.stream()
            .flatMap(path -> evidence.file(path).stream())
            .filter(
                found -> found.lines().stream().anyMatch(line -> line.strip().startsWith("begin ")))
            .findFirst()
            .or(() -> evidence.file(ACLS))
            .orElse(null);
    if (file != null) {
      divide(Macros.resolved(EximLine.of(file)));
    }
    this.acls = AclReader.read(sections.getOrDefault("acl", List.of()));
    Optional<EvidenceFile> printed = evidence.file(OPTIONS);
    // Printed by Exim itself, defaults and all: believed before the file.
    printed.ifPresent(found -> EximLine.of(found).forEach(this::option));
    this.told = !options.isEmpty();
  }

  /** Empty when there is neither an output of {@code -bP} nor a configuration file. */
  public static Optional<EximConfig> of(Evidence evidence) {
    var config = new EximConfig(evidence);
    return config.told || !config.acls.isEmpty() ? Optional.of(config) : Optional.empty();
  }

  private void divide(List<EximLine> lines) {
    String section = "";
    for (EximLine line : lines) {
      if (line.text().startsWith(".include")) {
        includes = true;
      } else if (line.text().matches("(?:## )?begin\\s+[a-z_]+")) {
        section = line.text().substring(line.text().lastIndexOf(' ') + 1);
        sections.computeIfAbsent(section, ignored -> new ArrayList<>());
      } else if (section.isEmpty()) {
        main(line);
      } else {
        sections.computeIfAbsent(section, ignored -> new ArrayList<>()).add(line);
      }
    }
  }

  private void main(EximLine line) {
    Matcher list = LIST.matcher(line.text());
    if (list.matches()) {
      lists.put(list.group(2), new EximOption(list.group(2), list.group(3).strip(), line.quote()));
    } else {
      option(line);
    }
  }

  private void option(EximLine line) {
    Matcher matcher = SETTING.matcher(line.text());
    if (!matcher.matches()) {
      return;
    }
    String name = matcher.group(1);
    String value = matcher.group(2);
    if (value != null) {
      options.put(name, new EximOption(name, unquoted(value.strip()), line.quote()));
    } else if (name.startsWith("no_")) {
      options.put(name.substring(3), new EximOption(name.substring(3), "false", line.quote()));
    } else {
      options.put(name, new EximOption(name, "true", line.quote()));
    }
  }

  private static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  public Evidence evidence() {
    return evidence;
  }

  /** A main option; empty when it is not told. */
  public Optional<EximOption> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** True when every main option is told, those at their default too. */
  boolean hasAllOptions() {
    return evidence.file(OPTIONS).map(found -> !found.truncated()).orElse(false)
        && options.containsKey("acl_smtp_rcpt");
  }

  /** Said of a main option that no file tells. */
  HostVerdict untold(String option) {
    return HostVerdict.notAssessed(Sentence.of("exim.option-untold", option, OPTIONS));
  }

  /** A named list of hosts, domains or addresses. */
  Optional<EximOption> list(String name) {
    return Optional.ofNullable(lists.get(name));
  }

  Map<String, Acl> acls() {
    return acls;
  }

  /** The collected file with the sections; empty when there is none. */
  Optional<EvidenceFile> file() {
    return Optional.ofNullable(file);
  }

  /** True when the whole file is there, with nothing that it includes left out. */
  boolean hasWholeFile() {
    return file != null && !file.truncated() && !includes;
  }

  /** The access lists that SMTP sessions go through, with those that they call. */
  List<Acl> sessionAcls() {
    var found = new LinkedHashMap<String, Acl>();
    options.values().stream()
        .filter(option -> option.name().startsWith("acl_smtp_"))
        .forEach(option -> reach(option.value(), found));
    return List.copyOf(found.values());
  }

  /** The list that this option names, with those that it calls; none when it names none. */
  List<Acl> aclsOf(String option) {
    var found = new LinkedHashMap<String, Acl>();
    option(option).ifPresent(named -> reach(named.value(), found));
    return List.copyOf(found.values());
  }

  private void reach(String value, Map<String, Acl> found) {
    Acl acl = acls.get(value.strip());
    if (acl == null || found.putIfAbsent(acl.name(), acl) != null) {
      return;
    }
    for (Acl.Statement statement : acl.statements()) {
      statement.items().stream()
          .filter(item -> item.name().equals("acl"))
          .forEach(item -> reach(item.value(), found));
    }
  }

  /** The blocks {@code name:} with options in a section, such as transports. */
  public List<EximBlock> blocks(String section) {
    return EximBlock.of(sections.getOrDefault(section, List.of()));
  }

  /** The statements of these lists that have this condition. */
  static Stream<Acl.Statement> statementsWith(List<Acl> lists, String condition) {
    return lists.stream()
        .flatMap(list -> list.statements().stream())
        .filter(statement -> statement.has(condition));
  }
}
