package dev.mxray.mcss.evidence.dovecot;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What Dovecot writes down, and what it says of its own configuration. */
final class DovecotLogs {
  private static final String FAULTS = "dovecot/config_errors.txt";

  private DovecotLogs() {}

  static HostVerdict passwords(DovecotConfig config) {
    Optional<Setting> verbose = config.value("auth_verbose_passwords");
    Optional<Setting> debug = config.value("auth_debug_passwords");
    if (verbose.isEmpty() || debug.isEmpty()) {
      return DovecotAssessors.unknown(
          config, verbose.isEmpty() ? "auth_verbose_passwords" : "auth_debug_passwords");
    }
    if (debug.get().on()) {
      return debug.get().fail(Sentence.of("dovecot.debug-passwords-logged"));
    }
    String value = verbose.get().lower();
    if (value.startsWith("plain") || verbose.get().on()) {
      return verbose.get().fail(Sentence.of("dovecot.wrong-passwords-logged"));
    }
    if (value.startsWith("sha1")) {
      return value.contains(":")
          ? verbose.get().pass(Sentence.of("dovecot.short-hashes-logged"))
          : verbose.get().partial(Sentence.of("dovecot.whole-hashes-logged"));
    }
    return verbose.get().pass(Sentence.of("dovecot.no-passwords-logged"));
  }

  static HostVerdict path(DovecotConfig config) {
    Optional<Setting> path = config.value("log_path");
    if (path.isEmpty()) {
      return DovecotAssessors.unknown(config, "log_path");
    }
    if (path.get().value().isEmpty() || path.get().is("/dev/null")) {
      return path.get().fail(Sentence.of("dovecot.log-nowhere"));
    }
    Optional<Setting> info = config.value("info_log_path");
    if (info.isPresent() && info.get().is("/dev/null")) {
      return info.get().partial(Sentence.of("dovecot.logins-logged-nowhere"));
    }
    return path.get().pass(Sentence.of("dovecot.logs-to", path.get().value()));
  }

  static HostVerdict faults(Evidence evidence) {
    Optional<EvidenceFile> file = evidence.file(FAULTS);
    List<Quote> complaints =
        file.map(DovecotLogs::lines)
            .orElseGet(
                () -> DovecotConfig.of(evidence).map(DovecotConfig::complaints).orElse(List.of()));
    if (file.isEmpty() && DovecotConfig.of(evidence).isEmpty()) {
      return evidence
          .file(DovecotConfig.CHANGED)
          .map(DoveconfReader::read)
          .filter(read -> !read.complaints().isEmpty())
          .map(
              read ->
                  HostVerdict.fail(
                      evidence
                          .file(DovecotConfig.CHANGED)
                          .orElseThrow()
                          .quote(read.complaints().get(0)),
                      Sentence.of("dovecot.configuration-unreadable")))
          .orElseGet(() -> HostVerdict.missing(FAULTS));
    }
    return judged(
        complaints,
        file.map(EvidenceFile::quote)
            .orElseGet(() -> DovecotConfig.of(evidence).orElseThrow().quote()));
  }

  private static List<Quote> lines(EvidenceFile file) {
    return IntStream.rangeClosed(1, file.lines().size())
        .filter(line -> !file.lines().get(line - 1).isBlank())
        .filter(line -> !file.lines().get(line - 1).startsWith("#"))
        .filter(line -> !file.lines().get(line - 1).equals("exit_status: 0"))
        .mapToObj(file::quote)
        .toList();
  }

  private static HostVerdict judged(List<Quote> complaints, Quote whole) {
    for (Quote complaint : complaints) {
      String text = complaint.text().toLowerCase(Locale.ROOT);
      if (text.startsWith("exit_status:")
          || text.contains("fatal")
          || text.contains("error")
          || text.contains("panic")) {
        return HostVerdict.fail(complaint, Sentence.of("dovecot.configuration-error"));
      }
    }
    for (Quote complaint : complaints) {
      String text = complaint.text().toLowerCase(Locale.ROOT);
      if (text.contains("obsolete") || text.contains("deprecated") || text.contains("renamed")) {
        return HostVerdict.fail(complaint, Sentence.of("dovecot.obsolete-setting"));
      }
    }
    return complaints.isEmpty()
        ? HostVerdict.pass(whole, Sentence.of("dovecot.no-fault"))
        : HostVerdict.partial(complaints.get(0), Sentence.of("dovecot.warning-only"));
  }
}
