package dev.mxray.mcss.evidence.dovecot;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.mcss.evidence.host.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Dovecot's configuration in effect, put together from the outputs of doveconf: what is set, then
 * what a full output says of the rest, then the known default of the installed version.
 */
final class DovecotConfig {
  static final String CHANGED = "dovecot/config_active/doveconf_n.txt";
  private static final String VERSION = "dovecot/version.txt";

  /** In the order in which they are believed. */
  private static final List<String> OUTPUTS =
      List.of(
          CHANGED,
          "dovecot/config_active/doveconf_N.txt",
          "dovecot/config_active/doveconf_a.txt",
          "dovecot/config_active/doveconf_P.txt",
          "dovecot/config_active/protocols.txt");

  /** Blocks whose settings hold for some connections only. */
  private static final Set<String> FILTERS =
      Set.of("protocol", "local", "local_name", "remote", "ssl_server");

  private final List<Output> outputs;
  private final Optional<Version> version;
  private final boolean whole;

  /** One output of doveconf. */
  private record Output(EvidenceFile file, DoveconfReader.Doveconf read) {}

  private DovecotConfig(List<Output> outputs, Optional<Version> version) {
    this.outputs = outputs;
    this.version = version;
    this.whole = outputs.stream().noneMatch(output -> output.file().truncated());
  }

  /** Nothing when the evidence holds no output of doveconf with a setting in it. */
  static Optional<DovecotConfig> of(Evidence evidence) {
    List<Output> outputs = new ArrayList<>();
    for (String path : OUTPUTS) {
      evidence
          .file(path)
          .map(file -> new Output(file, DoveconfReader.read(file)))
          .ifPresent(outputs::add);
    }
    boolean told =
        outputs.stream()
            .filter(output -> !output.file().path().endsWith("protocols.txt"))
            .anyMatch(output -> !output.read().root().settings().isEmpty());
    return told
        ? Optional.of(new DovecotConfig(List.copyOf(outputs), versionOf(evidence, outputs)))
        : Optional.empty();
  }

  private static Optional<Version> versionOf(Evidence evidence, List<Output> outputs) {
    Optional<Version> told = evidence.file(VERSION).flatMap(Version::first);
    return told.isPresent()
        ? told
        : outputs.stream().flatMap(output -> header(output.file()).stream()).findFirst();
  }

  /** {@code # 2.3.19.1 (9b53102964): /etc/dovecot/dovecot.conf}, doveconf's own first line. */
  private static Optional<Version> header(EvidenceFile file) {
    for (int line = 1; line <= Math.min(8, file.lines().size()); line++) {
      String text = file.lines().get(line - 1);
      if (text.matches("# \\d+\\.\\d+\\S* \\([0-9a-f]+\\):.*")) {
        return Version.in(text, file.quote(line));
      }
    }
    return Optional.empty();
  }

  Optional<Version> version() {
    return version;
  }

  /**
   * The first of these names that is set for all connections, or the default of the first one that
   * has a known default. A name with a slash stands within a block of that type.
   */
  Optional<Setting> value(String... names) {
    for (Output output : outputs) {
      for (String name : names) {
        Optional<Setting> found = within(output, name);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    // What is not in a file that was cut off may be in the rest of it.
    return whole ? byDefault(names) : Optional.empty();
  }

  private Optional<Setting> byDefault(String... names) {
    return version.flatMap(
        known ->
            Stream.of(names)
                .flatMap(
                    name ->
                        DovecotDefaults.of(known, name)
                            .map(
                                value ->
                                    new Setting(
                                        name, value, known.quote(), "Dovecot " + known.number()))
                            .stream())
                .findFirst());
  }

  private static Optional<Setting> within(Output output, String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return output.read().root().setting(name).map(setting -> set(output, setting));
    }
    return output
        .read()
        .root()
        .blocks(name.substring(0, slash))
        .flatMap(block -> block.setting(name.substring(slash + 1)).stream())
        .map(setting -> set(output, setting))
        .findFirst();
  }

  private static Setting set(Output output, DovecotSetting setting) {
    return Setting.set(setting.name(), setting.value(), output.file().quote(setting.line()));
  }

  /** Where some connections have another value of this: {@code protocol imap { ssl = yes }}. */
  List<Setting> exceptions(String name) {
    if (outputs.isEmpty()) {
      return List.of();
    }
    Output first = outputs.get(0);
    return first.read().root().all().stream()
        .filter(block -> FILTERS.contains(block.type()))
        .filter(block -> !(block.type().equals("remote") && Addresses.onlyLoopback(block.name())))
        .flatMap(block -> block.setting(name).stream())
        .map(setting -> set(first, setting))
        .toList();
  }

  /** The blocks of this type at the top, with the words that their file is quoted by. */
  List<Placed> blocks(String type) {
    for (Output output : outputs) {
      List<Placed> found =
          output.read().root().blocks(type).map(block -> new Placed(block, output.file())).toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /** A block, and the file that it stands in. */
  record Placed(DovecotBlock block, EvidenceFile file) {
    Quote quote(DovecotSetting setting) {
      return file.quote(setting.line());
    }

    Quote quote() {
      return file.quote(block.line());
    }
  }

  /**
   * A list of words, written {@code name = a b} or, from 2.4 on, {@code name { a = yes }}; nothing
   * when it is not told.
   */
  Optional<WordList> words(String name) {
    Optional<Setting> plain = value(name);
    Optional<WordList> block =
        blocks(name).stream()
            .findFirst()
            .map(placed -> new WordList(switchedOn(placed.block()), placed.quote(), false));
    if (block.isPresent() && plain.map(setting -> setting.defaultOf() != null).orElse(true)) {
      return block;
    }
    return plain.map(
        setting ->
            new WordList(split(setting.value()), setting.quote(), setting.defaultOf() != null));
  }

  private static List<String> switchedOn(DovecotBlock block) {
    return block.settings().stream()
        .filter(setting -> setting.value().equalsIgnoreCase("yes"))
        .map(DovecotSetting::name)
        .toList();
  }

  static List<String> split(String value) {
    return Stream.of(value.strip().split("[\\s,]+")).filter(word -> !word.isEmpty()).toList();
  }

  /** Words, and the line that sets them or the version whose default they are. */
  record WordList(List<String> words, Quote quote, boolean byDefault) {
    WordList {
      words = words.stream().map(word -> word.toLowerCase(java.util.Locale.ROOT)).toList();
    }

    boolean has(String word) {
      return words.contains(word);
    }
  }

  /** The lines in which doveconf warns or gives up, in the output of what is changed. */
  List<Quote> complaints() {
    return outputs.stream()
        .filter(output -> output.file().path().equals(CHANGED))
        .flatMap(output -> output.read().complaints().stream().map(output.file()::quote))
        .toList();
  }

  /** The file itself, for a decision that the absence of a line makes. */
  Quote quote() {
    return outputs.get(0).file().quote();
  }
}
