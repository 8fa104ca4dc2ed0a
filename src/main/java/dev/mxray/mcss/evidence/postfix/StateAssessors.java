package dev.mxray.mcss.evidence.postfix;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.MailServer;
import dev.mxray.mcss.evidence.host.RunningProcesses;
import dev.mxray.mcss.evidence.host.Services;
import dev.mxray.text.Sentence;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How Postfix is at the moment of collecting: its queue, its process, its own complaints. */
final class StateAssessors {
  static final String QUEUE = "postfix/queue_status.txt";
  static final String LINT = "postfix/config_lint.txt";
  private static final String PORTS = "system/listening_ports.txt";

  /** The last line of {@code postqueue -p}. */
  private static final Pattern TOTAL =
      Pattern.compile(
          "-- [0-9]+ [KMG]?bytes in ([0-9]{1,12}) Requests?\\.", Pattern.CASE_INSENSITIVE);

  private static final long SHORT_QUEUE = 100;
  private static final long LONG_QUEUE = 1_000;

  private StateAssessors() {}

  /** POSTFIX-015. */
  static HostVerdict queue(Evidence evidence) {
    Optional<HostVerdict> absent = MailServer.POSTFIX.absent(evidence);
    Optional<EvidenceFile> file = evidence.file(QUEUE);
    if (absent.isPresent() || file.isEmpty()) {
      return absent.orElseGet(() -> HostVerdict.missing(QUEUE));
    }
    for (int line = file.get().lines().size(); line >= 1; line--) {
      String text = file.get().lines().get(line - 1).strip();
      if (text.equals("Mail queue is empty")) {
        return HostVerdict.pass(file.get().quote(line), Sentence.of("postfix.queue-empty"));
      }
      Matcher total = TOTAL.matcher(text);
      if (total.matches()) {
        return byLength(file.get(), line, Long.parseLong(total.group(1)));
      }
    }
    return HostVerdict.notAssessed(Sentence.of("postfix.queue-untold", QUEUE));
  }

  private static HostVerdict byLength(EvidenceFile file, int line, long messages) {
    Sentence reason = Sentence.count("postfix.queue", messages);
    if (messages <= SHORT_QUEUE) {
      return HostVerdict.pass(file.quote(line), reason);
    }
    return messages <= LONG_QUEUE
        ? HostVerdict.partial(file.quote(line), reason)
        : HostVerdict.fail(file.quote(line), reason);
  }

  /** POSTFIX-016. */
  static HostVerdict running(Evidence evidence) {
    Optional<HostVerdict> absent = MailServer.POSTFIX.absent(evidence);
    if (absent.isPresent()) {
      return absent.get();
    }
    HostVerdict byList =
        Services.of(evidence, Services.LIST).runs("Postfix", Set.of("postfix"), Services.LIST);
    HostVerdict known =
        RunningProcesses.of(evidence).decide("Postfix", Set.of("master"), "postfix", byList);
    return known.quote() == null ? listening(evidence).orElse(known) : known;
  }

  /** The master process with a port of its own, where no list of services tells. */
  private static Optional<HostVerdict> listening(Evidence evidence) {
    Optional<EvidenceFile> ports = evidence.file(PORTS);
    for (int line = 1; line <= ports.map(p -> p.lines().size()).orElse(0); line++) {
      EvidenceFile file = ports.orElseThrow();
      String text = file.lines().get(line - 1);
      if (text.contains("(\"master\"") || text.matches(".*\\b[0-9]+/master\\b.*")) {
        return Optional.of(
            HostVerdict.pass(file.quote(line), Sentence.of("postfix.master-listens")).indicative());
      }
    }
    return Optional.empty();
  }

  /** POSTFIX-017. */
  static HostVerdict lint(Evidence evidence) {
    Optional<HostVerdict> absent = MailServer.POSTFIX.absent(evidence);
    if (absent.isPresent()) {
      return absent.get();
    }
    for (String path : new String[] {LINT, PostfixConfig.ACTIVE}) {
      Optional<EvidenceFile> file = evidence.file(path);
      for (int line = 1; line <= file.map(f -> f.lines().size()).orElse(0); line++) {
        if (complains(file.orElseThrow().lines().get(line - 1))) {
          return HostVerdict.fail(
              file.orElseThrow().quote(line), Sentence.of("postfix.lint-fault"));
        }
      }
    }
    return evidence
        .file(LINT)
        .map(StateAssessors::silent)
        .orElseGet(() -> HostVerdict.missing(LINT));
  }

  private static HostVerdict silent(EvidenceFile file) {
    boolean checked =
        file.lines().stream()
            .anyMatch(line -> line.startsWith("#") && line.contains("postfix check"));
    HostVerdict pass = HostVerdict.pass(file.quote(), Sentence.of("postfix.lint-silent"));
    return checked ? pass : pass.indicative();
  }

  private static boolean complains(String line) {
    return !line.startsWith("#")
        && (line.contains("warning:") || line.contains("error:") || line.contains("fatal:"))
        && line.matches("(?:/usr/sbin/)?post[a-z-]+(?:/[a-z-]+)?(?:\\[[0-9]+\\])?: .*");
  }
}
