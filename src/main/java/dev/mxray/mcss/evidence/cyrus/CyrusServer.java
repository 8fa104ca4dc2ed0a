package dev.mxray.mcss.evidence.cyrus;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.FileFacts;
import dev.mxray.mcss.evidence.host.Setting;
import dev.mxray.text.Sentence;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Cyrus tells of itself, and where it keeps mail. */
final class CyrusServer {
  private static final String PARTITIONS = "system/partitions_mail.txt";

  /** Where others may write, or where a clean-up empties. */
  private static final Pattern UNFIT =
      Pattern.compile("(/home|/root|/tmp|/var/tmp|/dev/shm|/run|/usr/tmp)(/.*)?");

  private static final Pattern INTERNAL =
      Pattern.compile("(?i).*(\\.(local|lan|internal|intranet|corp|home|localdomain)|^localhost)$");

  private static final Pattern WIDE = Pattern.compile("(?i).*(cyrus|imap)\\S*\\s*v?\\d+\\.\\d+.*");

  private CyrusServer() {}

  static HostVerdict log(ImapdConf conf) {
    return CyrusAssessors.on(
        conf,
        conf.value("syslog_facility"),
        "syslog_facility",
        set ->
            set.value().isEmpty()
                ? set.pass(Sentence.of("cyrus.log"))
                : set.pass(Sentence.of("cyrus.log-to", set.value())));
  }

  static HostVerdict name(ImapdConf conf) {
    return CyrusAssessors.on(
        conf,
        conf.value("serverinfo"),
        "serverinfo",
        set -> {
          if (!set.is("off", "min", "no", "0", "false")) {
            return set.fail(Sentence.of("cyrus.greeting-telling"));
          }
          return conf.value("servername")
              .filter(
                  name ->
                      INTERNAL.matcher(name.value()).matches()
                          || WIDE.matcher(name.value()).matches())
              .map(name -> name.partial(Sentence.of("cyrus.name-telling")))
              .orElseGet(() -> set.pass(Sentence.of("cyrus.greeting-plain")));
        });
  }

  static HostVerdict letters(ImapdConf conf) {
    return CyrusAssessors.on(
        conf,
        conf.value("lmtp_downcase_rcpt"),
        "lmtp_downcase_rcpt",
        set ->
            set.on()
                ? set.pass(Sentence.of("cyrus.case-ignored"))
                : set.fail(Sentence.of("cyrus.case-matters")));
  }

  static HostVerdict place(ImapdConf conf, Evidence evidence) {
    String partition =
        conf.value("defaultpartition")
            .map(Setting::lower)
            .filter(value -> !value.isEmpty())
            .orElse("default");
    Optional<Setting> path = conf.value("partition-" + partition);
    if (path.isEmpty()) {
      return HostVerdict.notAssessed(Sentence.of("cyrus.no-partition", ImapdConf.FILE, partition));
    }
    if (UNFIT.matcher(path.get().value()).matches()) {
      return path.get().fail(Sentence.of("cyrus.unfit-place"));
    }
    return evidence
        .file(PARTITIONS)
        .flatMap(file -> folder(file, path.get().value()))
        .map(facts -> place(path.get(), facts))
        .orElseGet(() -> path.get().pass(Sentence.of("cyrus.place-untold")).indicative());
  }

  private static HostVerdict place(Setting path, FileFacts facts) {
    if (facts.mode() < 0) {
      return path.pass(Sentence.of("cyrus.place-untold")).indicative();
    }
    if ((facts.mode() & 0027) != 0) {
      return HostVerdict.fail(facts.quote(), Sentence.of("cyrus.place-open"));
    }
    return facts.owner().startsWith("cyrus:")
        ? HostVerdict.pass(facts.quote(), Sentence.of("cyrus.place"))
        : HostVerdict.partial(facts.quote(), Sentence.of("cyrus.place-of-others"));
  }

  /** The line {@code folder: mode=…} below {@code directory: <path>}. */
  private static Optional<FileFacts> folder(EvidenceFile file, String path) {
    boolean within = false;
    for (int line = 1; line <= file.lines().size(); line++) {
      String text = file.lines().get(line - 1).strip();
      if (text.startsWith("directory: ")) {
        within = text.substring(11).strip().equals(path);
      } else if (within && text.startsWith("folder: ")) {
        return Optional.of(FileFacts.in(text, file.quote(line)));
      }
    }
    return Optional.empty();
  }
}
