package dev.mxray.mcss.evidence.storage;

import dev.mxray.mcss.evidence.Assessor;
import dev.mxray.mcss.evidence.Evidence;
import dev.mxray.mcss.evidence.EvidenceFile;
import dev.mxray.mcss.evidence.HostVerdict;
import dev.mxray.mcss.evidence.Quote;
import dev.mxray.mcss.evidence.host.Lines;
import dev.mxray.text.Sentence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What decides the controls about file systems. */
public final class StorageAssessors {
  static final String FILE = "system/partitions_mail.txt";

  /** A folder with less holds no mail: it was made with the system. */
  private static final long SOME_CONTENT_KB = 64;

  private static final int MOST_PERCENT = 80;

  private StorageAssessors() {}

  public static Map<String, Assessor> all() {
    Map<String, Assessor> all = new LinkedHashMap<>();
    all.put("STORAGE-001", onFolders(folders -> Separation.OF_MAILBOXES.of(mailboxes(folders))));
    all.put(
        "STORAGE-002",
        onFolders(
            folders ->
                Separation.OF_QUEUE.of(folders.stream().filter(MailFolder::isQueue).toList())));
    all.put("STORAGE-003", onFolders(StorageAssessors::space));
    all.put("STORAGE-004", evidence -> on(evidence, Quotas::limits));
    all.put("STORAGE-005", evidence -> on(evidence, MountOptions::tight));
    return all;
  }

  private static HostVerdict on(Evidence evidence, Function<EvidenceFile, HostVerdict> rule) {
    return evidence.file(FILE).map(rule).orElseGet(() -> HostVerdict.missing(FILE));
  }

  private static Assessor onFolders(Function<List<MailFolder>, HostVerdict> rule) {
    return evidence -> on(evidence, file -> rule.apply(MailFolder.read(file)));
  }

  /** Those that hold mail; all of them where that is not told. */
  static List<MailFolder> mailboxes(List<MailFolder> folders) {
    List<MailFolder> all = folders.stream().filter(MailFolder::isMailbox).toList();
    List<MailFolder> used =
        all.stream().filter(folder -> folder.content() >= SOME_CONTENT_KB).toList();
    return used.isEmpty() ? all : used;
  }

  private static HostVerdict space(List<MailFolder> folders) {
    Quote fullest = null;
    int most = -1;
    for (MailFolder folder : folders) {
      Optional<Lines.Told> used = folder.fact("used_percent");
      if (used.isPresent() && used.get().value().matches("\\d{1,3}%?")) {
        int percent = Integer.parseInt(used.get().value().replace("%", ""));
        if (percent > most) {
          most = percent;
          fullest = used.get().quote();
        }
      }
    }
    if (fullest == null) {
      return HostVerdict.notAssessed(Sentence.of("storage.fullness-untold", FILE));
    }
    Sentence reason = Sentence.of("storage.fullest", most);
    return most <= MOST_PERCENT
        ? HostVerdict.pass(fullest, reason)
        : HostVerdict.fail(fullest, reason);
  }
}
