package dev.mxray.mcss.evidence.host;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.text.Sentence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a software is on the host, by what the collector says of it in its summary. That a folder
 * is not there shows nothing.
 */
public final class Presence {
  private static final List<String> LISTS = List.of("system/components.txt", "00_summary.txt");

  private Presence() {}

  /**
   * The line that says that this software is not there.
   *
   * @param name as the collector calls it: {@code dovecot}, {@code fail2ban}
   */
  public static Optional<Quote> absent(Evidence evidence, String name) {
    Pattern absent =
        Pattern.compile(
            "\\s*" + Pattern.quote(name) + "\\s*:\\s*(non installato|not installed|absent)\\b.*",
            Pattern.CASE_INSENSITIVE);
    for (String path : LISTS) {
      Optional<EvidenceFile> list = evidence.file(path);
      int lines = list.map(file -> file.lines().size()).orElse(0);
      for (int line = 1; line <= lines; line++) {
        String text = list.orElseThrow().lines().get(line - 1);
        if (absent.matcher(text).matches() || rules(text, name)) {
          return Optional.of(list.orElseThrow().quote(line));
        }
      }
    }
    return Optional.empty();
  }

  /** The line that says that this software is there. */
  public static Optional<Quote> present(Evidence evidence, String name) {
    Pattern present =
        Pattern.compile(
            "\\s*" + Pattern.quote(name) + "\\s*:\\s*(present|ok)\\b.*", Pattern.CASE_INSENSITIVE);
    for (String path : LISTS) {
      Optional<EvidenceFile> list = evidence.file(path);
      int lines = list.map(file -> file.lines().size()).orElse(0);
      for (int line = 1; line <= lines; line++) {
        if (present.matcher(list.orElseThrow().lines().get(line - 1)).matches()) {
          return Optional.of(list.orElseThrow().quote(line));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The original collector looks for Dovecot first, and for Cyrus only where there is none: finding
   * Cyrus, or nothing, shows that Dovecot is not there, but not the other way round.
   */
  private static boolean rules(String text, String name) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("mda rilevato:")) {
      return false;
    }
    String found = lower.substring(lower.indexOf(':') + 1).strip();
    return switch (name) {
      case "dovecot" -> found.equals("cyrus") || found.equals("nessuno");
      case "cyrus" -> found.equals("nessuno");
      default -> false;
    };
  }

  /** The same assessors, which say that their control is moot where the software is not there. */
  public static Map<String, Assessor> whereInstalled(
      String name, String title, Map<String, Assessor> assessors) {
    Map<String, Assessor> wrapped = new LinkedHashMap<>();
    assessors.forEach(
        (control, assessor) -> wrapped.put(control, unlessAbsent(name, title, assessor)));
    return wrapped;
  }

  private static Assessor unlessAbsent(String name, String title, Assessor assessor) {
    return evidence ->
        absent(evidence, name)
            .map(quote -> HostVerdict.notApplicable(quote, Sentence.of("host.not-on-host", title)))
            .orElseGet(() -> assessor.assess(evidence));
  }
}
