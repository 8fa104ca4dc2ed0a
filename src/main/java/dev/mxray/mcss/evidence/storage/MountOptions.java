package dev.mxray.mcss.evidence.storage;

import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Lines;
import dev.mxray.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether programs could run from the file systems with mailboxes. */
final class MountOptions {
  private static final List<String> WANTED = List.of("noexec", "nosuid", "nodev");

  /** {@code /dev/sdb1 on /var/vmail type ext4 (rw,noexec,nosuid)} */
  private static final Pattern MOUNT = Pattern.compile("^\\S+ on (\\S+) type \\S+ \\((.*)\\)\\s*$");

  private MountOptions() {}

  static HostVerdict tight(EvidenceFile file) {
    List<MailFolder> folders = StorageAssessors.mailboxes(MailFolder.read(file));
    Quote good = null;
    Quote bad = null;
    Quote some = null;
    String lacks = "";
    for (MailFolder folder : folders) {
      Optional<Lines.Told> options = options(file, folder);
      if (options.isEmpty()) {
        continue;
      }
      List<String> set = List.of(options.get().value().split(","));
      List<String> missing = WANTED.stream().filter(want -> !set.contains(want)).toList();
      if (missing.isEmpty()) {
        good = options.get().quote();
      } else if (missing.size() == WANTED.size()) {
        bad = options.get().quote();
      } else {
        some = options.get().quote();
        lacks = String.join(", ", missing);
      }
    }
    if (bad != null && good == null && some == null) {
      return HostVerdict.fail(bad, Sentence.of("storage.mounted-with-none"));
    }
    if (bad != null) {
      return HostVerdict.partial(bad, Sentence.of("storage.mounted-with-none-in-part"));
    }
    if (some != null) {
      return HostVerdict.partial(some, Sentence.of("storage.mounted-without", lacks));
    }
    return good == null
        ? HostVerdict.notAssessed(Sentence.of("storage.mount-untold", StorageAssessors.FILE))
        : HostVerdict.pass(good, Sentence.of("storage.mounted-with-all"));
  }

  private static Optional<Lines.Told> options(EvidenceFile file, MailFolder folder) {
    Optional<Lines.Told> own = folder.fact("mount_options").filter(told -> !told.value().isEmpty());
    if (own.isPresent()) {
      return own;
    }
    Optional<String> point = folder.fact("mountpoint").map(Lines.Told::value);
    return point.stream()
        .flatMap(
            wanted ->
                Lines.of(file)
                    .flatMap(
                        quote -> {
                          Matcher mount = MOUNT.matcher(quote.text());
                          return mount.matches() && mount.group(1).equals(wanted)
                              ? Stream.of(new Lines.Told(mount.group(2), quote))
                              : Stream.empty();
                        }))
        .findFirst();
  }
}
