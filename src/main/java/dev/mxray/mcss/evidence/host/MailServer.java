package dev.mxray.mcss.evidence.host;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.text.Sentence;
import java.util.Locale;
import java.util.Optional;

/** A kind of mail transfer agent, and whether a host has it. */
public enum MailServer {
  POSTFIX("Postfix"),
  EXIM("Exim");

  private static final String COMPONENTS = "system/components.txt";
  private static final String SUMMARY = "00_summary.txt";
  private static final String FOUND = "MTA rilevato:";

  private final String title;

  MailServer(String title) {
    this.title = title;
  }

  /** As people call it. */
  public String title() {
    return title;
  }

  private String id() {
    return title.toLowerCase(Locale.ROOT);
  }

  /**
   * Not applicable, when the evidence shows that this one is not on the host: nothing of it was
   * collected, and the collector says that it is not there, or that it found another.
   */
  public Optional<HostVerdict> absent(Evidence evidence) {
    if (!evidence.under(id() + "/").isEmpty()) {
      return Optional.empty();
    }
    return evidence
        .file(COMPONENTS)
        .flatMap(this::byComponents)
        .or(() -> evidence.file(SUMMARY).flatMap(this::byWhatWasFound));
  }

  private Optional<HostVerdict> byComponents(EvidenceFile components) {
    for (int line = 1; line <= components.lines().size(); line++) {
      if (components.lines().get(line - 1).strip().equals(id() + ": absent")) {
        return Optional.of(
            HostVerdict.notApplicable(
                components.quote(line), Sentence.of("host.not-installed", title)));
      }
    }
    return Optional.empty();
  }

  /**
   * The original collector looks for Postfix first, and for Exim only where there is none: finding
   * Exim shows that Postfix is not there; finding Postfix only speaks for Exim's absence.
   */
  private Optional<HostVerdict> byWhatWasFound(EvidenceFile summary) {
    for (int line = 1; line <= summary.lines().size(); line++) {
      String text = summary.lines().get(line - 1);
      if (!text.startsWith(FOUND)) {
        continue;
      }
      String found = text.substring(FOUND.length()).strip().toLowerCase(Locale.ROOT);
      if (found.equals(id()) || found.isEmpty()) {
        return Optional.empty();
      }
      HostVerdict verdict =
          HostVerdict.notApplicable(
              summary.quote(line),
              found.equals("nessuno")
                  ? Sentence.of("host.neither-server")
                  : Sentence.of("host.other-server", title));
      return Optional.of(this == EXIM && found.equals("postfix") ? verdict.indicative() : verdict);
    }
    return Optional.empty();
  }
}
