package dev.mxray.mcss.evidence.cyrus;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.mcss.evidence.host.Version;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The options of Cyrus IMAP: imapd.conf with what it includes, then the output of {@code cyr_info
 * conf-all}, which tells defaults as well, then the known defaults of the installed version.
 */
final class ImapdConf {
  static final String FILE = "cyrus/config_files/imapd.conf";
  private static final String FOLDER = "cyrus/config_files/";
  private static final String ALL = "cyrus/config_active/conf_all.txt";

  /** Cyrus gives up at fewer. */
  private static final int MOST_INCLUDES = 16;

  /** As {@code cyr_info conf-all} of 3.6.1 prints them for an empty imapd.conf. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("admins", ""),
          Map.entry("allowplaintext", "no"),
          Map.entry("lmtp_downcase_rcpt", "yes"),
          Map.entry("quotawarn", "90"),
          Map.entry("quotawarnkb", "0"),
          Map.entry("quotawarnmsg", "0"),
          Map.entry("servername", ""),
          Map.entry("serverinfo", "on"),
          Map.entry("syslog_facility", ""),
          Map.entry("tls_server_cert", ""),
          Map.entry("tls_server_key", ""),
          Map.entry("tls_versions", "tls1_0 tls1_1 tls1_2 tls1_3"),
          Map.entry("virtdomains", "off"));

  private final EvidenceFile file;
  private final List<Setting> options;
  private final List<Setting> told;
  private final Optional<Version> version;
  private final boolean whole;

  private ImapdConf(
      EvidenceFile file,
      List<Setting> options,
      List<Setting> told,
      Optional<Version> version,
      boolean whole) {
    this.file = file;
    this.options = options;
    this.told = told;
    this.version = version;
    this.whole = whole;
  }

  static Optional<ImapdConf> of(Evidence evidence) {
    Optional<EvidenceFile> file = evidence.file(FILE);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    List<Setting> options = new ArrayList<>();
    List<EvidenceFile> seen = new ArrayList<>();
    boolean whole = read(evidence, file.get(), options, seen);
    List<Setting> told = evidence.file(ALL).map(ImapdConf::lines).orElse(List.of());
    return Optional.of(
        new ImapdConf(
            file.get(),
            List.copyOf(options),
            told,
            evidence.file("cyrus/version.txt").flatMap(Version::first),
            whole));
  }

  /** False when something of it is not in the evidence. */
  private static boolean read(
      Evidence evidence, EvidenceFile file, List<Setting> into, List<EvidenceFile> seen) {
    if (seen.contains(file) || seen.size() >= MOST_INCLUDES) {
      return seen.contains(file);
    }
    seen.add(file);
    boolean whole = !file.truncated();
    for (Setting option : lines(file)) {
      if (!option.name().equals("@include")) {
        into.add(option);
        continue;
      }
      String name = option.value().substring(option.value().lastIndexOf('/') + 1);
      Optional<EvidenceFile> included = evidence.file(FOLDER + name);
      whole &= included.isPresent() && read(evidence, included.get(), into, seen);
    }
    return whole;
  }

  /** {@code name: value}, a line that ends with a backslash goes on in the next one. */
  static List<Setting> lines(EvidenceFile file) {
    List<Setting> options = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int first = 0;
    for (int line = 1; line <= file.lines().size(); line++) {
      String part = file.lines().get(line - 1).strip();
      first = text.isEmpty() ? line : first;
      if (part.endsWith("\\")) {
        text.append(part, 0, part.length() - 1).append(' ');
        continue;
      }
      String whole = text.append(part).toString();
      text.setLength(0);
      int colon = whole.indexOf(':');
      if (!whole.startsWith("#") && colon > 0) {
        options.add(
            Setting.set(
                whole.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                whole.substring(colon + 1).strip(),
                file.quote(first)));
      }
    }
    return options;
  }

  /** The first of these names that is set, else the default of the first with a known default. */
  Optional<Setting> value(String... names) {
    for (String name : names) {
      Optional<Setting> set =
          options.stream().filter(option -> option.name().equals(name)).findFirst();
      if (set.isPresent()) {
        return set;
      }
    }
    for (String name : names) {
      Optional<Setting> full = told.stream().filter(one -> one.name().equals(name)).findFirst();
      if (full.isPresent()) {
        return full;
      }
    }
    return whole ? byDefault(names) : Optional.empty();
  }

  private Optional<Setting> byDefault(String... names) {
    if (version.isEmpty() || version.get().major() != 3 || version.get().minor() != 6) {
      return Optional.empty();
    }
    for (String name : names) {
      String value = DEFAULTS.get(name);
      if (value != null) {
        return Optional.of(
            new Setting(
                name, value, version.get().quote(), "Cyrus IMAP " + version.get().number()));
      }
    }
    return Optional.empty();
  }

  /** Options of one service of cyrus.conf alone: {@code imap_allowplaintext}. */
  List<Setting> ofServices(String name) {
    return options.stream().filter(option -> option.name().endsWith("_" + name)).toList();
  }

  EvidenceFile file() {
    return file;
  }

  Sentence release() {
    return version
        .map(known -> Sentence.verbatim("Cyrus IMAP " + known.number()))
        .orElse(Sentence.of("cyrus.unknown-version"));
  }
}
