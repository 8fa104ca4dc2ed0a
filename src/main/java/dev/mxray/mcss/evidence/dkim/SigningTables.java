package dev.mxray.mcss.evidence.dkim;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.mcss.evidence.host.WordConfig;
import dev.mxray.mcss.evidence.postfix.PostfixConfig;
import dev.mxray.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** OpenDKIM's tables: which senders are signed for, and with which key. */
final class SigningTables {
  private static final Pattern ROW = Pattern.compile("^(\\S+)\\s+(\\S+)\\s*$");
  private static final Pattern KEY = Pattern.compile("^([^:\\s]+):([^:\\s]+):(/\\S+)$");
  private static final Pattern SENDER =
      Pattern.compile("\\*|[^/:\\s]*@?[\\w*-]*(\\.[\\w-]+)+|[^/:\\s]*@\\*");
  private static final Pattern DOMAIN =
      Pattern.compile("(?i)[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})+");

  private final Map<String, Quote> senders = new LinkedHashMap<>();
  private final Map<String, Quote> names = new LinkedHashMap<>();
  private final Map<String, Quote> keys = new LinkedHashMap<>();
  private final List<String> keyFiles = new ArrayList<>();
  private boolean files;

  private SigningTables() {}

  /** Nothing when the evidence tells of no table and no single domain. */
  private static Optional<SigningTables> of(Evidence evidence) {
    SigningTables tables = new SigningTables();
    Optional<EvidenceFile> collected = evidence.file(SigningKeys.FILE);
    collected.ifPresent(tables::rows);
    evidence.under("dkim/config_files/").stream()
        .filter(file -> !file.path().endsWith(".conf"))
        .forEach(tables::rows);
    Stream.of(Signers.CONFIG, SigningKeys.FILE)
        .flatMap(path -> evidence.file(path).stream())
        .map(WordConfig::of)
        .forEach(tables::single);
    return tables.senders.isEmpty() && tables.keys.isEmpty()
        ? Optional.empty()
        : Optional.of(tables);
  }

  private void rows(EvidenceFile file) {
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1).strip();
      if (text.startsWith("key_file: ")) {
        files = true;
        keyFiles.add(text.substring(10).split(" ")[0]);
      }
      Matcher row = ROW.matcher(text);
      if (text.startsWith("#") || !row.matches()) {
        continue;
      }
      Quote quote = file.quote(line);
      if (KEY.matcher(row.group(2)).matches()) {
        keys.putIfAbsent(row.group(1), quote);
      } else if (SENDER.matcher(row.group(1)).matches()) {
        String domain = row.group(1).substring(row.group(1).lastIndexOf('@') + 1);
        senders.putIfAbsent(domain.toLowerCase(Locale.ROOT), quote);
        names.putIfAbsent(row.group(2), quote);
      }
    }
  }

  /** {@code Domain}, {@code Selector} and {@code KeyFile}, where there is one key for all. */
  private void single(WordConfig config) {
    Optional<Setting> domain = config.value("Domain");
    if (domain.isPresent() && config.value("KeyFile").isPresent()) {
      for (String one : domain.get().value().split("[\\s,]+")) {
        senders.putIfAbsent(one.toLowerCase(Locale.ROOT), domain.get().quote());
      }
      config.value("Selector").ifPresent(set -> keys.putIfAbsent(" single", set.quote()));
    }
  }

  private boolean signs(String domain) {
    return senders.containsKey(domain)
        || senders.containsKey("*")
        || senders.keySet().stream()
            .anyMatch(
                sender ->
                    sender.matches("[*]?[.].+")
                        && domain.endsWith(sender.substring(sender.indexOf('.'))));
  }

  static HostVerdict domains(Evidence evidence) {
    Optional<SigningTables> tables = of(evidence);
    if (tables.isEmpty()) {
      return untold(evidence);
    }
    TreeSet<String> hosted = new TreeSet<>();
    List<String> maps = new ArrayList<>();
    hosted(evidence, hosted, maps);
    List<String> unsigned = hosted.stream().filter(one -> !tables.get().signs(one)).toList();
    Quote quote =
        tables.get().senders.values().stream()
            .findFirst()
            .orElseGet(() -> new Quote(SigningKeys.FILE, 0, ""));
    if (tables.get().senders.containsKey("*")) {
      return HostVerdict.pass(quote, Sentence.of("dkim-host.every-domain"));
    }
    if (!unsigned.isEmpty()) {
      Sentence reason = Sentence.of("dkim-host.unsigned", String.join(", ", unsigned));
      return unsigned.size() == hosted.size()
          ? HostVerdict.fail(quote, reason)
          : HostVerdict.partial(quote, reason);
    }
    if (hosted.isEmpty()) {
      return HostVerdict.notAssessed(
          maps.isEmpty()
              ? Sentence.of("dkim-host.hosted-not-told", PostfixConfig.ACTIVE)
              : Sentence.of("dkim-host.hosted-elsewhere", PostfixConfig.ACTIVE, maps.get(0)));
    }
    HostVerdict pass =
        HostVerdict.pass(quote, Sentence.of("dkim-host.signed", String.join(", ", hosted)));
    return maps.isEmpty() ? pass : pass.indicative();
  }

  private static void hosted(Evidence evidence, Set<String> hosted, List<String> maps) {
    Optional<PostfixConfig> config = PostfixConfig.of(evidence);
    for (String name :
        List.of("mydestination", "virtual_mailbox_domains", "virtual_alias_domains")) {
      config
          .flatMap(one -> one.setting(name))
          .ifPresent(
              set -> {
                for (String word : set.value().split("[\\s,]+")) {
                  String lower = word.toLowerCase(Locale.ROOT);
                  if (word.contains(":") || word.contains("/")) {
                    maps.add(word);
                  } else if (DOMAIN.matcher(word).matches() && !lower.endsWith("localdomain")) {
                    hosted.add(lower);
                  }
                }
              });
    }
    // Mail is sent in the name of a domain, seldom in that of the host itself.
    config
        .flatMap(one -> one.setting("myhostname"))
        .filter(name -> hosted.size() > 1)
        .ifPresent(name -> hosted.remove(name.value().toLowerCase(Locale.ROOT)));
    hosted.removeIf(name -> name.startsWith("localhost."));
  }

  private static HostVerdict untold(Evidence evidence) {
    if (Signers.rspamd(evidence).isPresent() || Signers.exim(evidence).isPresent()) {
      return HostVerdict.notAssessed(Sentence.of("dkim-host.signed-not-told", SigningKeys.FILE));
    }
    return evidence.file(SigningKeys.FILE).isEmpty()
        ? HostVerdict.missing(SigningKeys.FILE)
        : HostVerdict.notAssessed(Sentence.of("dkim-host.no-domain", SigningKeys.FILE));
  }

  static HostVerdict selectors(Evidence evidence) {
    Optional<SigningTables> tables = of(evidence);
    if (tables.isEmpty()) {
      return untold(evidence);
    }
    return tables.get().selectors();
  }

  private HostVerdict selectors() {
    for (Map.Entry<String, Quote> name : names.entrySet()) {
      if (!keys.containsKey(name.getKey()) && !name.getKey().contains("%")) {
        return HostVerdict.fail(
            name.getValue(), Sentence.of("dkim-host.key-not-in-table", name.getKey()));
      }
    }
    for (Quote row : keys.values()) {
      Matcher key = KEY.matcher(row.text().strip().replaceFirst("^\\S+\\s+", ""));
      if (files && key.matches() && !keyFiles.contains(key.group(3))) {
        return HostVerdict.fail(row, Sentence.of("dkim-host.key-file-gone"));
      }
    }
    return keys.values().stream()
        .findFirst()
        .map(quote -> HostVerdict.pass(quote, Sentence.of("dkim-host.selectors")).indicative())
        .orElseGet(
            () -> HostVerdict.notAssessed(Sentence.of("dkim-host.no-selector", SigningKeys.FILE)));
  }
}
