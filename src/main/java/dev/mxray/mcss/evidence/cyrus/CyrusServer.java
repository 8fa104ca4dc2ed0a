package dev.mxray.mcss.evidence.cyrus;

import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.host.FileFacts;
import dev.mxray.mcss.evidence.host.Setting;
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
                ? set.pass("Messages go to the system log, to the facility mail.")
                : set.pass("Messages go to the system log, to " + set.value() + "."));
  }

  static HostVerdict name(ImapdConf conf) {
    return CyrusAssessors.on(
        conf,
        conf.value("serverinfo"),
        "serverinfo",
        set -> {
          if (!set.is("off", "min", "no", "0", "false")) {
            return set.fail("The greeting tells name and version of the server.");
          }
          return conf.value("servername")
              .filter(
                  name ->
                      INTERNAL.matcher(name.value()).matches()
                          || WIDE.matcher(name.value()).matches())
              .map(name -> name.partial("servername tells more than a public host name."))
              .orElseGet(() -> set.pass("The greeting tells no version."));
        });
  }

  static HostVerdict letters(ImapdConf conf) {
    return CyrusAssessors.on(
        conf,
        conf.value("lmtp_downcase_rcpt"),
        "lmtp_downcase_rcpt",
        set ->
            set.on()
                ? set.pass("Recipients are matched whatever their case.")
                : set.fail("Recipients are matched with their case."));
  }

  static HostVerdict place(Evidence evidence) {
    Optional<ImapdConf> conf = ImapdConf.of(evidence);
    if (conf.isEmpty()) {
      return HostVerdict.missing(ImapdConf.FILE);
    }
    String partition =
        conf.get()
            .value("defaultpartition")
            .map(Setting::lower)
            .filter(value -> !value.isEmpty())
            .orElse("default");
    Optional<Setting> path = conf.get().value("partition-" + partition);
    if (path.isEmpty()) {
      return HostVerdict.notAssessed(ImapdConf.FILE + " does not set partition-" + partition + ".");
    }
    if (UNFIT.matcher(path.get().value()).matches()) {
      return path.get().fail("Mail lies below a directory that is for something else.");
    }
    return evidence
        .file(PARTITIONS)
        .flatMap(file -> folder(file, path.get().value()))
        .map(facts -> place(path.get(), facts))
        .orElseGet(
            () ->
                path.get()
                    .pass("Mail lies in a place of its own; who may read it is not told.")
                    .indicative());
  }

  private static HostVerdict place(Setting path, FileFacts facts) {
    if (facts.mode() < 0) {
      return path.pass("Mail lies in a place of its own; who may read it is not told.")
          .indicative();
    }
    if ((facts.mode() & 0027) != 0) {
      return HostVerdict.fail(facts.quote(), "Other accounts may get at the mail there.");
    }
    return facts.owner().startsWith("cyrus:")
        ? HostVerdict.pass(
            facts.quote(), "Mail lies in a place of its own, which is for Cyrus alone.")
        : HostVerdict.partial(facts.quote(), "Mail lies in a place that is not Cyrus's own.");
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
