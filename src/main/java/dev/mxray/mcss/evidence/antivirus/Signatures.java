package dev.mxray.mcss.evidence.antivirus;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.text.Sentence;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How old ClamAV's signatures are, and how their renewal goes. The evidence's own date counts. */
final class Signatures {
  static final String FILE = "antivirus/clamav/database_info.txt";
  private static final String VERSION = "antivirus/clamav/version.txt";
  private static final Duration YOUNG = Duration.ofHours(24);

  private static final DateTimeFormatter BUILD = formatter("dd MMM yyyy HH:mm[:ss] xx");
  private static final Pattern BUILT =
      Pattern.compile(
          "^\\s*Build time:\\s*(\\d{1,2} \\w{3} \\d{4} \\d{2}[:-]\\d{2}(?::\\d{2})? [+-]\\d{4}).*");

  /** {@code ClamAV 1.4.3/27455/Fri Nov 20 08:35:12 2026}, in the local time of the host. */
  private static final Pattern TOLD =
      Pattern.compile(
          "^ClamAV \\S+/\\d+/\\w{3} (\\w{3}) +(\\d{1,2}) (\\d\\d:\\d\\d:\\d\\d) (\\d{4}).*");

  private Signatures() {}

  private static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ENGLISH);
  }

  private record Built(Instant at, Quote quote) {}

  static HostVerdict age(Evidence evidence) {
    Optional<Built> newest = newest(evidence);
    if (newest.isEmpty()) {
      return evidence
          .file(FILE)
          .map(file -> HostVerdict.notAssessed(Sentence.of("antivirus.signatures-not-told", FILE)))
          .orElseGet(() -> HostVerdict.missing(FILE));
    }
    Instant collected = evidence.collectedAt();
    if (collected == null) {
      return HostVerdict.notAssessed(Sentence.of("antivirus.collected-not-told"));
    }
    Duration age = Duration.between(newest.get().at(), collected);
    Sentence reason =
        age.toHours() < 48
            ? Sentence.count("antivirus.signatures-hours", age.toHours())
            : Sentence.of("antivirus.signatures-days", age.toDays());
    return age.compareTo(YOUNG) < 0
        ? HostVerdict.pass(newest.get().quote(), reason)
        : HostVerdict.fail(newest.get().quote(), reason);
  }

  private static Optional<Built> newest(Evidence evidence) {
    Built newest = null;
    for (String path : new String[] {FILE, VERSION}) {
      Optional<EvidenceFile> file = evidence.file(path);
      for (int line = 1; line <= file.map(one -> one.lines().size()).orElse(0); line++) {
        Instant at = time(file.orElseThrow().lines().get(line - 1));
        if (at != null && (newest == null || at.isAfter(newest.at()))) {
          newest = new Built(at, file.orElseThrow().quote(line));
        }
      }
    }
    return Optional.ofNullable(newest);
  }

  private static @Nullable Instant time(String line) {
    Matcher built = BUILT.matcher(line);
    Matcher told = TOLD.matcher(line);
    String text =
        built.matches()
            ? built.group(1)
            : told.matches()
                ? told.group(2)
                    + " "
                    + told.group(1)
                    + " "
                    + told.group(4)
                    + " "
                    + told.group(3)
                    + " +0000"
                : "";
    if (text.isEmpty()) {
      return null;
    }
    String padded = text.matches("\\d .*") ? "0" + text : text;
    try {
      return OffsetDateTime.parse(padded.replaceFirst("(\\d{2})-(\\d{2}) ", "$1:$2 "), BUILD)
          .toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  static HostVerdict renewals(Evidence evidence) {
    Optional<EvidenceFile> file = evidence.file(FILE);
    if (file.isEmpty()) {
      return HostVerdict.missing(FILE);
    }
    Quote fault = null;
    Quote good = null;
    for (int line = 1; line <= file.get().lines().size(); line++) {
      String text = file.get().lines().get(line - 1);
      String lower = text.toLowerCase(Locale.ROOT);
      if (text.startsWith("#") && !text.startsWith("##")) {
        continue;
      }
      if (lower.contains("error:")
          || lower.contains("can't download")
          || lower.contains("update failed")) {
        fault = file.get().quote(line);
      } else if (lower.contains("up-to-date")
          || lower.contains("up to date")
          || lower.contains("database updated")) {
        good = file.get().quote(line);
      }
    }
    if (fault == null) {
      return good == null
          ? HostVerdict.notAssessed(Sentence.of("antivirus.no-renewals", FILE))
          : HostVerdict.pass(good, Sentence.of("antivirus.renewed"));
    }
    return good != null && good.line() > fault.line()
        ? HostVerdict.partial(fault, Sentence.of("antivirus.renewed-again"))
        : HostVerdict.fail(fault, Sentence.of("antivirus.not-renewed"));
  }
}
