package dev.mxray.mcss.evidence.exim;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.MailServer;
import dev.mxray.mcss.evidence.host.RunningProcesses;
import dev.mxray.mcss.evidence.host.Services;
import dev.mxray.text.Sentence;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How Exim is at the moment of collecting: its queue, its daemon, its own complaints. */
final class EximState {
  private static final String QUEUE = "exim/queue_status.txt";
  private static final String TEST = "exim/config_test.txt";
  private static final String VERSION = "exim/version.txt";
  private static final long SHORT_QUEUE = 100;
  private static final long LONG_QUEUE = 1_000;
  private static final long MANY_FROZEN = 20;

  /** {@code 25m 2.9K 0t5C6f-0000c8-00 <sender> *** frozen ***}. */
  private static final Pattern MESSAGE =
      Pattern.compile(
          "\\s*[0-9]+[smhdwy]\\s+\\S+\\s+[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4}\\b.*");

  private EximState() {}

  /** EXIM-016. */
  static HostVerdict queue(Evidence evidence) {
    Optional<HostVerdict> absent = MailServer.EXIM.absent(evidence);
    Optional<EvidenceFile> found = evidence.file(QUEUE);
    if (absent.isPresent() || found.isEmpty()) {
      return absent.orElseGet(() -> HostVerdict.missing(QUEUE));
    }
    EvidenceFile file = found.get();
    long messages = 0;
    long frozen = 0;
    int firstFrozen = 0;
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1);
      if (text.startsWith("exim: ")
          || text.contains("Failed to")
          || text.contains("permission denied")) {
        return HostVerdict.notAssessed(
            Sentence.of("exim.queue-not-listed", file.quote(line).place()));
      }
      if (MESSAGE.matcher(text).matches()) {
        messages++;
        if (text.contains("*** frozen ***")) {
          frozen++;
          firstFrozen = firstFrozen == 0 ? line : firstFrozen;
        }
      }
    }
    Sentence reason = Sentence.of("exim.queue", messages, frozen);
    Quote quote = firstFrozen == 0 ? file.quote() : file.quote(firstFrozen);
    if (messages > LONG_QUEUE) {
      return HostVerdict.fail(quote, reason);
    }
    return messages > SHORT_QUEUE || frozen > MANY_FROZEN || file.truncated()
        ? HostVerdict.partial(quote, reason)
        : HostVerdict.pass(quote, reason);
  }

  /** EXIM-017. */
  static HostVerdict running(Evidence evidence) {
    Optional<HostVerdict> absent = MailServer.EXIM.absent(evidence);
    if (absent.isPresent()) {
      return absent.get();
    }
    HostVerdict byList =
        Services.of(evidence, Services.LIST).runs("Exim", Set.of("exim4", "exim"), Services.LIST);
    return RunningProcesses.of(evidence).decide("Exim", Set.of("exim4", "exim"), "exim", byList);
  }

  /** EXIM-018; the original collector has {@code exim -bV} as the version. */
  static HostVerdict configuration(Evidence evidence) {
    Optional<HostVerdict> absent = MailServer.EXIM.absent(evidence);
    if (absent.isPresent()) {
      return absent.get();
    }
    for (String path : new String[] {TEST, VERSION}) {
      Optional<EvidenceFile> found = evidence.file(path);
      Quote read = null;
      for (int line = 1; line <= found.map(f -> f.lines().size()).orElse(0); line++) {
        EvidenceFile file = found.orElseThrow();
        String text = file.lines().get(line - 1);
        if (text.contains("configuration error")
            || text.contains("panic log")
            || text.contains("Exim panic")) {
          return HostVerdict.fail(file.quote(line), Sentence.of("exim.configuration-faulty"));
        }
        if (text.startsWith("Configuration file is")) {
          read = file.quote(line);
        }
      }
      if (read != null) {
        return HostVerdict.pass(read, Sentence.of("exim.configuration-read"));
      }
    }
    return evidence.file(TEST).isPresent()
        ? HostVerdict.notAssessed(Sentence.of("exim.configuration-untold", TEST))
        : HostVerdict.missing(TEST);
  }
}
