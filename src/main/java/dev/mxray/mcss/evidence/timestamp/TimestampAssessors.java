package dev.mxray.mcss.evidence.timestamp;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.postfix.Judgement;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The controls on services and the age of their configuration. */
public final class TimestampAssessors {
  private TimestampAssessors() {}

  /** By the id of the control. */
  public static Map<String, Assessor> all() {
    return Map.of(
        "TIMESTAMP-001", evidence -> newer(evidence, file -> !file.isCertificate()),
        "TIMESTAMP-002", ActiveAndFiles::of,
        "TIMESTAMP-003", evidence -> newer(evidence, file -> true));
  }

  private static HostVerdict newer(Evidence evidence, Predicate<ServiceTimes.Changed> counted) {
    Optional<EvidenceFile> file = evidence.file(ServiceTimes.FILE);
    if (file.isEmpty()) {
      return HostVerdict.missing(ServiceTimes.FILE);
    }
    List<ServiceTimes.Section> sections = ServiceTimes.of(file.get());
    return sections.stream()
        .map(section -> one(section, counted))
        .reduce(Judgement::worse)
        .orElseGet(
            () -> HostVerdict.notAssessed(Sentence.of("timestamp.no-service", ServiceTimes.FILE)));
  }

  private static HostVerdict one(
      ServiceTimes.Section section, Predicate<ServiceTimes.Changed> counted) {
    String name = section.name().charAt(0) + section.name().substring(1).toLowerCase(Locale.ROOT);
    Long began = section.began();
    if (began == null) {
      return HostVerdict.notAssessed(
          Sentence.of("timestamp.start-untold", section.quote().place(), name));
    }
    List<ServiceTimes.Changed> files = section.files().stream().filter(counted).toList();
    for (ServiceTimes.Changed file : files) {
      if (file.at() > began) {
        // A reload that leaves all processes in place shows nowhere.
        return HostVerdict.fail(
                file.quote(),
                file.path().isEmpty()
                    ? Sentence.of("timestamp.older-than-newest-file", name)
                    : Sentence.of("timestamp.older-than-file", name, file.path()))
            .indicative();
      }
    }
    return files.isEmpty()
        ? HostVerdict.notAssessed(Sentence.of("timestamp.no-file", section.quote().place(), name))
        : HostVerdict.pass(section.quote(), Sentence.of("timestamp.newer"));
  }
}
